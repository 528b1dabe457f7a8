package io.ticketlabeler.internal.engine;

import io.ticketlabeler.cache.CacheKey;
import io.ticketlabeler.ticket.Abstained;
import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.Outcome;
import io.ticketlabeler.ticket.Provenance;
import io.ticketlabeler.ticket.Ticket;
import io.ticketlabeler.ticket.TicketLabelerException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One run, or one live request: what it asks and what that costs. Tickets are submitted and awaited by one thread; answers come in
 * from the engine's threads.
 */
public final class Session implements AutoCloseable {

    private final Engine engine;
    private final LabelSet labels;
    private final KeyMaker keys;
    private final Bill bill = new Bill();
    private final AtomicReference<@Nullable RuntimeException> stop = new AtomicReference<>();

    // the batch that is being filled; touched by the submitting thread only
    private List<Question> open = new ArrayList<>();
    private int openTokens;

    Session(Engine engine, LabelSet labels) {
        this.engine = engine;
        this.labels = labels;
        this.keys = new KeyMaker(
                labels, engine.settings().model(), engine.settings().batchSize());
    }

    LabelSet labels() {
        return labels;
    }

    /** What this session has cost so far. */
    public Bill bill() {
        return bill;
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
        engine.answerFromCache(mine, labels);
        for (Question question : mine.values()) {
            if (!question.verdict.isDone()) {
                add(question);
            }
        }
        return result;
    }

    private Pending ask(Ticket ticket, Map<CacheKey, Question> mine) {
        EngineSettings settings = engine.settings();
        PromptText prepared = PromptText.of(ticket.text(), settings.maxTicketTokens());
        if (prepared.shortened()) {
            bill.shortened();
        }
        boolean alone = settings.batchSize() > 1
                && settings.model().limits().sharedContext()
                && Suspicion.talksToTheModel(prepared.text());
        Question question = new Question(keys.key(prepared.text()), prepared.text(), alone);
        if (prepared.text().isBlank()) {
            question.verdict.complete(new Verdict.Abandoned()); // there is nothing to ask, see outcome
            return new Pending(ticket, question, false, false);
        }
        Question first = engine.join(question);
        if (first == question) {
            mine.put(question.key, question);
        }
        return new Pending(ticket, first, first != question, prepared.shortened());
    }

    private void add(Question question) {
        if (question.alone) {
            send(List.of(question));
            return;
        }
        if (openTokens + question.tokens > engine.settings().maxCallTokens()) {
            flush();
        }
        open.add(question);
        openTokens += question.tokens;
        if (open.size() >= engine.settings().batchSize()) {
            flush();
        }
    }

    /** Sends the batch that is being filled, however small it is. */
    public void flush() {
        if (!open.isEmpty()) {
            send(open);
            open = new ArrayList<>();
            openTokens = 0;
        }
    }

    private void send(List<Question> questions) {
        questions.forEach(Question::markSent);
        engine.send(new Batch(this, questions));
    }

    /**
     * What became of a ticket; waits for it.
     *
     * @throws RuntimeException the reason, if this session was stopped before there was an answer
     */
    public Outcome await(Pending pending) throws InterruptedException {
        Pending current = pending;
        while (true) {
            if (current.question().text.isBlank()) {
                return new Abstained(current.ticket().id(), "the ticket has no text", Provenance.NOT_ASKED);
            }
            Verdict verdict = get(current.question());
            if (!(verdict instanceof Verdict.Abandoned)) {
                return current.outcome(verdict);
            }
            RuntimeException reason = stop.get();
            if (reason != null) {
                throw reason;
            }
            // another session asked first and was stopped: ask ourselves
            current = submit(List.of(current.ticket())).get(0);
            flush();
        }
    }

    private static Verdict get(Question question) throws InterruptedException {
        try {
            return question.verdict.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("verdicts are values", e);
        }
    }

    /** Sends nothing more on this account. What is in the air is still stored. The first reason counts. */
    void stop(RuntimeException reason) {
        stop.compareAndSet(null, reason);
    }

    /** Why the session was stopped. */
    public Optional<RuntimeException> stopped() {
        return Optional.ofNullable(stop.get());
    }

    /** Ends the session: what was not sent yet will not be. To be called by the submitting thread. */
    @Override
    public void close() {
        stop(new TicketLabelerException("the run has ended"));
        open.forEach(engine::abandon);
        open = new ArrayList<>();
    }
}
