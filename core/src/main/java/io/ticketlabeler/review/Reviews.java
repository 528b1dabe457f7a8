package io.ticketlabeler.review;

import java.util.Iterator;

/**
 * Reviews, one after the other, as a tool gave them back. Lazy and in constant memory; serves one pass; not thread-safe.
 *
 * <p>{@link #hasNext()} reads on, and throws {@link io.ticketlabeler.ticket.TicketLabelerException} where it cannot.
 */
public interface Reviews extends Iterator<Review>, AutoCloseable {

    /** What was read so far; complete once {@link #hasNext()} said {@code false}. */
    ReviewReport report();

    /** Frees what is held. May be called twice. */
    @Override
    void close();
}
