package io.ticketlabeler.rules;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.ticketlabeler.read.TicketFileException;
import io.ticketlabeler.rules.RuleEntry.Place;
import io.ticketlabeler.rules.RuleEntry.Property;
import io.ticketlabeler.ticket.LabelSet;
import java.io.IOException;
import java.io.PushbackReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Labelling rules, kept in a file.
 *
 * <pre>
 * rules:
 *   - name: refund words
 *     label: Billing
 *     keywords: [refund*, money back, invoice]
 *   - name: stack trace
 *     label: Bug
 *     regex: '\bat [\w.$]+\([\w.]+:\d+\)'
 *   - name: phone
 *     label: Incident
 *     field: channel
 *     equals: [phone, hotline]
 *   - name: partners
 *     label: Partner
 *     sender: partner.example
 * </pre>
 *
 * <p>Each rule has a {@code name} of its own, a {@code label}, and one condition; what the conditions mean is said at
 * {@link LabelingRule}. {@code keywords}, {@code equals} and {@code sender} are a value or a list. {@code rules:} at the top may be left out.
 * JSON has the same names. Any other property is an error, for it is most likely a misspelt one. In YAML, put regular expressions into
 * single quotes.
 *
 * <p>A file that ends in {@code .yaml} or {@code .yml} is YAML, for which {@code com.fasterxml.jackson.dataformat:jackson-dataformat-yaml} must be
 * on the class path (an optional dependency); one that ends in {@code .json} is JSON. UTF-8, with or without BOM.
 */
public final class RuleFile {

    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();
    private static final int BOM = 0xFEFF;

    private final Path file;
    private final JsonParser parser;
    private final boolean yaml;
    private final @Nullable LabelSet labels;
    private final Map<String, Place> names = new HashMap<>();

    private RuleFile(Path file, JsonParser parser, boolean yaml, @Nullable LabelSet labels) {
        this.file = file;
        this.parser = parser;
        this.yaml = yaml;
        this.labels = labels;
    }

    /**
     * Reads rules for these labels.
     *
     * @throws TicketFileException naming line and column of what is no rule, of a label that is not in the set (an alias is), of a regular
     *     expression that is none
     */
    public static Rules read(Path file, LabelSet labels) {
        return open(file, labels);
    }

    /**
     * Reads rules whose labels are not checked, for reports about the rules.
     *
     * @throws TicketFileException as {@link #read(Path, LabelSet)}
     */
    public static Rules read(Path file) {
        return open(file, null);
    }

    private static Rules open(Path file, @Nullable LabelSet labels) {
        boolean yaml = isYaml(file);
        try (Reader reader = withoutMark(file);
                JsonParser parser = yaml ? yamlParser(file, reader) : JSON.createParser(reader)) {
            try {
                return Rules.of(new RuleFile(file, parser, yaml, labels).rules());
            } catch (JsonProcessingException e) {
                throw malformed(file, yaml, e);
            }
        } catch (CharacterCodingException e) {
            throw new TicketFileException(file, -1, -1, "is not UTF-8; save it as UTF-8");
        } catch (IOException e) {
            throw new TicketFileException(
                    file, -1, -1, "cannot be read (" + e.getClass().getSimpleName() + "); check path and permissions");
        }
    }

    private static boolean isYaml(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        boolean yaml = name.endsWith(".yaml") || name.endsWith(".yml");
        if (!yaml && !name.endsWith(".json")) {
            throw new TicketFileException(file, -1, -1, "a file of rules ends in .yaml, .yml or .json; rename it");
        }
        return yaml;
    }

    private static Reader withoutMark(Path file) throws IOException {
        PushbackReader reader = new PushbackReader(Files.newBufferedReader(file, StandardCharsets.UTF_8));
        int first = reader.read();
        if (first != BOM && first >= 0) {
            reader.unread(first);
        }
        return reader;
    }

    private static JsonParser yamlParser(Path file, Reader reader) throws IOException {
        try {
            return Yaml.parser(reader);
        } catch (NoClassDefFoundError e) {
            throw new TicketFileException(
                    file,
                    -1,
                    -1,
                    "YAML needs " + Yaml.ARTIFACT + " on the class path; add it, or keep the rules in JSON");
        }
    }

    /** The first line of what the parser says: the rest quotes the file over many lines. */
    private static TicketFileException malformed(Path file, boolean yaml, JsonProcessingException e) {
        JsonLocation at = e.getLocation();
        String said = String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse("");
        return new TicketFileException(
                file,
                at == null ? -1 : at.getLineNr(),
                at == null ? -1 : at.getColumnNr(),
                "not " + (yaml ? "YAML" : "JSON") + ": " + said);
    }

    private List<LabelingRule> rules() throws IOException {
        JsonToken start = parser.nextToken();
        List<LabelingRule> rules = new ArrayList<>();
        if (start == JsonToken.START_ARRAY) {
            list(rules);
        } else if (start == JsonToken.START_OBJECT) {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                if (!parser.currentName().equals("rules")) {
                    throw here().failure(
                                    "\"" + parser.currentName() + "\" is unknown; at the top there is only \"rules\"");
                }
                if (parser.nextToken() != JsonToken.START_ARRAY) {
                    throw here().failure("\"rules\" must be a list");
                }
                list(rules);
            }
        } else {
            throw here().failure("expected is a list of rules, each with name, label and a condition");
        }
        if (rules.isEmpty()) {
            throw here().failure("there is no rule; add one, or leave the file out");
        }
        if (parser.nextToken() != null) {
            throw here().failure("something follows the rules; remove it");
        }
        return rules;
    }

    private void list(List<LabelingRule> rules) throws IOException {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                throw here().failure("a rule has name, label and a condition, each as NAME: VALUE");
            }
            RuleEntry entry = entry();
            LabelingRule rule = entry.rule(labels);
            Place first = names.putIfAbsent(rule.name(), entry.property("name").place());
            if (first != null) {
                throw entry.property("name")
                        .place()
                        .failure("rule \"" + rule.name() + "\" has the name of the one in line " + first.line()
                                + "; give it another");
            }
            rules.add(rule);
        }
    }

    private RuleEntry entry() throws IOException {
        Place begin = here();
        Map<String, Property> properties = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            Place place = here();
            if (!RuleEntry.KNOWN.contains(name)) {
                throw place.failure("\"" + name + "\" is unknown; a rule has " + String.join(", ", RuleEntry.KNOWN));
            }
            parser.nextToken();
            if (properties.put(name, new Property(here(), values(name))) != null) {
                throw place.failure("\"" + name + "\" comes twice in one rule; keep one of them");
            }
        }
        return new RuleEntry(begin, properties);
    }

    private List<String> values(String property) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            return List.of(value(property));
        }
        List<String> values = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            values.add(value(property));
        }
        return values;
    }

    private String value(String property) throws IOException {
        if (!parser.currentToken().isScalarValue() || parser.currentToken() == JsonToken.VALUE_NULL) {
            throw here().failure("\"" + property + "\" needs a value, or a list of values");
        }
        if (yaml && Yaml.isAlias(parser)) {
            throw here().failure(
                            "\"" + property + "\" refers to another place with *; write the value itself, in quotes");
        }
        String value = parser.getText();
        if (value.isBlank()) { // in YAML also a value that was forgotten
            throw here().failure("\"" + property + "\" needs a value that is not blank");
        }
        return value;
    }

    private Place here() {
        JsonLocation at = parser.currentTokenLocation();
        return new Place(file, at.getLineNr(), at.getColumnNr());
    }
}
