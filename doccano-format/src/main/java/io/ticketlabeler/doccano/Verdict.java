package io.ticketlabeler.doccano;

import com.fasterxml.jackson.databind.JsonNode;
import io.ticketlabeler.internal.json.ExportJson;
import io.ticketlabeler.internal.reading.ReadTicket;
import io.ticketlabeler.review.Decision;
import io.ticketlabeler.review.Review;
import io.ticketlabeler.ticket.LabelSet;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What a document says about a proposal. Confirmed with the labels that were proposed is accepted, with others corrected, with none empty;
 * not confirmed is not reviewed, whatever stands there. What was proposed is in the metadata that {@link DoccanoRows} writes; where
 * there is none, nobody knows ({@link Decision#CHOSEN}).
 *
 * <p>Labels are compared as sets, because the same one comes once for each person who gave it. Names are those of the label set, with
 * the blanks at their ends that doccano takes away. Thread-safe.
 */
final class Verdict {

    private final LabelSet labels;
    private final Map<String, String> names = new HashMap<>();

    Verdict(LabelSet labels) {
        this.labels = labels;
        labels.names().forEach(name -> names.put(DoccanoLabels.name(name), name));
    }

    /**
     * One document of one person.
     *
     * @param row       with {@code label} and metadata side by side, as exports have them; read by name, numbers and texts alike
     * @param reviewer  who confirmed it; empty if nobody knows
     * @param confirmed whether it is confirmed
     * @param where     for notes, e.g. {@code all.jsonl, line 7}
     */
    ReadTicket of(JsonNode row, String reviewer, boolean confirmed, String where) {
        String id = scalar(row.path("id"));
        if (id.isBlank()) {
            return new ReadTicket("", null, null, List.of(), List.of(where + ": a document without id was left out"));
        }
        Review review = review(row, id, reviewer, confirmed);
        JsonNode text = row.path("text");
        return new ReadTicket("", id, text.isTextual() ? text.asText() : null, List.of(review), List.of());
    }

    /** The decision alone. */
    Review review(JsonNode row, String id, String reviewer, boolean confirmed) {
        JsonNode proposal = row.path("proposed_label");
        List<String> proposed = proposal.isMissingNode() || proposal.isNull() ? List.of() : proposed(scalar(proposal));
        if (!confirmed) {
            return Review.of(id, "", Decision.NOT_REVIEWED, List.of()).proposed(proposed, confidence(row));
        }
        List<String> chosen = named(row.path("label"));
        Review review = Review.of(id, reviewer, decision(chosen, proposed, proposal), chosen);
        return review.proposed(proposed, confidence(row));
    }

    private static Decision decision(List<String> chosen, List<String> proposed, JsonNode proposal) {
        if (chosen.isEmpty()) {
            return Decision.EMPTY;
        }
        if (proposal.isMissingNode() || proposal.isNull()) {
            return Decision.CHOSEN;
        }
        return new HashSet<>(chosen).equals(new HashSet<>(proposed)) ? Decision.ACCEPTED : Decision.CORRECTED;
    }

    /** A name as it is, or several as JSON; a label that looks like JSON is a label where only one is proposed. */
    private List<String> proposed(String text) {
        if (text.isEmpty()) {
            return List.of();
        }
        if (text.startsWith("[") && (labels.isMultiple() || !names.containsKey(text))) {
            try {
                JsonNode several = ExportJson.tree(text);
                if (several.isArray()) {
                    return named(several);
                }
            } catch (IOException e) {
                // a label then
            }
        }
        return List.of(name(text));
    }

    private List<String> named(JsonNode given) {
        List<JsonNode> each = new ArrayList<>();
        if (given.isArray()) {
            given.forEach(each::add);
        } else if (given.isValueNode() && !given.isNull()) {
            each.add(given);
        }
        return each.stream()
                .map(label -> label.isTextual() ? label.asText() : label.toString())
                .filter(label -> !label.isEmpty())
                .map(this::name)
                .distinct()
                .toList();
    }

    private String name(String there) {
        return names.getOrDefault(there, there);
    }

    private static OptionalDouble confidence(JsonNode row) {
        try {
            double value = Double.parseDouble(scalar(row.path("confidence")));
            return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
        } catch (NumberFormatException e) {
            return OptionalDouble.empty(); // no confidence is no reason to lose the decision
        }
    }

    /** A whole number comes back as {@code 3.0} when its column had a gap. */
    static String scalar(JsonNode value) {
        if (!value.isNumber()) {
            return value.isValueNode() && !value.isNull() ? value.asText() : "";
        }
        if (value.isFloatingPointNumber() && !Double.isFinite(value.asDouble())) {
            return "";
        }
        BigDecimal number = value.decimalValue().stripTrailingZeros();
        return number.toPlainString();
    }

    /**
     * The labels in a cell of a table, which stand side by side: {@code Bug#Billing}. Names that hold the separator are found because they
     * are known.
     *
     * @param separator between two labels
     * @param known     a label as the tool writes it
     */
    static List<String> split(String cell, String separator, Predicate<String> known) {
        if (cell.isEmpty()) {
            return List.of();
        }
        String[] parts = cell.split(Pattern.quote(separator), -1);
        List<String> labels = new ArrayList<>();
        int from = 0;
        while (from < parts.length) {
            int to = parts.length;
            while (to > from + 1 && !known.test(joined(parts, from, to, separator))) {
                to--;
            }
            labels.add(joined(parts, from, to, separator));
            from = to;
        }
        return labels;
    }

    private static String joined(String[] parts, int from, int to, String separator) {
        return String.join(separator, List.of(parts).subList(from, to));
    }

    /** Whether a label of the set is written so in doccano. */
    boolean isKnown(String there) {
        return names.containsKey(there);
    }
}
