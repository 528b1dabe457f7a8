package io.ticketlabeler.internal.engine;

import io.ticketlabeler.cache.CacheKey;
import io.ticketlabeler.ticket.Abstained;
import io.ticketlabeler.ticket.Outcome;
import io.ticketlabeler.ticket.Provenance;
import io.ticketlabeler.ticket.Ticket;
import io.ticketlabeler.ticket.TicketLabelerException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One run, or one live request: what it asks and what that costs. Tickets are submitted and awaited by one thread; answers come in
 * from the engine's threads.
 */
public final class Session implements AutoCloseable {

    private static final long STOP_POLL = TimeUnit.MILLISECONDS.toNanos(50);

    private final String id;
    private final Engine engine;
    private final Lane lane;
    private final boolean live;
    private final Bill bill = new Bill();
    private final Allowance allowance;
    private final AtomicReference<@Nullable RuntimeException> stop = new AtomicReference<>();
    private final List<CompletableFuture<?>> futures = new CopyOnWriteArrayList<>();
    private int inAir; // guarded by this

    /** @param id for the ledger; no two sessions have the same */
    Session(String id, Engine engine, Lane lane, boolean live, Allowance allowance) {
        this.id = id;
        this.engine = engine;
        this.lane = lane;
        this.live = live;
        this.allowance = allowance;
    }

    /** For the ledger. */
    String id() {
        return id;
    }

    /** What this session has cost so far. */
    public Bill bill() {
        return bill;
    }

    Allowance allowance() {
        return allowance;
    }

    /**
     * Takes tickets: those that are known are answered at once, equal ones wait for one answer, the rest is batched. Full batches
     * are sent; the last one waits for company or {@link #flush()}.
     *
     * @return one for each ticket, in order
     */
    public List<Pending> submit(List<Ticket> tickets) {
        List<Pending> result = new ArrayList<>(tickets.size());
        Map<CacheKey, Question> mine = new LinkedHashMap<>();
        for (Ticket ticket : tickets) {
            result.add(ask(ticket, mine));
        }
        engine.admit(lane, mine, live);
        return result;
    }

    private Pending ask(Ticket ticket, Map<CacheKey, Question> mine) {
        Optional<Outcome> known = engine.settings().before().decide(lane.labels(), ticket);
        if (known.isPresent()) {
            return Pending.decided(ticket, known.get());
        }
        PromptText prepared = PromptText.of(ticket.text(), engine.maxTicketTokens());
        if (prepared.shortened()) {
            bill.shortened();
        }
        if (prepared.text().isBlank()) {
            return Pending.decided(ticket, new Abstained(ticket.id(), "the ticket has no text", Provenance.NOT_ASKED));
        }
        Question question = new Question(lane, lane.key(0, prepared.text()), prepared.text());
        question.join(this);
        Question first = engine.join(question, this);
        if (first == question) {
            mine.put(question.key, question);
        } else if (live && !first.isSent()) {
            first.lane.batcher(first.stage()).hurry(first);
        }
        return new Pending(ticket, first, null, first != question, prepared.shortened());
    }

    /** Sends the batch in which that ticket's question waits for company. */
    public void flush(Pending pending) {
        Question question = pending.question();
        if (question != null) {
            question.lane.batcher(question.stage()).flush(question);
        }
    }

    /** Sends the batches that are being filled, however small they are. */
    public void flush() {
        lane.flush();
    }

    /**
     * What became of a ticket; waits for it, but not longer than that.
     *
     * @return empty if there is no outcome yet
     * @throws RuntimeException the reason, if this session was stopped before there was an answer
     */
    public Optional<Outcome> await(Pending pending, Duration most) throws InterruptedException {
        Question question = pending.question();
        if (question == null) {
            return Optional.of(pending.known());
        }
        long start = System.nanoTime();
        while (true) {
            long left = most.toNanos() - (System.nanoTime() - start);
            Optional<Verdict> verdict = get(question, Math.min(Math.max(left, 0), STOP_POLL));
            if (verdict.isPresent() && !(verdict.get() instanceof Verdict.Abandoned)) {
                return Optional.of(pending.outcome(verdict.get()));
            }
            RuntimeException reason = stop.get();
            if (reason != null) {
                throw reason;
            }
            if (left <= 0) {
                return Optional.empty();
            }
        }
    }

    private static Optional<Verdict> get(Question question, long nanos) throws InterruptedException {
        try {
            return Optional.of(question.verdict.get(nanos, TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException("verdicts are values", e);
        }
    }

    /** What becomes of a ticket; completes exceptionally if this session is stopped before there is an answer. */
    public CompletableFuture<Outcome> future(Pending pending) {
        Question question = pending.question();
        if (question == null) {
            return CompletableFuture.completedFuture(pending.known());
        }
        CompletableFuture<Outcome> future = new CompletableFuture<>();
        futures.add(future);
        CompletableFuture<Void> unused = question.verdict.thenAccept(verdict -> {
            if (!(verdict instanceof Verdict.Abandoned)) {
                future.complete(pending.outcome(verdict));
            }
        });
        failIfStopped();
        return future;
    }

    private void failIfStopped() {
        RuntimeException reason = stop.get();
        if (reason != null) {
            futures.forEach(future -> future.completeExceptionally(reason));
        }
    }

    /** Sends nothing more on this account. What is in the air is still stored. The first reason counts. */
    void stop(RuntimeException reason) {
        stop.compareAndSet(null, live ? known(reason) : reason);
        failIfStopped();
    }

    /** Live callers are promised one kind of exception, whatever went wrong in a model, a strategy or a cache. */
    private static RuntimeException known(RuntimeException reason) {
        return reason instanceof TicketLabelerException
                ? reason
                : new TicketLabelerException(
                        "a model, a prompt strategy or a cache failed ("
                                + reason.getClass().getSimpleName() + ")",
                        reason);
    }

    /** Why the session was stopped. */
    public Optional<RuntimeException> stopped() {
        return Optional.ofNullable(stop.get());
    }

    synchronized void takeOff() {
        inAir++;
    }

    synchronized void land() {
        inAir--;
        notifyAll();
    }

    /**
     * Waits until the calls in the air have ended and their answers are stored, but not longer than that.
     *
     * @return whether none is left in the air
     */
    public synchronized boolean drain(Duration most) throws InterruptedException {
        long start = System.nanoTime();
        while (inAir > 0) {
            long left = most.toNanos() - (System.nanoTime() - start);
            if (left <= 0) {
                return false;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return true;
    }

    /** Ends the session: what was not sent yet will not be, unless others want it too. */
    @Override
    public void close() {
        stop(new TicketLabelerException("the run has ended"));
        engine.abandon(lane.sweep());
    }
}
