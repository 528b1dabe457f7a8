package io.ticketlabeler.read;

import io.ticketlabeler.ticket.Ticket;
import java.util.Iterator;
import java.util.List;

/**
 * Tickets, one after the other, in the order of their file.
 *
 * <pre>{@code
 * try (TicketReader tickets = TicketFiles.read(Path.of("tickets.csv"))) {
 *     tickets.forEachRemaining(ticket -> …);
 *     System.out.println(tickets.report());
 * }
 * }</pre>
 *
 * <p>Lazy: {@link #hasNext()} reads on, and throws {@link TicketFileException} where the file cannot be read; the same exception
 * comes again if it is asked again. Serves one pass; not thread-safe.
 *
 * <p><b>If you write your own</b>: one run takes it to its end or closes it earlier, all from one thread. Ids must not repeat.
 * Throw a {@link io.ticketlabeler.ticket.TicketLabelerException} to end the run. {@link ReadReport#counting} makes a simple
 * report.
 */
public interface TicketReader extends Iterator<Ticket>, AutoCloseable {

    /** What was read so far; complete once {@link #hasNext()} said {@code false}. */
    ReadReport report();

    /** Frees the file. After that there is no next ticket. May be called twice. */
    @Override
    void close();

    /** Tickets that are in memory already, e.g. {@code TicketReader.of(List.of(Ticket.of("101", "…")))}. */
    static TicketReader of(Iterable<Ticket> tickets) {
        return new GivenTickets(tickets.iterator());
    }

    /** Tickets that are in memory already. */
    static TicketReader of(Ticket... tickets) {
        return of(List.of(tickets));
    }
}
