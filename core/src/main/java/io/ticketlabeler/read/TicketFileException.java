package io.ticketlabeler.read;

import io.ticketlabeler.ticket.TicketLabelerException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file that cannot be read as it is, e.g.
 * {@code tickets.csv:17:3: row has 3 fields, the header has 4; quote the field that contains the delimiter}.
 *
 * <p>The message names the place, what happened and what to do; it never quotes what people wrote. The causes kept are
 * input/output errors: a parser's own exception quotes the file and is left out.
 */
public class TicketFileException extends TicketLabelerException {

    private static final long serialVersionUID = 1;

    private final String file; // a Path is not serializable
    private final long line;
    private final long column;

    /**
     * For other readers of files that people write.
     *
     * @param line    from 1; -1 when no line is to blame
     * @param column  from 1; -1 when none is to blame
     * @param message what happened and what to do; never what people wrote in tickets
     */
    public TicketFileException(Path file, long line, long column, String message) {
        this(file, line, column, message, null);
    }

    TicketFileException(Path file, long line, long column, String message, @Nullable Throwable cause) {
        super(place(file, line, column) + ": " + message, cause);
        this.file = file.toString();
        this.line = line;
        this.column = column;
    }

    /** The file, as it was given. */
    public Path file() {
        return Path.of(file);
    }

    /** The line as an editor counts it, from 1; for a record of several lines the first one; -1 when no line is to blame. */
    public long line() {
        return line;
    }

    /**
     * From 1: in JSON and for characters that cannot be decoded the character within the line, for a row of a CSV file the field;
     * -1 when none is to blame.
     */
    public long column() {
        return column;
    }

    private static String place(Path file, long line, long column) {
        return file + (line > 0 ? ":" + line : "") + (line > 0 && column > 0 ? ":" + column : "");
    }
}
