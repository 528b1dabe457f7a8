package io.ticketlabeler.read;

import java.nio.file.Path;

/**
 * Tickets from a CSV file, e.g. {@code id,title,text,label}: a header row, then one row a ticket.
 *
 * <p>The delimiter ({@code , ; tab |}) and the columns are found by themselves, help desks are recognised; a {@code sep=} line,
 * a BOM, CRLF and quoted line breaks are understood. {@link ReadOptions} settles what is not found.
 */
public final class CsvTickets {

    private CsvTickets() {}

    /** Reads with {@link ReadOptions#defaults()}; see {@link TicketFiles#read(Path, ReadOptions)}. */
    public static TicketReader read(Path file) {
        return read(file, ReadOptions.defaults());
    }

    /** Reads a CSV file; a help desk among {@code options} is honoured, any other format is taken for CSV. */
    public static TicketReader read(Path file, ReadOptions options) {
        return TicketFiles.readCsv(file, options);
    }
}
