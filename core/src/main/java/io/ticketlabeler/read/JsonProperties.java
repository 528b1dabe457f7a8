package io.ticketlabeler.read;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ticketlabeler.read.JsonDesk.Body;
import io.ticketlabeler.read.JsonDesk.Markup;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds out, from the first records of a JSON file, which property is what, and makes an {@link Export} of it. */
final class JsonProperties {

    private static final int RECORDS_LOOKED_AT = 20;
    private static final int BAD_ROWS_PASSED = 200;
    private static final Pattern ZENDESK_PAGE =
            Pattern.compile("\"(?:end_of_stream|end_time|after_cursor|after_url)\"\\s*:");

    private final TextFile file;
    private final ReadOptions options;
    private final JsonLayout layout;
    private final Set<String> names = new LinkedHashSet<>(); // of plain values, nested ones with dots
    private @Nullable JsonRow first;
    private boolean hasMessages;
    private boolean isIncremental; // a page of Zendesk's incremental export, whatever its tickets have

    private JsonProperties(TextFile file, ReadOptions options, JsonLayout layout) {
        this.file = file;
        this.options = options;
        this.layout = layout;
    }

    static Export<JsonRow> export(TextFile file, String beginning, ReadOptions options) {
        JsonLayout layout = JsonScan.find(file, beginning, options.format());
        JsonProperties properties = new JsonProperties(file, options, layout);
        properties.look();
        properties.isIncremental = layout.path().equals(List.of("tickets"))
                && ZENDESK_PAGE.matcher(beginning).find();
        return properties.export(beginning.stripLeading().startsWith("["));
    }

    private Records<JsonRow> records() {
        return layout.kind() == JsonLayout.Kind.LINES ? new JsonLines(file) : new JsonRecords(file, layout);
    }

    /** What is wrong with the file is told when its turn comes. */
    private void look() {
        int bad = 0;
        try (Records<JsonRow> records = records()) {
            for (int n = 0; n < RECORDS_LOOKED_AT && bad < BAD_ROWS_PASSED; ) {
                try {
                    JsonRow row = records.next();
                    if (row == null) {
                        return;
                    }
                    n++;
                    first = first == null ? row : first;
                    names(row.value());
                } catch (BadRow e) {
                    bad++;
                }
            }
        } catch (TicketFileException e) {
            // the reader will meet it again, after the tickets before it
        } catch (IOException e) {
            throw file.unreadable(e);
        }
    }

    private void names(ObjectNode record) {
        record.properties().forEach(property -> {
            JsonNode value = property.getValue();
            if (value.isValueNode() || AtlassianDocument.is(value)) {
                names.add(property.getKey());
            } else if (value.isObject()) {
                value.properties().forEach(inner -> {
                    if (inner.getValue().isValueNode() || AtlassianDocument.is(inner.getValue())) {
                        names.add(property.getKey() + "." + inner.getKey());
                    }
                });
            }
        });
        hasMessages |= Messages.of(record, new HtmlText(options.html())) != null;
    }

    private Export<JsonRow> export(boolean array) {
        TicketFormat format = options.format();
        if (format == TicketFormat.AUTO) {
            format = first == null ? TicketFormat.JSON : Recognition.ofRecord(first.value());
        }
        if (options.format() == TicketFormat.AUTO && !format.isHelpDesk() && isIncremental) {
            format = TicketFormat.ZENDESK;
        }
        if (!format.isHelpDesk()) {
            format = layout.kind() == JsonLayout.Kind.LINES ? TicketFormat.JSONL : TicketFormat.JSON;
        }
        JsonShape shape = first == null ? nothing(format) : shape(format, first);
        boolean bodiless =
                first != null && shape.bodies().isEmpty() && shape.texts().isEmpty() && !hasMessages;
        return new Export<>(
                file,
                format,
                layout.describe(array),
                Optional.empty(),
                columns(shape),
                options.onRepeatedId().orElse(byDefault(format)),
                bodiless ? List.of("no body was found: the text of a ticket is its subject") : List.of(),
                this::records,
                shape);
    }

    private static ReadOptions.OnRepeatedId byDefault(TicketFormat format) {
        return format == TicketFormat.ZENDESK ? ReadOptions.OnRepeatedId.KEEP_LAST : ReadOptions.OnRepeatedId.FAIL;
    }

    private JsonShape nothing(TicketFormat format) {
        return new JsonShape(
                file.path(), format, "id", List.of(), List.of(), List.of(), false, new HtmlText(options.html()));
    }

