package io.ticketlabeler.read;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds out which column of a CSV file is what, and makes an {@link Export} of it. */
final class CsvColumns {

    private final TextFile file;
    private final ReadOptions options;
    private final CsvDialect dialect;
    private final List<String> header;
    private final Set<Integer> taken = new HashSet<>();

    private CsvColumns(TextFile file, ReadOptions options, CsvDialect dialect) {
        this.file = file;
        this.options = options;
        this.dialect = dialect;
        this.header = dialect.header();
    }

    static Export<CsvRow> export(TextFile file, String beginning, ReadOptions options) {
        CsvDialect dialect = CsvDialect.find(beginning, options, ColumnNames.of(options.format()));
        if (dialect.header().isEmpty()) {
            throw new TicketFileException(file.path(), 1, 1, "the file is empty; export the tickets again");
        }
        return new CsvColumns(file, options, dialect).export();
    }

    private Export<CsvRow> export() {
        TicketFormat format = options.format() == TicketFormat.AUTO ? Recognition.ofHeader(header) : options.format();
        ColumnNames names = ColumnNames.of(format);
        List<Integer> texts = new ArrayList<>();
        for (String name : options.textColumns()) {
            texts.add(asked(name, "textColumns"));
        }
        taken.addAll(texts);
        options.subjectColumn().ifPresent(name -> taken.add(asked(name, "subjectColumn")));
        options.bodyColumn().ifPresent(name -> taken.add(asked(name, "bodyColumn")));
        int id = options.numbersAsIds() ? -1 : role(options.idColumn(), names.ids(), "idColumn");
        if (id < 0 && !options.numbersAsIds()) {
            throw missing("an id", "idColumn, or numbersAsIds if there is none");
        }
        int subject = -1;
        int body = -1;
        if (texts.isEmpty()) {
            subject = role(options.subjectColumn(), names.subjects(), "subjectColumn");
            body = role(options.bodyColumn(), names.bodies(), "bodyColumn");
            if (subject < 0 && body < 0) {
                throw missing("the text of the tickets", "textColumns");
            }
        }
        boolean onlyText =
                subject < 0 && body >= 0 && Names.fold(header.get(body)).equals("text");
        List<String> fields = fieldNames(id, subject, body, onlyText);
        CsvShape shape =
                new CsvShape(file.path(), header, fields, id, subject, body, texts, new HtmlText(options.html()));
        List<String> notes = body < 0 && texts.isEmpty()
                ? List.of("no column with a body was found: the text of a ticket is its subject")
                : List.of();
        return new Export<>(
                file,
                format,
                "CSV",
                Optional.of(dialect.delimiter()),
                columns(id, subject, body, texts),
                options.onRepeatedId().orElse(ReadOptions.OnRepeatedId.FAIL),
                notes,
                () -> new CsvRecords(file, dialect),
                shape);
    }

    private int role(Optional<String> said, List<String> wanted, String option) {
        if (said.isPresent()) {
            return asked(said.get(), option);
        }
        for (String name : wanted) {
            for (int i = 0; i < header.size(); i++) {
                if (!taken.contains(i) && Names.fold(header.get(i)).equals(name)) {
                    taken.add(i);
                    return i;
                }
            }
        }
        return -1;
    }

    private int asked(String name, String option) {
        return Names.meant(header, name).map(header::indexOf).orElseThrow(() -> missing("\"" + name + "\"", option));
    }

    private TicketFileException missing(String what, String option) {
        return new TicketFileException(
                file.path(),
                dialect.headerLine(),
                1,
                "no column is known as " + what + "; "
                        + (looksLikeData()
                                ? "the first row does not look like a header: add one"
                                : "the columns are " + Names.list(header) + ": name the right one")
                        + " (ReadOptions." + option + ")"
                        + (header.size() == 1 ? ", or say the delimiter (ReadOptions.delimiter)" : ""));
    }

    /** What people wrote must not get into a message. */
    private boolean looksLikeData() {
        return header.stream().anyMatch(name -> name.length() > 60 || name.matches("\\d+|.*[.!?] .*|.*\\R.*|.*@.*"));
    }

    private Map<String, String> columns(int id, int subject, int body, List<Integer> texts) {
        Map<String, String> columns = new LinkedHashMap<>();
        columns.put("id", id < 0 ? "row number" : header.get(id));
        if (subject >= 0) {
            columns.put("subject", header.get(subject));
        }
        if (body >= 0) {
            columns.put("body", header.get(body));
        }
        if (!texts.isEmpty()) {
            columns.put(
                    "text", String.join(" + ", texts.stream().map(header::get).toList()));
        }
        return columns;
    }

    private List<String> fieldNames(int id, int subject, int body, boolean onlyText) {
        Set<String> used = new HashSet<>();
        List<String> fields = new ArrayList<>(Collections.nCopies(header.size(), ""));
        if (subject >= 0) {
            fields.set(subject, "subject");
            used.add("subject");
        }
        if (body >= 0 && !onlyText) {
            fields.set(body, "body");
            used.add("body");
        }
        for (int i = 0; i < header.size(); i++) {
            if (i != id && i != body && i != subject) {
                String name = header.get(i).isEmpty() ? "column " + (i + 1) : header.get(i);
                String unique = name;
                for (int n = 2; !used.add(unique); n++) {
                    unique = name + " (" + n + ")";
                }
                fields.set(i, unique);
            }
        }
        return fields;
    }
}
