package io.ticketlabeler.internal.engine;

import io.ticketlabeler.cache.CacheKey;
import io.ticketlabeler.cache.CachedLabel;
import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.TicketLabelerException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads, cache, gate and the questions in flight, shared by all sessions of a labeler. Thread-safe.
 *
 * <p>A question is in flight from the moment it is first asked until its answer is stored; whoever asks the same in between waits
 * for that answer. It leaves the flight after the cache has it, so that there is no moment in which it would be asked again.
 */
public final class Engine implements AutoCloseable {

    private final EngineSettings settings;
    private final Gate gate;
    private final Map<CacheKey, Question> inFlight = new ConcurrentHashMap<>();
    private final ExecutorService callers;
    private final ScheduledExecutorService timer;
    private final Calls calls;

    public Engine(EngineSettings settings) {
        this.settings = settings;
        this.gate = new Gate(settings.concurrency(), settings.nanoTime());
        this.callers = Executors.newFixedThreadPool(settings.concurrency(), daemons("ticketlabeler-call-"));
        this.timer = Executors.newSingleThreadScheduledExecutor(daemons("ticketlabeler-timer-"));
        this.calls = new Calls(this);
    }

    private static ThreadFactory daemons(String prefix) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, prefix + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    EngineSettings settings() {
        return settings;
    }

    Gate gate() {
        return gate;
    }

    /** Starts a run or a live request with this label set. */
    public Session session(LabelSet labels) {
        return new Session(this, labels);
    }

    /** How many tickets may be under way so that no thread waits for work; more only cost memory. */
    public int window() {
        return Math.max(1_000, 4 * settings.concurrency() * settings.batchSize());
    }

    /** The question that is already in flight for the same key, else {@code question} itself, which then is. */
    Question join(Question question) {
        Question first = inFlight.putIfAbsent(question.key, question);
        return first == null ? question : first;
    }

    /** Answers what is known. An entry with a label that is not in the set is damaged, or somebody else's: a miss. */
    void answerFromCache(Map<CacheKey, Question> questions, LabelSet labels) {
        if (questions.isEmpty()) {
            return;
        }
        Map<CacheKey, CachedLabel> known;
        try {
            known = settings.cache().getAll(questions.keySet());
        } catch (RuntimeException e) {
            questions.values().forEach(this::abandon);
            throw new TicketLabelerException("the label cache cannot be read: " + e.getMessage(), e);
        }
        known.forEach((key, cached) -> {
            Question question = questions.get(key);
            if (question != null && Answers.fits(cached.labels(), labels)) {
                settle(question, new Verdict.Given(cached.labels(), cached.model(), true));
            }
        });
    }

    void send(Batch batch) {
        try {
            callers.execute(() -> calls.make(batch));
        } catch (RejectedExecutionException e) {
            batch.session().stop(new TicketLabelerException("the labeler was closed"));
            batch.questions().forEach(this::abandon);
        }
    }

    void sendLater(Batch batch, Duration delay) {
        try {
            ScheduledFuture<?> unused = timer.schedule(() -> send(batch), delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            send(batch);
        }
    }

    /** Stores answers, then tells whoever waits for them. */
    void commit(Map<Question, CachedLabel> answers) {
        Map<CacheKey, CachedLabel> rows = new LinkedHashMap<>();
        answers.forEach((question, answer) -> rows.put(question.key, answer));
        settings.cache().putAll(rows);
        answers.forEach(
                (question, answer) -> settle(question, new Verdict.Given(answer.labels(), answer.model(), false)));
    }

    void refuse(Question question, TicketLabelerException cause) {
        settle(question, new Verdict.Refused(cause));
    }

    void abandon(Question question) {
        settle(question, new Verdict.Abandoned());
    }

    private void settle(Question question, Verdict verdict) {
        inFlight.remove(question.key, question);
        question.verdict.complete(verdict);
    }

    /** Ends all threads; calls in the air are interrupted. */
    @Override
    public void close() {
        timer.shutdownNow();
        List<Question> left = new ArrayList<>(inFlight.values());
        callers.shutdownNow();
        left.forEach(this::abandon);
    }
}