    private JsonShape shape(TicketFormat format, JsonRow example) {
        JsonDesk desk = JsonDesk.of(format);
        ColumnNames any = ColumnNames.of(format);
        List<Body> texts = options.textColumns().stream()
                .map(name -> new Body(asked(name, "textColumns", example), Markup.UNKNOWN))
                .toList();
        String id = options.numbersAsIds()
                ? ""
                : options.idColumn()
                        .map(name -> asked(name, "idColumn", example))
                        .or(() -> found(desk == null ? List.of() : desk.ids()).stream()
                                .findFirst())
                        .or(() -> known(any.ids(), Set.of()))
                        .orElseThrow(() -> missing("an id", "idColumn, or numbersAsIds if there is none", example));
        List<String> subjects = List.of();
        List<Body> bodies = List.of();
        if (texts.isEmpty()) {
            Set<String> taken = new LinkedHashSet<>(Set.of(id));
            options.bodyColumn().ifPresent(name -> taken.add(asked(name, "bodyColumn", example)));
            subjects = subjects(desk, any, taken, example);
            taken.addAll(subjects);
            bodies = bodies(desk, any, taken, example);
            if (subjects.isEmpty() && bodies.isEmpty() && !hasMessages) {
                throw missing("the text of the tickets", "textColumns", example);
            }
        }
        boolean onlyText = subjects.isEmpty()
                && !hasMessages
                && bodies.size() == 1
                && bodies.get(0).path().equals("text");
        return new JsonShape(file.path(), format, id, subjects, bodies, texts, onlyText, new HtmlText(options.html()));
    }

    private List<String> subjects(@Nullable JsonDesk desk, ColumnNames any, Set<String> taken, JsonRow example) {
        if (options.subjectColumn().isPresent()) {
            return List.of(asked(options.subjectColumn().get(), "subjectColumn", example));
        }
        List<String> found = found(desk == null ? List.of() : desk.subjects());
        return found.isEmpty() ? known(any.subjects(), taken).stream().toList() : found;
    }

    private List<Body> bodies(@Nullable JsonDesk desk, ColumnNames any, Set<String> taken, JsonRow example) {
        if (options.bodyColumn().isPresent()) {
            return List.of(new Body(asked(options.bodyColumn().get(), "bodyColumn", example), Markup.UNKNOWN));
        }
        List<Body> found = desk == null
                ? List.of()
                : desk.bodies().stream()
                        .filter(body -> names.contains(body.path()))
                        .toList();
        if (!found.isEmpty() || (desk != null && hasMessages)) {
            return found;
        }
        return known(any.bodies(), taken).map(path -> new Body(path, Markup.UNKNOWN)).stream()
                .toList();
    }

    private List<String> found(List<String> paths) {
        return paths.stream().filter(names::contains).toList();
    }

    /** A name of that meaning; at the top level first, then within an object such as {@code attributes}. */
    private Optional<String> known(List<String> wanted, Set<String> taken) {
        List<String> free = names.stream().filter(name -> !taken.contains(name)).toList();
        List<String> top = free.stream()
                .filter(name ->
                        !name.contains(".") || (first != null && first.value().has(name)))
                .toList();
        Optional<String> atTop = Names.first(top, wanted);
        if (atTop.isPresent()) {
            return atTop;
        }
        List<String> nested = new ArrayList<>(free);
        nested.removeAll(top);
        for (String one : wanted) {
            for (String path : nested) {
                if (isHolder(path)
                        && Names.fold(path.substring(path.lastIndexOf('.') + 1)).equals(one)) {
                    return Optional.of(path);
                }
            }
        }
        return Optional.empty();
    }

    /** Not every object within a ticket speaks of the ticket: the id of its requester is not its id. */
    private static boolean isHolder(String path) {
        return Set.of(
                        "properties",
                        "fields",
                        "attributes",
                        "source",
                        "data",
                        "ticket",
                        "_source",
                        "_id",
                        "article",
                        "message",
                        "details")
                .contains(path.substring(0, path.indexOf('.')));
    }

    private String asked(String said, String option, JsonRow example) {
        return Names.meant(names, said)
                .or(() -> said.startsWith("fields.") ? Names.meant(names, said.substring(7)) : Optional.empty())
                .or(() -> JsonValues.at(example.value(), said) != null ? Optional.of(said) : Optional.empty())
                .orElseThrow(() -> missing("\"" + said + "\"", option, example));
    }

    private TicketFileException missing(String what, String option, JsonRow example) {
        return new TicketFileException(
                file.path(),
                example.line(),
                example.column(),
                "no property is known as " + what + "; the first objects have " + Names.list(names)
                        + ": name the right one (ReadOptions." + option + ")");
    }

    private Map<String, String> columns(JsonShape shape) {
        Map<String, String> columns = new LinkedHashMap<>();
        if (first == null) {
            return columns;
        }
        columns.put("id", shape.id().isEmpty() ? "record number" : shape.id());
        shape.subjects().stream().findFirst().ifPresent(path -> columns.put("subject", path));
        if (!shape.texts().isEmpty()) {
            columns.put(
                    "text",
                    String.join(" + ", shape.texts().stream().map(Body::path).toList()));
        } else if (!shape.bodies().isEmpty()) {
            columns.put("body", shape.bodies().get(0).path());
        } else if (hasMessages) {
            columns.put("body", "first message");
        }
        return columns;
    }
}
