package io.ticketlabeler.internal.engine;

import io.ticketlabeler.cache.Attempt;
import io.ticketlabeler.cache.AttemptEnd;
import io.ticketlabeler.cache.CacheKey;
import io.ticketlabeler.cache.CachedLabel;
import io.ticketlabeler.cache.LabelCache;
import io.ticketlabeler.model.Grouping;
import io.ticketlabeler.run.Budget;
import io.ticketlabeler.run.CallEvent;
import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.TicketLabelerException;
import io.ticketlabeler.ticket.Usage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Threads, cache, gates and the questions in flight, shared by all sessions of a labeler. Thread-safe.
 */
public final class Engine implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);
    private static final long DRAIN_POLL_MILLIS = 5;
    private static final long CLOSE_MILLIS = 500;
    private static final int MOST_GROUPS = 200; // for which the window is made large enough
    private static final Duration PREPARE_ANYWAY = Duration.ofSeconds(1);
    private static final int BLOCKING_JOBS = 2; // threads for timers and for waiting on other processes

    private final EngineSettings settings;
    private final String owner = UUID.randomUUID().toString();
    private final List<Stage> stages = new ArrayList<>();
    private final int maxTicketTokens;
    private final InFlight inFlight = new InFlight();
    private final Set<CacheKey> unsettled = ConcurrentHashMap.newKeySet();
    private final ReentrantLock findingUnsettled = new ReentrantLock();
    private final List<ExecutorService> callers = new ArrayList<>();
    private final ScheduledExecutorService timer;
    private final Calls calls;
    private final Elsewhere elsewhere = new Elsewhere(this);
    private final AtomicInteger inAir = new AtomicInteger();
    private final AtomicBoolean preparing = new AtomicBoolean();
    private final AtomicInteger runs = new AtomicInteger(1); // live requests together count as the first
    private volatile int unsettledSince; // the run for which the cache was asked last

    public Engine(EngineSettings settings) {
        this.settings = settings;
        int tokens = Integer.MAX_VALUE;
        Map<String, Gate> gates = new HashMap<>(); // by endpoint
        Map<String, Turns> lines = new HashMap<>();
        for (int i = 0; i < settings.models().size(); i++) {
            Stage stage = new Stage(i, settings, gates, lines);
            stages.add(stage);
            callers.add(Threads.pool("ticketlabeler-call-", settings.concurrency()));
            int wanted = settings.maxTicketTokens() > 0
                    ? settings.maxTicketTokens()
                    : stage.model.limits().maxTicketTokens();
            tokens = Math.min(tokens, Math.min(wanted, stage.maxCallTokens));
        }
        this.maxTicketTokens = tokens;
        this.timer = Executors.newScheduledThreadPool(BLOCKING_JOBS, Threads.daemons("ticketlabeler-timer-"));
        this.calls = new Calls(this);
        if (!settings.cache().isShared() || !after(PREPARE_ANYWAY, this::prepareModels)) {
            prepareModels();
        }
    }

    /**
     * Loads classes and the like while the first tickets are read. With a durable cache the first ticket without an answer asks for
     * that, or the time: a run whose answers are all known needs none of it, and is over before.
     */
    private void prepareModels() {
        if (preparing.compareAndSet(false, true)) {
            for (Stage stage : stages) {
                try {
                    callers.get(stage.index).execute(() -> prepare(stage));
                } catch (RejectedExecutionException e) {
                    return; // closed meanwhile
                }
            }
        }
    }

    private static void prepare(Stage stage) {
        try {
            stage.model.prepare();
        } catch (RuntimeException e) {
            LOG.debug("{} could not prepare: {}", stage.model.name(), e.toString()); // the first call will tell
        }
    }

    EngineSettings settings() {
        return settings;
    }

    String owner() {
        return owner;
    }

    List<Stage> stages() {
        return stages;
    }

    int maxTicketTokens() {
        return maxTicketTokens;
    }

    /** What belongs to this label set; make it once for all runs with it. */
    public Lane lane(LabelSet labels) {
        return new Lane(this, labels);
    }

    /** Starts a run. */
    public Session run(Lane lane, Budget budget) {
        runs.incrementAndGet();
        return new Session(
                UUID.randomUUID().toString(), this, lane, false, new Allowance(budget, settings.sharedBudget()));
    }

    /** Starts a live request. */
    public Session live(Lane lane) {
        return new Session(
                UUID.randomUUID().toString(), this, lane, true, new Allowance(Budget.NONE, Optional.empty()));
    }

    /** Starts a forecast. */
    public Forecast forecast(Lane lane) {
        return new Forecast(this, lane);
    }

    /** How many tickets may be under way so that no thread waits for work and calls get full; more only cost memory. */
    public int window(Lane lane) {
        int window = 1_000;
        for (Stage stage : stages) {
            int groups = Math.min(lane.grouping(stage.index).groups(), MOST_GROUPS);
            window = Math.max(
                    window, stage.batchSize * Math.max(4 * settings.concurrency(), groups > 1 ? 2 * groups : 1));
        }
        return window;
    }

    /** The question that is already in flight for the same key, else {@code question} itself, which then is. */
    Question join(Question question, Session session) {
        return inFlight.join(question, session);
    }

    /**
     * Answers what is known, leaves what another process is asking to it, and batches the rest.
     *
     * @param live whether batches must not wait for others longer than a moment
     */
    void admit(Lane lane, Map<CacheKey, Question> questions, boolean live) {
        if (questions.isEmpty()) {
            return;
        }
        Collection<Question> open = questions.values();
        try {
            answerFromCache(lane, open);
            open = open.stream().filter(question -> !question.verdict.isDone()).toList();
            if (settings.cache().isShared() && !open.isEmpty()) {
                open = claimed(open);
            }
        } catch (RuntimeException e) {
            TicketLabelerException failure =
                    new TicketLabelerException("the label cache cannot be used: " + e.getMessage(), e);
            stopAskers(questions.values(), failure);
            throw failure;
        }
        try {
            batch(lane, open, live);
        } catch (RuntimeException e) { // a mistake in a model: going on would repeat it
            stopAskers(questions.values(), e);
            throw e;
        }
    }

    private void batch(Lane lane, Collection<Question> open, boolean live) {
        if (open.isEmpty()) {
            return;
        }
        prepareModels();
        Map<Integer, List<Question>> byStage =
                open.stream().collect(Collectors.groupingBy(Question::stage)); // those in the air may go on meanwhile
        byStage.forEach((stage, questions) -> {
            Grouping grouping = lane.grouping(stage);
            if (grouping.groups() > 1) {
                List<Integer> groups = grouping.of(
                        questions.stream().map(question -> question.text).toList());
                for (int i = 0; i < groups.size(); i++) {
                    questions.get(i).putInto(groups.get(i));
                }
            }
            questions.forEach(question -> lane.batcher(stage).add(question, live));
        });
    }

    private List<Question> claimed(Collection<Question> open) {
        Set<CacheKey> granted =
                settings.cache().claim(open.stream().map(Question::stageKey).toList(), owner);
        List<Question> mine = new ArrayList<>();
        List<Question> others = new ArrayList<>();
        for (Question question : open) {
            boolean isMine = granted.contains(question.stageKey());
            if (isMine) {
                question.claimedWith(question.stageKey());
            }
            (isMine ? mine : others).add(question);
        }
        elsewhere.add(others);
        return mine;
    }

    private void answerFromCache(Lane lane, Collection<Question> questions) {
        Map<CacheKey, Question> byKey = new LinkedHashMap<>();
        questions.forEach(question -> byKey.put(question.key, question));
        lookUp(lane, byKey)
                .forEach((question, cached) ->
                        settle(question, new Verdict.Given(cached.labels(), cached.model(), true, Usage.NONE)));
    }

    /** The keys of those questions that need not be asked. */
    Set<CacheKey> known(Lane lane, Map<CacheKey, Question> questions) {
        Set<CacheKey> keys = new HashSet<>();
        lookUp(lane, questions).keySet().forEach(question -> keys.add(question.key));
        return keys;
    }

    /**
     * The answers of the first model that has given one that it may keep. A question starts behind the models that are known not to be
     * sure. An entry with a label that is not in the set is damaged, or somebody
     * else's: a miss.
     */
    private Map<Question, CachedLabel> lookUp(Lane lane, Map<CacheKey, Question> questions) {
        Map<Question, CachedLabel> found = new LinkedHashMap<>();
        Map<CacheKey, Question> open = questions;
        for (Stage stage : stages) {
            if (stage.index > 0) {
                Map<CacheKey, Question> next = new LinkedHashMap<>();
                open.values().stream()
                        .filter(question -> !found.containsKey(question))
                        .forEach(question -> next.put(lane.key(stage.index, question.text), question));
                open = next;
            }
            Map<CacheKey, Question> asked = open;
            if (!asked.isEmpty()) {
                settings.cache().getAll(asked.keySet()).forEach((key, cached) -> {
                    Question question = asked.get(key);
                    if (question != null && stage.fits(cached.labels(), lane.labels())) {
                        if (stage.keeps(cached.labels())) {
                            found.put(question, cached);
                        } else if (question.stage() == stage.index) {
                            question.goTo(stage.index + 1);
                        }
                    }
                });
            }
        }
        return found;
    }

    void send(Batch batch) {
        try {
            callers.get(batch.stage().index).execute(() -> calls.make(batch));
        } catch (RejectedExecutionException e) {
            stopAll(batch, closed());
        }
    }

    /** Why nothing is asked any more. */
    static TicketLabelerException closed() {
        return new TicketLabelerException("the labeler was closed");
    }

    void sendLater(Batch batch, Duration delay) {
        if (!after(delay, () -> send(batch))) {
            send(batch);
        }
    }

    /** Does that after a while; false if the engine is closed. */
    boolean after(Duration delay, Runnable task) {
        try {
            ScheduledFuture<?> unused = timer.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    /** Notes a call that is about to be sent; tells how many of its questions an earlier call may have paid for. */
    long noteSending(Attempt attempt) {
        LabelCache cache = settings.cache();
        if (unsettledSince < runs.get()) { // others may have lost something since the last run
            findingUnsettled.lock();
            try {
                int run = runs.get();
                if (unsettledSince < run) {
                    unsettled.addAll(cache.unsettled());
                    unsettledSince = run;
                }
            } finally {
                findingUnsettled.unlock();
            }
        }
        long again = attempt.keys().stream().filter(unsettled::remove).count();
        cache.sending(attempt);
        return again;
    }

    /** Stores how a call ended, with its answers, then tells whoever waits for them. */
    void commit(Flight flight, AttemptEnd end, Map<Question, CachedLabel> answers) {
        Map<CacheKey, CachedLabel> rows = new LinkedHashMap<>();
        answers.forEach((question, answer) -> rows.put(question.stageKey(), answer));
        try {
            settings.cache().ended(flight.attempt, end, rows);
        } finally {
            flight.alight();
        }
        if (end.state() == AttemptEnd.State.UNKNOWN) {
            unsettled.addAll(flight.attempt.keys());
        }
        rows.keySet().forEach(unsettled::remove);
        release(answers.keySet().stream()
                .filter(question -> !question.claim().equals(question.stageKey()))
                .toList());
        answers.forEach((question, answer) -> {
            if (stages.get(question.stage()).keeps(answer.labels())) {
                settle(question, new Verdict.Given(answer.labels(), answer.model(), false, answer.usage()));
            }
        });
    }

    /** The present model cannot answer: the next one is asked, if there is one. */
    void giveUp(Question question, TicketLabelerException cause) {
        if (question.stage() + 1 < stages.size()) {
            passOn(List.of(question));
        } else {
            release(List.of(question));
            settle(question, new Verdict.Refused(cause));
        }
    }

    /** The present model has nothing to say: the next one is asked, if there is one. Nothing is kept, for it was no answer. */
    void abstain(Stage stage, Map<Question, String> reasons, String model) {
        List<Question> questions = List.copyOf(reasons.keySet());
        if (questions.isEmpty()) {
            return;
        }
        if (stage.hasNext() && settings.bounds().isEmpty()) {
            passOn(questions);
            return;
        }
        release(questions);
        if (stage.hasNext()) {
            notSure(questions);
            return;
        }
        reasons.forEach((question, reason) -> settle(question, new Verdict.Silent(reason, model)));
    }

    /** The present model fails: the next one is asked. */
    void passOn(List<Question> questions) {
        Stage next = stages.get(questions.get(0).stage() + 1);
        settings.events()
                .accept(new CallEvent.FellBack(
                        stages.get(next.index - 1).model.name(), next.model.name(), questions.size()));
        if (settings.bounds().isEmpty()) { // what is known of the next model was looked up at the beginning
            questions.forEach(question -> question.goTo(next.index));
            batch(questions.get(0).lane, questions, true);
        } else {
            release(questions);
            goOn(questions, next);
        }
    }

    /** The present model's answers are stored, but it is not sure enough: the next one is asked, unless its answer is known. */
    void notSure(List<Question> questions) {
        Stage next = stages.get(questions.get(0).stage() + 1);
        settings.events()
                .accept(new CallEvent.NotSure(
                        stages.get(next.index - 1).model.name(), next.model.name(), questions.size()));
        goOn(questions, next);
    }

    private void goOn(List<Question> questions, Stage next) {
        Map<CacheKey, Question> byKey = new LinkedHashMap<>();
        for (Question question : questions) {
            question.goTo(next.index);
            byKey.put(question.key, question);
        }
        admit(questions.get(0).lane, byKey, true);
    }

    void abandon(Question question) {
        abandon(List.of(question));
    }

    void abandon(List<Question> questions) {
        release(questions.stream().filter(question -> !question.isBoarded()).toList());
        questions.forEach(question -> settle(question, new Verdict.Abandoned()));
    }

    /** Stops all sessions that wait for these questions; whoever asks them from now on asks anew. */
    void stopAskers(Collection<Question> questions, RuntimeException reason) {
        Set<Session> askers = new LinkedHashSet<>();
        questions.forEach(question -> askers.addAll(question.close()));
        abandon(List.copyOf(questions)); // before anyone hears of it, who may ask anew on this very thread
        askers.forEach(session -> session.stop(reason));
    }

    void stopAll(Batch batch, RuntimeException reason) {
        stopAskers(batch.questions(), reason);
    }

    private void release(List<Question> questions) {
        if (!questions.isEmpty() && settings.cache().isShared()) {
            try {
                settings.cache().release(questions.stream().map(Question::claim).toList(), owner);
            } catch (RuntimeException e) {
                // the claims end with this process at the latest; what went wrong shows where it matters
            }
        }
    }

    private void settle(Question question, Verdict verdict) {
        inFlight.settle(question, verdict);
    }

    void takeOff() {
        inAir.incrementAndGet();
    }

    void land() {
        inAir.decrementAndGet();
    }

    /** Waits until no call is in the air, but not longer than that. */
    public boolean drain(Duration most) throws InterruptedException {
        long start = System.nanoTime();
        while (inAir.get() > 0) {
            if (System.nanoTime() - start > most.toNanos()) {
                return false;
            }
            Thread.sleep(DRAIN_POLL_MILLIS);
        }
        return true;
    }

    /** Ends all threads; calls in the air are interrupted, and given a moment to note that. */
    @Override
    public void close() {
        timer.shutdownNow();
        callers.forEach(ExecutorService::shutdownNow);
        // what is asked from here on is refused when it is to be sent
        stopAskers(inFlight.all(), closed());
        try {
            for (ExecutorService each : callers) {
                boolean unused = each.awaitTermination(CLOSE_MILLIS, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
