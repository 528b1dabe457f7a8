package io.ticketlabeler.read;

import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * Tickets from a file of any known format.
 *
 * <pre>{@code
 * try (TicketReader tickets = TicketFiles.read(Path.of("export.json"))) {
 *     report = labeler.run(tickets, sinks);
 * }
 * }</pre>
 *
 * <p>The content decides, never the file's name: CSV, JSON or JSON Lines, which help desk, which charset, which columns. A
 * {@link ReadReport} says what was recognised. Text is subject and body with a blank line between, HTML bodies as plain text; both
 * are fields too, under the names {@code subject} and {@code body}, beside all other columns in their order (a column {@code text}
 * that has no subject beside it is the ticket's text and no field).
 *
 * <p>Memory does not grow with the file, but for 20 to 27 bytes a ticket that notice repeated ids: 1 GB of ordinary tickets fits
 * into {@code -Xmx128m}. The file is read once for its charset, unless the options or a byte order mark tell it, and once for its
 * tickets; once more for JSON whose tickets lie in an array of an uncertain name ({@code results}), for Zendesk JSON and {@link ReadOptions.OnRepeatedId#KEEP_LAST}.
 */
public final class TicketFiles {

    private static final Pattern JSON =
            Pattern.compile("\\A\\s*(?:\\{|\\[\\s*(?:[{\\[\\]\"\\d-]|null|true|false|\\z))");

    private TicketFiles() {}

    /** Reads with {@link ReadOptions#defaults()}: everything is recognised. */
    public static TicketReader read(Path file) {
        return read(file, ReadOptions.defaults());
    }

    /**
     * Opens a file and looks at its beginning; tickets come when they are asked for.
     *
     * @throws TicketFileException if there is no such file, if it is no text, or if its id and text are not found; from the reader
     *     for whatever comes later
     */
    public static TicketReader read(Path file, ReadOptions options) {
        return switch (options.format()) {
            case CSV -> readCsv(file, options);
            case JSON, JSONL -> readJson(file, options);
            default -> {
                TextFile text = CharsetFinder.find(file, options.charset().orElse(null));
                String beginning = beginning(text);
                yield isJson(beginning) ? json(text, beginning, options) : csv(text, beginning, options);
            }
        };
    }

    static TicketReader readCsv(Path file, ReadOptions options) {
        TextFile text = CharsetFinder.find(file, options.charset().orElse(null));
        String beginning = beginning(text);
        if (isJson(beginning)) {
            throw new TicketFileException(
                    file, 1, 1, "this is JSON, not CSV; read it with JsonTickets or as any format");
        }
        ReadOptions csv = options.format() == TicketFormat.JSON || options.format() == TicketFormat.JSONL
                ? options.withFormat(TicketFormat.CSV)
                : options;
        return csv(text, beginning, csv);
    }

    static TicketReader readJson(Path file, ReadOptions options) {
        TextFile text = CharsetFinder.find(file, options.charset().orElse(null));
        String beginning = beginning(text);
        if (!isJson(beginning) && options.format() != TicketFormat.JSONL) {
            throw new TicketFileException(
                    file, 1, 1, "this is not JSON, which begins with [ or {; read it with CsvTickets or as any format");
        }
        return json(
                text,
                beginning,
                options.format() == TicketFormat.CSV ? options.withFormat(TicketFormat.JSON) : options);
    }

    private static TicketReader csv(TextFile text, String beginning, ReadOptions options) {
        return new FileTickets<>(CsvColumns.export(text, beginning, options), options.onBadRow());
    }

    private static TicketReader json(TextFile text, String beginning, ReadOptions options) {
        return new FileTickets<>(JsonProperties.export(text, beginning, options), options.onBadRow());
    }

    private static String beginning(TextFile text) {
        String beginning = text.beginning();
        if (beginning.isBlank()) {
            throw new TicketFileException(text.path(), 1, 1, "the file is empty; export the tickets again");
        }
        if (beginning.stripLeading().startsWith("<")) {
            throw new TicketFileException(
                    text.path(),
                    1,
                    1,
                    "this is XML or a web page, perhaps a login page in place of the export; export the tickets as CSV or JSON");
        }
        return beginning;
    }

    private static boolean isJson(String beginning) {
        return JSON.matcher(beginning).find();
    }
}
