package io.ticketlabeler.read;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import io.ticketlabeler.ticket.LabelSet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The labels of a project, kept in a JSON file.
 *
 * <pre>{@code
 * [{"name": "Billing", "description": "Invoices, charges, refunds", "aliases": ["Invoice"]}, {"name": "Bug"}]
 * }</pre>
 *
 * <p>Also read: names alone, {@code ["Billing", "Bug"]}, and the object form with the settings of a label set,
 * {@code {"labels": […], "multiple": true, "allowNone": true}}. Order is kept. Any other property is an error, for it is most likely
 * a misspelt one.
 */
public final class LabelFile {

    private static final Set<String> PROPERTIES = Set.of("name", "description", "aliases");

    private final TextFile file;
    private final JsonParser parser;
    private final LabelSet.Builder labels = LabelSet.builder();
    private final List<Entry> entries = new ArrayList<>();

    private LabelFile(TextFile file, JsonParser parser) {
        this.file = file;
        this.parser = parser;
    }

    /**
     * Reads the set.
     *
     * @param file UTF-8 with or without BOM; other charsets as {@link TicketFiles} recognises them
     * @throws TicketFileException naming line and column, if it is no such JSON or {@link LabelSet} refuses a label
     */
    public static LabelSet read(Path file) {
        TextFile text = CharsetFinder.find(file, null);
        try (DecodingReader reader = text.open();
                JsonParser parser = Json.parser(reader)) {
            try {
                return new LabelFile(text, parser).read();
            } catch (IOException e) {
                throw Json.failure(file, parser, e, 0);
            }
        } catch (IOException e) {
            throw text.unreadable(e);
        }
    }

    private LabelSet read() throws IOException {
        JsonToken start = parser.nextToken();
        if (start == JsonToken.START_ARRAY) {
            labels();
        } else if (start == JsonToken.START_OBJECT) {
            object();
        } else {
            throw wrong("expected are labels: an array [{\"name\": …}], or {\"labels\": […]}");
        }
        if (entries.isEmpty()) {
            throw wrong("there is no label; a label set needs at least one");
        }
        LabelSet set = checked();
        if (parser.nextToken() != null) {
            throw wrong("something follows the labels; remove it");
        }
        return set;
    }

    private void object() throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (name) {
                case "labels" -> {
                    if (value != JsonToken.START_ARRAY) {
                        throw wrong("\"labels\" must be an array");
                    }
                    labels();
                }
                case "multiple" -> {
                    if (flag(name)) {
                        labels.multiple();
                    }
                }
                case "allowNone" -> {
                    if (flag(name)) {
                        labels.allowNone();
                    }
                }
                default -> throw unknown(name, "labels, multiple and allowNone");
            }
        }
    }

    private boolean flag(String name) throws IOException {
        JsonToken value = parser.currentToken();
        if (value != JsonToken.VALUE_TRUE && value != JsonToken.VALUE_FALSE) {
            throw wrong("\"" + name + "\" must be true or false");
        }
        return value == JsonToken.VALUE_TRUE;
    }

    private void labels() throws IOException {
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            Place place = new Place(
                    parser.currentTokenLocation().getLineNr(),
                    parser.currentTokenLocation().getColumnNr());
            if (token == JsonToken.VALUE_STRING) {
                entries.add(new Entry(place, parser.getText(), "", List.of()));
            } else if (token == JsonToken.START_OBJECT) {
                entries.add(label(Json.tree(parser), place));
            } else {
                throw wrong("a label is a name, or an object {\"name\": …, \"description\": …}");
            }
        }
    }

    private Entry label(JsonNode label, Place place) {
        label.fieldNames().forEachRemaining(name -> {
            if (!PROPERTIES.contains(name)) {
                throw failure(
                        place,
                        "\"" + Names.shortened(name) + "\" is unknown; a label has name, description and aliases");
            }
        });
        JsonNode name = label.path("name");
        JsonNode description = label.path("description");
        JsonNode aliases = label.path("aliases");
        if (!name.isTextual()) {
            throw failure(place, "a label needs a \"name\", which is a string");
        }
        if (!description.isTextual() && !description.isMissingNode() && !description.isNull()) {
            throw failure(place, "\"description\" must be a string");
        }
        if (!aliases.isArray() && !aliases.isMissingNode() && !aliases.isNull()) {
            throw failure(place, "\"aliases\" must be an array of strings");
        }
        List<String> others = new ArrayList<>();
        for (JsonNode alias : aliases) {
            if (!alias.isTextual()) {
                throw failure(place, "\"aliases\" must be an array of strings");
            }
            others.add(alias.asText());
        }
        return new Entry(place, name.asText(), description.isTextual() ? description.asText() : "", others);
    }

    private LabelSet checked() {
        try {
            entries.forEach(entry -> entry.addTo(labels));
            return labels.build();
        } catch (IllegalArgumentException e) {
            throw firstFault(e);
        }
    }

    /** The set of the labels up to there, again and again, so that a wrong label is found where it stands. */
    private TicketFileException firstFault(IllegalArgumentException ofAll) {
        LabelSet.Builder soFar = LabelSet.builder();
        for (Entry entry : entries) {
            try {
                entry.addTo(soFar);
                soFar.build();
            } catch (IllegalArgumentException e) {
                return failure(entry.place, String.valueOf(e.getMessage()));
            }
        }
        return failure(here(), String.valueOf(ofAll.getMessage())); // a setting of the set does not go with its labels
    }

    private TicketFileException unknown(String name, String known) {
        return wrong("\"" + Names.shortened(name) + "\" is unknown; known are " + known);
    }

    private TicketFileException wrong(String message) {
        return failure(here(), message);
    }

    private Place here() {
        return new Place(
                parser.currentTokenLocation().getLineNr(),
                parser.currentTokenLocation().getColumnNr());
    }

    private TicketFileException failure(Place place, String message) {
        return new TicketFileException(file.path(), place.line, place.column, message);
    }

    private record Place(long line, long column) {}

    private record Entry(Place place, String name, String description, List<String> aliases) {
        void addTo(LabelSet.Builder set) {
            set.add(name, description);
            aliases.forEach(alias -> set.alias(alias, name));
        }
    }
}
