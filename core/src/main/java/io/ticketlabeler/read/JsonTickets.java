package io.ticketlabeler.read;

import java.nio.file.Path;

/**
 * Tickets from JSON: an array of objects, an object around such an array ({@code {"tickets":[…]}}), one object a line, or several
 * of these one after the other, as pages of an API are saved.
 *
 * <p>Strict: a property that comes twice in an object, or anything after the end, is an error. An object may be up to 32 million
 * characters long and 100 levels deep.
 */
public final class JsonTickets {

    private JsonTickets() {}

    /** Reads with {@link ReadOptions#defaults()}; see {@link TicketFiles#read(Path, ReadOptions)}. */
    public static TicketReader read(Path file) {
        return read(file, ReadOptions.defaults());
    }

    /** Reads a JSON file; a help desk or {@link TicketFormat#JSONL} among {@code options} is honoured. */
    public static TicketReader read(Path file, ReadOptions options) {
        return TicketFiles.readJson(file, options);
    }
}
