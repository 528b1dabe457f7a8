package io.ticketlabeler;

import io.ticketlabeler.internal.engine.Engine;
import io.ticketlabeler.internal.engine.Lane;
import io.ticketlabeler.internal.engine.Pending;
import io.ticketlabeler.internal.engine.Session;
import io.ticketlabeler.run.Budget;
import io.ticketlabeler.run.Settled;
import io.ticketlabeler.ticket.Outcome;
import io.ticketlabeler.ticket.Ticket;
import io.ticketlabeler.ticket.TicketLabelerException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The outcomes of a stream of tickets, in input order, pulled by the caller: a run for programs that bring their own loop, such as a
 * partition of a data engine. Reads ahead as far as the window allows; the window is what bounds memory, and what makes a slow caller
 * slow down the reading.
 *
 * <p>To be closed. Used by one thread.
 */
public final class Outcomes implements Iterator<Handled>, AutoCloseable {

    private static final int CHUNK = 500; // tickets a cache lookup
    private static final int FIRST_CHUNK = 50; // so that the first calls leave soon
    private static final long BETWEEN_PROGRESS = TimeUnit.MILLISECONDS.toNanos(200);

    private static final Duration DRAIN_AFTER_FAILURE = Duration.ofSeconds(2);
    private static final Duration TICK = Duration.ofSeconds(1); // progress is told at least so often

    private final Iterator<Ticket> tickets;
    private final Settled settled;
    private final RunListener listener;
    private final Session session;
    private final RunReport.Counter counter = new RunReport.Counter();
    private final Deque<Pending> window = new ArrayDeque<>();
    private final int most;
    private final int largest;
    private final long started = System.nanoTime();

    private int chunk;
    private boolean more = true;
    private long told = started;
    private @Nullable Handled next;

    Outcomes(Engine engine, Lane lane, Iterator<Ticket> tickets, Settled settled, RunListener listener, Budget budget) {
        this.tickets = tickets;
        this.settled = settled;
        this.listener = listener;
        this.session = engine.run(lane, budget);
        this.most = engine.window(lane);
        this.largest = Math.min(CHUNK, most / 2);
        this.chunk = Math.min(FIRST_CHUNK, largest);
    }

    /**
     * Waits until the next ticket is handled, or says that all are.
     *
     * @throws RunStoppedException    if the run cannot go on: wrong key, no credit, unknown model, budget spent, provider away for
     *                                longer than the patience, interrupted (the flag is set again)
     * @throws TicketLabelerException if the tickets cannot be read
     */
    @Override
    public boolean hasNext() {
        if (next == null) {
            try {
                next = pull();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new RunStoppedException(report(), new TicketLabelerException("interrupted", e));
            }
        }
        return next != null;
    }

    @Override
    public Handled next() {
        if (!hasNext()) {
            throw new NoSuchElementException("all tickets are handled");
        }
        Handled handled = next;
        next = null;
        if (handled == null) {
            throw new NoSuchElementException();
        }
        return handled;
    }

    private @Nullable Handled pull() throws InterruptedException {
        while (true) {
            Pending head = window.peek();
            if (head != null && head.isDone()) {
                return handled(head);
            }
            if (more && window.size() + chunk <= most) {
                fill();
            } else if (head == null) {
                return null;
            } else {
                return handled(flushed(head));
            }
        }
    }

    /** Whatever the head waits for, it is not company. */
    private Pending flushed(Pending head) {
        if (!more) {
            session.flush();
        }
        if (head.isWaitingForCompany()) { // also where another run asked it first, and has not come so far
            session.flush(head);
        }
        return head;
    }

    private void fill() throws InterruptedException {
        if (Thread.interrupted()) { // a run whose tickets are all known never waits
            throw new InterruptedException();
        }
        List<Ticket> read = new ArrayList<>(chunk);
        while (read.size() < chunk && tickets.hasNext()) {
            read.add(tickets.next());
        }
        submit(read);
        more = read.size() == chunk;
        chunk = Math.min(2 * chunk, largest);
    }

    /** What is settled needs no question; the rest is submitted. In the order of the tickets. */
    private void submit(List<Ticket> read) {
        List<@Nullable Outcome> known = new ArrayList<>(read.size());
        List<Ticket> open = new ArrayList<>(read.size());
        for (Ticket ticket : read) {
            Optional<Outcome> outcome = settled.outcome(ticket);
            known.add(outcome.orElse(null));
            if (outcome.isEmpty()) {
                open.add(ticket);
            }
        }
        Iterator<Pending> asked = session.submit(open).iterator();
        for (int i = 0; i < read.size(); i++) {
            Outcome outcome = known.get(i);
            window.add(outcome == null ? asked.next() : Pending.decided(read.get(i), outcome));
        }
    }

    private Handled handled(Pending head) throws InterruptedException {
        Outcome outcome = outcome(head);
        window.remove();
        counter.add(outcome);
        tell();
        return new Handled(head.ticket(), outcome, head.paid());
    }

    private Outcome outcome(Pending head) throws InterruptedException {
        try {
            while (true) {
                Optional<Outcome> outcome = session.await(head, TICK);
                if (outcome.isPresent()) {
                    return outcome.get();
                }
                tell(); // nothing new but the time: whoever watches sees that the run is alive
            }
        } catch (RuntimeException e) {
            if (session.stopped().isEmpty()) {
                throw e;
            }
            session.drain(DRAIN_AFTER_FAILURE); // what is in the air is paid: it belongs into the cache and the report
            throw new RunStoppedException(report(), e);
        }
    }

    private void tell() {
        long now = System.nanoTime();
        if (now - told > BETWEEN_PROGRESS) {
            told = now;
            listener.progress(report());
        }
    }

    /** What was done, and what it cost, so far; after {@link #drain} with what was in the air. */
    public RunReport report() {
        return counter.report(session.bill(), Duration.ofNanos(System.nanoTime() - started));
    }

    /**
     * Waits until the calls that are in the air for this run have ended and their answers are stored, but not longer than that: they are
     * paid.
     *
     * @return whether none is left in the air; false also when interrupted (the flag is set again)
     */
    public boolean drain(Duration longest) {
        try {
            return session.drain(longest);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Gives up what was not sent, and closes the tickets if they can be. What is in the air goes on, and its answers are kept. */
    @Override
    public void close() {
        session.close();
        if (tickets instanceof AutoCloseable reader) {
            try {
                reader.close();
            } catch (Exception e) {
                throw new TicketLabelerException("the tickets were handled, but could not be closed", e);
            }
        }
    }
}
