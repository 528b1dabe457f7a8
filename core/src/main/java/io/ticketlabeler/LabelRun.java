package io.ticketlabeler;

import io.ticketlabeler.export.LabelSink;
import io.ticketlabeler.export.RunHeader;
import io.ticketlabeler.internal.engine.Engine;
import io.ticketlabeler.internal.engine.Lane;
import io.ticketlabeler.internal.engine.Pending;
import io.ticketlabeler.internal.engine.Session;
import io.ticketlabeler.run.Budget;
import io.ticketlabeler.run.Settled;
import io.ticketlabeler.ticket.Outcome;
import io.ticketlabeler.ticket.Ticket;
import io.ticketlabeler.ticket.TicketLabelerException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One run: reads ahead as far as the window allows, hands outcomes to the sinks in input order. The window is what bounds memory
 * and what makes a slow sink slow down the reading.
 */
final class LabelRun {

    private static final int CHUNK = 500; // tickets a cache lookup
    private static final int FIRST_CHUNK = 50; // so that the first calls leave soon
    private static final long BETWEEN_PROGRESS = TimeUnit.MILLISECONDS.toNanos(200);

    private static final Duration DRAIN_AFTER_FAILURE = Duration.ofSeconds(2);
    private static final Duration TICK = Duration.ofSeconds(1); // progress is told at least so often

    private final Engine engine;
    private final Lane lane;
    private final RunHeader header;
    private final RunListener listener;
    private final Budget budget;
    private final Settled settled;
    private final RunReport.Counter counter = new RunReport.Counter();
    private final Deque<Pending> window = new ArrayDeque<>();
    private final long started = System.nanoTime();
    private long told = started;

    LabelRun(Engine engine, Lane lane, RunHeader header, RunListener listener, Budget budget, Settled settled) {
        this.engine = engine;
        this.lane = lane;
        this.header = header;
        this.listener = listener;
        this.budget = budget;
        this.settled = settled;
    }

    RunReport run(Iterator<Ticket> tickets, List<LabelSink> sinks) {
        @Nullable Throwable thrown = null;
        try (Session session = engine.run(lane, budget)) {
            for (LabelSink sink : sinks) {
                sink.open(header);
            }
            try {
                pump(tickets, sinks, session);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new RunStoppedException(report(session), new TicketLabelerException("interrupted", e));
            }
            for (LabelSink sink : sinks) {
                sink.complete();
            }
            RunReport report = report(session);
            listener.progress(report);
            return report;
        } catch (IOException e) {
            TicketLabelerException failure =
                    new TicketLabelerException("the output cannot be written: " + e.getMessage(), e);
            thrown = failure;
            throw failure;
        } catch (RuntimeException | Error e) {
            thrown = e;
            throw e;
        } finally {
            closeAll(tickets, sinks, thrown);
        }
    }

    private void pump(Iterator<Ticket> tickets, List<LabelSink> sinks, Session session)
            throws InterruptedException, IOException {
        int most = engine.window(lane);
        int largest = Math.min(CHUNK, most / 2);
        int chunk = Math.min(FIRST_CHUNK, largest);
        boolean more = true;
        while (true) {
            while (more && window.size() + chunk <= most) {
                if (Thread.interrupted()) { // a run whose tickets are all known never waits
                    throw new InterruptedException();
                }
                List<Ticket> next = next(tickets, chunk);
                window.addAll(submit(next, session));
                more = next.size() == chunk;
                chunk = Math.min(2 * chunk, largest);
                emitDone(sinks, session);
            }
            Pending head = window.peek();
            if (head == null) {
                if (!more) {
                    return;
                }
                continue;
            }
            if (!more) {
                session.flush();
            } else if (head.isWaitingForCompany()) {
                session.flush(head);
            }
            emit(sinks, session);
            emitDone(sinks, session);
        }
    }

    private static List<Ticket> next(Iterator<Ticket> tickets, int most) {
        List<Ticket> next = new ArrayList<>(most);
        while (next.size() < most && tickets.hasNext()) {
            next.add(tickets.next());
        }
        return next;
    }

    /** What is settled needs no question; the rest is submitted. In the order of the tickets. */
    private List<Pending> submit(List<Ticket> tickets, Session session) {
        List<@Nullable Outcome> known = new ArrayList<>(tickets.size());
        List<Ticket> open = new ArrayList<>(tickets.size());
        for (Ticket ticket : tickets) {
            Optional<Outcome> outcome = settled.outcome(ticket);
            known.add(outcome.orElse(null));
            if (outcome.isEmpty()) {
                open.add(ticket);
            }
        }
        Iterator<Pending> asked = session.submit(open).iterator();
        List<Pending> all = new ArrayList<>(tickets.size());
        for (int i = 0; i < tickets.size(); i++) {
            Outcome outcome = known.get(i);
            all.add(outcome == null ? asked.next() : Pending.decided(tickets.get(i), outcome));
        }
        return all;
    }

    private void emitDone(List<LabelSink> sinks, Session session) throws InterruptedException, IOException {
        for (Pending head = window.peek(); head != null && head.isDone(); head = window.peek()) {
            emit(sinks, session);
        }
    }

    private void emit(List<LabelSink> sinks, Session session) throws InterruptedException, IOException {
        Pending head = window.remove();
        Outcome outcome = outcome(head, session);
        counter.add(outcome);
        for (LabelSink sink : sinks) {
            sink.accept(head.ticket(), outcome);
        }
        tell(session);
    }

    private Outcome outcome(Pending head, Session session) throws InterruptedException {
        try {
            while (true) {
                Optional<Outcome> outcome = session.await(head, TICK);
                if (outcome.isPresent()) {
                    return outcome.get();
                }
                tell(session); // nothing new but the time: whoever watches sees that the run is alive
            }
        } catch (RuntimeException e) {
            if (session.stopped().isEmpty()) {
                throw e;
            }
            session.drain(DRAIN_AFTER_FAILURE); // what is in the air is paid: it belongs into the cache and the report
            throw new RunStoppedException(report(session), e);
        }
    }

    private void tell(Session session) {
        long now = System.nanoTime();
        if (now - told > BETWEEN_PROGRESS) {
            told = now;
            listener.progress(report(session));
        }
    }

    private RunReport report(Session session) {
        return counter.report(session.bill(), Duration.ofNanos(System.nanoTime() - started));
    }

    private static void closeAll(Iterator<Ticket> tickets, List<LabelSink> sinks, @Nullable Throwable thrown) {
        List<AutoCloseable> all = new ArrayList<>(sinks);
        if (tickets instanceof AutoCloseable reader) {
            all.add(reader);
        }
        TicketLabelerException failure = null;
        for (AutoCloseable each : all) {
            try {
                each.close();
            } catch (Exception e) { // whatever it is, the others must be closed too
                if (thrown != null) {
                    thrown.addSuppressed(e);
                } else if (failure == null) {
                    failure = new TicketLabelerException("the run is done, but something could not be closed", e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
