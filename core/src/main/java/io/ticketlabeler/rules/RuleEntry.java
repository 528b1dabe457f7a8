package io.ticketlabeler.rules;

import io.ticketlabeler.read.TicketFileException;
import io.ticketlabeler.ticket.Label;
import io.ticketlabeler.ticket.LabelSet;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * One rule as it stands in a file.
 *
 * @param place      where it begins
 * @param properties in the order of the file
 */
record RuleEntry(Place place, Map<String, Property> properties) {

    static final List<String> KNOWN = List.of("name", "label", "keywords", "regex", "field", "equals", "sender");

    private static final List<String> CONDITIONS = List.of("keywords", "regex", "field", "sender");

    /** Where something stands; line and column from 1. */
    record Place(Path file, long line, long column) {

        TicketFileException failure(String message) {
            return new TicketFileException(file, line, column, message);
        }
    }

    /** @param values one for a plain value */
    record Property(Place place, List<String> values) {}

    /**
     * The rule.
     *
     * @param labels that it may vote for; null for any
     * @throws TicketFileException naming the line, if it is no rule
     */
    LabelingRule rule(@Nullable LabelSet labels) {
        String name =
                single("name").orElseThrow(() -> place.failure("a rule needs a name; add e.g. name: refund words"));
        String label = label(labels);
        List<String> conditions =
                CONDITIONS.stream().filter(properties::containsKey).toList();
        if (conditions.size() != 1) {
            throw place.failure("rule \"" + name + "\" has "
                    + (conditions.isEmpty() ? "no condition" : "the conditions " + String.join(" and ", conditions))
                    + "; give it one of keywords, regex, field (with equals), sender");
        }
        String condition = conditions.get(0);
        if (!condition.equals("field") && properties.containsKey("equals")) {
            throw property("equals").place().failure("\"equals\" belongs to a field; add field: NAME, or remove it");
        }
        try {
            return switch (condition) {
                case "keywords" -> LabelingRule.keywords(name, label, values("keywords"));
                case "regex" -> LabelingRule.regex(name, label, single("regex").orElseThrow());
                case "field" -> LabelingRule.field(name, label, single("field").orElseThrow(), equalsValues(name));
                default -> LabelingRule.sender(name, label, values("sender"));
            };
        } catch (PatternSyntaxException e) {
            throw property("regex")
                    .place()
                    .failure("rule \"" + name + "\": the regular expression is wrong"
                            + (e.getIndex() < 0 ? "" : " at its character " + (e.getIndex() + 1)) + ": "
                            + e.getDescription());
        } catch (IllegalArgumentException e) {
            throw property(condition).place().failure(String.valueOf(e.getMessage()));
        }
    }

    /** As the set spells it. */
    private String label(@Nullable LabelSet labels) {
        String said = single("label").orElseThrow(() -> place.failure("a rule needs a label; add label: NAME"));
        return labels == null
                ? said
                : labels.resolve(said).map(Label::name).orElseThrow(() -> property("label")
                        .place()
                        .failure("\"" + said + "\" is none of the "
                                + labels.labels().size() + " labels; correct it, or add it to the label set"));
    }

    private List<String> equalsValues(String name) {
        if (!properties.containsKey("equals")) {
            throw property("field")
                    .place()
                    .failure("rule \"" + name + "\": a field needs its values; add equals: VALUE");
        }
        return values("equals");
    }

    private List<String> values(String property) {
        return property(property).values();
    }

    private Optional<String> single(String property) {
        if (!properties.containsKey(property)) {
            return Optional.empty();
        }
        Property found = property(property);
        if (found.values().size() != 1) {
            throw found.place().failure("\"" + property + "\" needs one value");
        }
        return Optional.of(found.values().get(0));
    }

    Property property(String name) {
        return Optional.ofNullable(properties.get(name)).orElseThrow();
    }
}
