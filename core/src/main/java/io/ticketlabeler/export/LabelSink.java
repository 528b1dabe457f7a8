package io.ticketlabeler.export;

import io.ticketlabeler.ticket.Outcome;
import io.ticketlabeler.ticket.Ticket;
import java.io.IOException;

/**
 * Takes the outcomes of a run, in input order.
 *
 * <p><b>If you write your own</b>: one run calls {@link #open} once, {@link #accept} once for each ticket that was read,
 * {@link #complete} once when all of them have an outcome, and {@link #close} always, all from the thread that called
 * {@code run}. Until {@code complete} nothing may be visible to others; {@code close} without a {@code complete} before it
 * takes everything back. A slow sink slows the run down, nothing piles up. An exception ends the run; paid answers stay in the
 * cache. A sink serves one run and need not be thread-safe.
 */
public interface LabelSink extends AutoCloseable {

    /** Prepares for a run; called before anything is asked, so that a full disk or a wrong path costs no money. */
    void open(RunHeader run) throws IOException;

    /** Takes one ticket and what became of it; {@code outcome.ticketId()} is {@code ticket.id()}. */
    void accept(Ticket ticket, Outcome outcome) throws IOException;

    /** Makes everything visible at once. */
    void complete() throws IOException;

    /** Frees what is held; without {@link #complete()} nothing is left behind. May be called twice. */
    @Override
    void close() throws IOException;
}
