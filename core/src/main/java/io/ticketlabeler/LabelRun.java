package io.ticketlabeler;

import io.ticketlabeler.export.LabelSink;
import io.ticketlabeler.export.RunHeader;
import io.ticketlabeler.internal.engine.Engine;
import io.ticketlabeler.internal.engine.Pending;
import io.ticketlabeler.internal.engine.Session;
import io.ticketlabeler.model.LabelModel;
import io.ticketlabeler.ticket.LabelSet;
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
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One run: reads ahead as far as the window allows, hands outcomes to the sinks in input order. The window is what bounds memory
 * and what makes a slow sink slow down the reading.
 */
final class LabelRun {

    private static final int CHUNK = 500; // tickets a cache lookup
    private static final long BETWEEN_PROGRESS = TimeUnit.MILLISECONDS.toNanos(200);

    private final Engine engine;
    private final LabelSet labels;
    private final LabelModel model;
    private final RunListener listener;
    private final RunReport.Counter counter = new RunReport.Counter();
    private final Deque<Pending> window = new ArrayDeque<>();
    private final long started = System.nanoTime();
    private long told = started;

    LabelRun(Engine engine, LabelSet labels, LabelModel model, RunListener listener) {
        this.engine = engine;
        this.labels = labels;
        this.model = model;
        this.listener = listener;
    }

    RunReport run(Iterator<Ticket> tickets, List<LabelSink> sinks) {
        @Nullable Throwable thrown = null;
        try (Session session = engine.session(labels)) {
            for (LabelSink sink : sinks) {
                sink.open(new RunHeader(labels, model.name()));
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
        int most = engine.window();
        int chunk = Math.min(CHUNK, most / 2);
        boolean more = true;
        while (true) {
            while (more && window.size() + chunk <= most) {
                List<Ticket> next = next(tickets, chunk);
                window.addAll(session.submit(next));
                more = next.size() == chunk;
                emitDone(sinks, session);
            }
            Pending head = window.peek();
            if (head == null) {
                if (!more) {
                    return;
                }
                continue;
            }
            if (!more || head.isWaitingForCompany()) {
                session.flush();
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
        long now = System.nanoTime();
        if (now - told > BETWEEN_PROGRESS) {
            told = now;
            listener.progress(report(session));
        }
    }

    private Outcome outcome(Pending head, Session session) throws InterruptedException {
        try {
            return session.await(head);
        } catch (RuntimeException e) {
            throw session.stopped().isPresent() ? new RunStoppedException(report(session), e) : e;
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
