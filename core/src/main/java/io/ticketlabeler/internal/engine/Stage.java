package io.ticketlabeler.internal.engine;

import io.ticketlabeler.model.Bound;
import io.ticketlabeler.model.LabelModel;
import io.ticketlabeler.model.Limits;
import io.ticketlabeler.run.CallEvent;
import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.ScoredLabel;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One model with its gate and how it has been doing; shared by all runs. Thread-safe.
 */
final class Stage {

    private static final int DEFAULT_BATCH = 20;

    final int index;
    final LabelModel model;
    final int batchSize;
    final int maxCallTokens;
    final boolean sharedContext;
    final Gate gate;
    final Optional<Turns> turns;
    final Bound bound;
    final RetryAllowance retries;

    private final EngineSettings settings;
    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong hung = new AtomicLong();
    private final AtomicLong inVain = new AtomicLong();
    private volatile boolean useful;
    private volatile long lastGood;

    /**
     * @param gates of the stages so far, by endpoint: models with one endpoint share a provider's limits and outages
     * @param lines the same, where limits are shared with other processes
     */
    Stage(int index, EngineSettings settings, Map<String, Gate> gates, Map<String, Turns> lines) {
        this.index = index;
        this.settings = settings;
        this.model = settings.models().get(index);
        this.bound = index < settings.bounds().size() ? settings.bounds().get(index) : Bound.ALL;
        Limits limits = model.limits();
        int wanted = settings.batchSize() > 0
                ? settings.batchSize()
                : limits.sharedContext() ? DEFAULT_BATCH : limits.maxTickets();
        this.batchSize = Math.min(wanted, limits.maxTickets());
        this.maxCallTokens = limits.maxCallTokens();
        this.sharedContext = limits.sharedContext();
        String name = model.name();
        boolean isLimited = model.endpoint().equals(limited(settings));
        this.gate = gates.computeIfAbsent(
                model.endpoint(),
                endpoint -> new Gate(
                        name,
                        settings.concurrency(),
                        isLimited ? settings.requestsPerMinute() : OptionalLong.empty(),
                        isLimited ? settings.tokensPerMinute() : OptionalLong.empty(),
                        settings.random(),
                        settings.nanoTime(),
                        () -> settings.events().accept(new CallEvent.CircuitOpened(name)),
                        () -> settings.events().accept(new CallEvent.CircuitClosed(name))));
        this.turns = settings.sharedLimit()
                .filter(shared -> sharedContext) // what runs inside the JVM needs no limit
                .map(shared -> lines.computeIfAbsent(
                        model.endpoint(),
                        endpoint -> new Turns(shared.at(
                                endpoint,
                                isLimited ? settings.requestsPerMinute() : OptionalLong.empty(),
                                isLimited ? settings.tokensPerMinute() : OptionalLong.empty()))));
        this.retries = new RetryAllowance(settings.nanoTime());
        this.lastGood = settings.nanoTime().getAsLong();
    }

    /** Limits are about the first endpoint that is a provider, not about what runs inside the JVM in front of it. */
    private static String limited(EngineSettings settings) {
        return settings.models().stream()
                .filter(model -> model.limits().sharedContext())
                .findFirst()
                .orElse(settings.models().get(0))
                .endpoint();
    }

    /** Whether this answer is the last word; else the next model is asked. */
    boolean keeps(List<ScoredLabel> answer) {
        return !hasNext() || bound.keeps(answer);
    }

    /** Whether an answer fits the label set; none of them may be said to be passed on even where one must be given in the end. */
    boolean fits(List<ScoredLabel> answer, LabelSet labels) {
        return Answers.fits(answer, labels) || (answer.isEmpty() && !keeps(answer));
    }

    /** Whether a text must not travel with others. */
    boolean asksAlone(Question question) {
        return sharedContext && batchSize > 1 && Suspicion.talksToTheModel(question.text);
    }

    /** Whether another model takes over when this one cannot answer. */
    boolean hasNext() {
        return index + 1 < settings.models().size();
    }

    void answered() {
        answered.incrementAndGet();
        hung.set(0);
        lastGood = now();
        retries.earned();
    }

    /** Counts calls that are not repeated any more because time ran out again and again, since the last answer. */
    long hungInARow() {
        return hung.incrementAndGet();
    }

    /** An answer held something usable. */
    void useful() {
        useful = true;
    }

    /** Counts answers that held nothing usable, before any did. */
    long inVainFromTheStart() {
        return useful ? 0 : inVain.incrementAndGet();
    }

    /** How many calls were answered so far. */
    long answers() {
        return answered.get();
    }

    /** Counts calls that were refused as wrong, or answered with something else, before any was answered. */
    long refusedFromTheStart() {
        return answered.get() > 0 ? 0 : refused.incrementAndGet();
    }

    /** By the engine's nano clock. */
    long now() {
        return settings.nanoTime().getAsLong();
    }

    /** For how long no call has been answered, from {@code since} on. */
    Duration silence(long since) {
        long good = lastGood;
        long start = good - since > 0 ? good : since;
        return Duration.ofNanos(now() - start);
    }
}
