package io.ticketlabeler;

import io.ticketlabeler.cache.LabelCache;
import io.ticketlabeler.cache.MemoryLabelCache;
import io.ticketlabeler.export.LabelSink;
import io.ticketlabeler.export.RunHeader;
import io.ticketlabeler.internal.Digest;
import io.ticketlabeler.internal.engine.Before;
import io.ticketlabeler.internal.engine.Engine;
import io.ticketlabeler.internal.engine.EngineSettings;
import io.ticketlabeler.internal.engine.Forecast;
import io.ticketlabeler.internal.engine.Lane;
import io.ticketlabeler.internal.engine.Pending;
import io.ticketlabeler.internal.engine.Session;
import io.ticketlabeler.model.Cascade;
import io.ticketlabeler.model.Fallback;
import io.ticketlabeler.model.LabelModel;
import io.ticketlabeler.prompt.PromptStrategy;
import io.ticketlabeler.rules.Rules;
import io.ticketlabeler.run.Budget;
import io.ticketlabeler.run.CallEvent;
import io.ticketlabeler.run.Settled;
import io.ticketlabeler.run.SharedBudget;
import io.ticketlabeler.run.SharedLimit;
import io.ticketlabeler.ticket.Failed;
import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.Outcome;
import io.ticketlabeler.ticket.Provenance;
import io.ticketlabeler.ticket.Ticket;
import io.ticketlabeler.ticket.TicketLabelerException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Labels support tickets with a model: one at a time inside a help desk, or ten thousand from a file.
 *
 * <pre>{@code
 * try (TicketLabeler labeler = TicketLabeler.builder()
 *         .labels(LabelSet.of("Bug", "Feature Request", "Question"))
 *         .model(OpenAi.chat("gpt-4o-mini"))
 *         .build()) {
 *     Outcome one = labeler.label(Ticket.of("101", "Error 500 when saving profile"));
 * }
 * }</pre>
 *
 * <p>Defaults: 20 tickets a call for models that read a prompt (as many as they take for others), 8 calls at once, 2,000 tokens of
 * a ticket, answers cached in memory. Equal texts are asked once. Every answer is checked against the label set before it is
 * stored, and stored before anyone sees it. Thread-safe; live requests and runs share cache, threads and the provider's limits.
 */
public final class TicketLabeler implements AutoCloseable {

    private static final String INTERRUPTED = "interrupted while waiting for labels";

    private final Engine engine;
    private final Lane lane;
    private final LabelSet labels;
    private final Settings settings;

    private TicketLabeler(Engine engine, LabelSet labels, Settings settings) {
        this.engine = engine;
        this.labels = labels;
        this.settings = settings;
        this.lane = engine.lane(labels);
    }

    /** What does not depend on the labels. */
    private record Settings(
            LabelModel model,
            String fingerprint,
            RunListener listener,
            Budget budget,
            Duration liveDeadline,
            @Nullable LabelCache ownCache) {}

    public static Builder builder() {
        return new Builder();
    }

    /** The label set of this labeler. */
    public LabelSet labels() {
        return labels;
    }

    /** What the model calls itself, e.g. {@code gpt-4o-mini}: the model version of proposals in review tools. */
    public String modelName() {
        return settings.model().name();
    }

    /**
     * Tells labelers apart that may answer differently: another model, prompt, example, setting or rule gives another one. 16
     * hexadecimal digits that say nothing of the texts; the labels are not part of it.
     */
    public String fingerprint() {
        return settings.fingerprint();
    }

    /** The same labeler for other labels: cache, threads, provider limits and HTTP client are shared. Close only one of them. */
    public TicketLabeler with(LabelSet other) {
        return new TicketLabeler(engine, other, settings);
    }

    /**
     * Labels one ticket and waits for the answer; tickets that come within 50 ms of each other, from any thread, share a call. A
     * ticket that the model cannot handle, or not within the live deadline, is a {@code Failed} outcome; its answer is still
     * kept when it comes.
     *
     * @throws TicketLabelerException if no ticket could be handled: wrong key, no credit, interrupted (the flag is set again)
     */
    public Outcome label(Ticket ticket) {
        return label(List.of(ticket)).get(0);
    }

    /**
     * Labels some tickets together and waits for all answers; for larger numbers use {@link #run}, which streams.
     *
     * @return one outcome for each ticket, in order
     * @throws TicketLabelerException as for {@link #label(Ticket)}
     */
    public List<Outcome> label(List<Ticket> tickets) {
        try (Session session = engine.live(lane)) {
            List<Outcome> outcomes = new ArrayList<>(tickets.size());
            long start = System.nanoTime();
            for (Pending each : session.submit(tickets)) {
                Duration left = settings.liveDeadline().minusNanos(System.nanoTime() - start);
                outcomes.add(session.await(each, left.isNegative() ? Duration.ZERO : left)
                        .orElseGet(() -> tooLate(each)));
            }
            return outcomes;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TicketLabelerException(INTERRUPTED, e);
        }
    }

    private Outcome tooLate(Pending pending) {
        return tooLate(pending, settings.liveDeadline());
    }

    private static Outcome tooLate(Pending pending, Duration deadline) {
        String id = pending.ticket().id();
        return new Failed(
                id,
                new TicketLabelerException(
                        "ticket " + id + ": no answer within " + deadline.toMillis() / 1000.0 + " s; ask again later"),
                new Provenance(Provenance.Source.MODEL, "", pending.shortened()));
    }

    /**
     * As {@link #label(Ticket)}, without waiting. The future completes on a thread of the library: hand long work on to one of
     * yours. Cancelling it gives the ticket up, unless its call has been sent.
     *
     * @return completes exceptionally with a {@link TicketLabelerException} if no ticket could be handled
     */
    public CompletableFuture<Outcome> labelAsync(Ticket ticket) {
        Session session = engine.live(lane);
        CompletableFuture<Outcome> result;
        try {
            Pending pending = session.submit(List.of(ticket)).get(0);
            result = session.future(pending)
                    .completeOnTimeout(tooLate(pending), settings.liveDeadline().toNanos(), TimeUnit.NANOSECONDS);
        } catch (RuntimeException e) {
            result = CompletableFuture.failedFuture(e);
        }
        CompletableFuture<Outcome> unused = result.whenComplete((outcome, failure) -> session.close());
        return result;
    }

    /**
     * Labels some tickets together, without waiting, for callers that go away and come again: the answers are kept, so that asking for
     * the same tickets later costs nothing.
     *
     * @param most how long they may take, instead of the live deadline; what was not sent by then is given up
     * @return one future for each ticket, in order; they complete as those of {@link #labelAsync(Ticket)}, and cancelling one only
     *     ends the waiting
     */
    public List<CompletableFuture<Outcome>> labelAsync(List<Ticket> tickets, Duration most) {
        Session session = engine.live(lane);
        List<CompletableFuture<Outcome>> results = new ArrayList<>(tickets.size());
        try {
            for (Pending each : session.submit(tickets)) {
                results.add(session.future(each)
                        .completeOnTimeout(tooLate(each, most), most.toNanos(), TimeUnit.NANOSECONDS));
            }
        } catch (RuntimeException e) {
            session.close();
            return tickets.stream()
                    .map(ticket -> CompletableFuture.<Outcome>failedFuture(e))
                    .toList();
        }
        CompletableFuture<Void> unused = CompletableFuture.allOf(results.toArray(CompletableFuture[]::new))
                .whenComplete((all, failure) -> session.close());
        return List.copyOf(results);
    }

    /**
     * Labels a stream of tickets into sinks, in input order; memory does not grow with their number.
     *
     * <p>Sinks are opened before anything is asked, completed when every ticket has an outcome, and closed in any case: a run that
     * stops leaves no files behind, and its answers in the cache.
     *
     * @param tickets read lazily by the calling thread; closed at the end if it can be
     * @throws RunStoppedException    if the run cannot go on: wrong key, no credit, unknown model, budget spent, provider away for
     *                                longer than the patience, interrupted (the flag is set again)
     * @throws TicketLabelerException if input cannot be read or output not be written
     */
    public RunReport run(Iterator<Ticket> tickets, LabelSink... sinks) {
        return run(tickets, Settled.NOTHING, sinks);
    }

    /**
     * As {@link #run(Iterator, LabelSink...)}, but tickets that are settled already are not asked: they come out in their place, and cost
     * nothing. For instance what people reviewed after an earlier run, see {@code Relabelling}.
     */
    public RunReport run(Iterator<Ticket> tickets, Settled settled, LabelSink... sinks) {
        RunHeader header = new RunHeader(labels, settings.model().name());
        return new LabelRun(outcomes(tickets, settled), header, settings.listener()).run(List.of(sinks));
    }

    /**
     * The outcomes of a stream of tickets, for programs that pull them one by one, such as a partition of a data engine: in input order,
     * with the memory of one window. Reading and asking begin with the first that is pulled.
     *
     * @param tickets read lazily by the thread that pulls; closed with the result if it can be
     */
    public Outcomes outcomes(Iterator<Ticket> tickets) {
        return outcomes(tickets, Settled.NOTHING);
    }

    private Outcomes outcomes(Iterator<Ticket> tickets, Settled settled) {
        return new Outcomes(engine, lane, tickets, settled, settings.listener(), settings.budget());
    }

    /** As {@link #run(Iterator, LabelSink...)}, for tickets that are at hand. */
    public RunReport run(Iterable<Ticket> tickets, LabelSink... sinks) {
        return run(tickets.iterator(), sinks);
    }

    /**
     * What a run over these tickets is going to need: calls, tokens and money. Nothing is sent. With a fallback, as if the first
     * model answered all; with a cascade, as if no model but the last kept anything: at most that much. Memory grows by some 50 bytes for each distinct text.
     *
     * @param tickets read to the end; closed then if it can be
     */
    public Estimate estimate(Iterator<Ticket> tickets) {
        return estimate(tickets, Settled.NOTHING);
    }

    /** As {@link #estimate(Iterator)}, of the tickets that are not settled. */
    public Estimate estimate(Iterator<Ticket> tickets, Settled settled) {
        Forecast forecast;
        try {
            forecast = engine.forecast(lane).of(new OpenTickets(tickets, settled));
        } finally {
            close(tickets);
        }
        return new Estimate(
                forecast.tickets(),
                forecast.cached(),
                forecast.duplicates(),
                forecast.decided(),
                forecast.calls(),
                forecast.usage());
    }

    /** As {@link #estimate(Iterator)}, for tickets that are at hand. */
    public Estimate estimate(Iterable<Ticket> tickets) {
        return estimate(tickets.iterator());
    }

    private static void close(Iterator<Ticket> tickets) {
        if (tickets instanceof AutoCloseable reader) {
            try {
                reader.close();
            } catch (Exception e) {
                throw new TicketLabelerException("the tickets were read, but could not be closed", e);
            }
        }
    }

    /**
     * Waits until the calls in the air have ended and their answers are stored, but not longer than that: for the end of a program
     * whose run was stopped, because such calls are paid.
     *
     * @return whether none is left in the air
     */
    public boolean drain(Duration most) {
        try {
            return engine.drain(most);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Ends the threads of this labeler, and of all that were made with {@link #with}; calls in the air are interrupted. */
    @Override
    public void close() {
        engine.close();
        LabelCache own = settings.ownCache();
        if (own != null) {
            own.close();
        }
    }

    /** Collects settings. Labels and model are needed; everything else has a default. Not thread-safe. */
    public static final class Builder {

        private static final int DEFAULT_CONCURRENCY = 8;
        private static final RunListener NOBODY = soFar -> {};
        private static final Duration DEFAULT_LINGER = Duration.ofMillis(50);
        private static final Duration DEFAULT_LIVE_DEADLINE = Duration.ofMinutes(2);
        private static final Duration DEFAULT_PATIENCE = Duration.ofMinutes(15);

        private static final Logger LOG = LoggerFactory.getLogger(TicketLabeler.class);

        private @Nullable LabelSet labels;
        private @Nullable LabelModel model;
        private @Nullable Rules rules;
        private @Nullable PromptStrategy prompt;
        private @Nullable LabelCache cache;
        private int batchSize;
        private int maxTicketTokens;
        private int concurrency = DEFAULT_CONCURRENCY;
        private OptionalLong requestsPerMinute = OptionalLong.empty();
        private OptionalLong tokensPerMinute = OptionalLong.empty();
        private @Nullable SharedLimit sharedLimit;
        private @Nullable SharedBudget sharedBudget;
        private Duration linger = DEFAULT_LINGER;
        private Duration liveDeadline = DEFAULT_LIVE_DEADLINE;
        private Duration patience = DEFAULT_PATIENCE;
        private Budget budget = Budget.NONE;
        private RunListener listener = NOBODY;
        private RandomGenerator random = new SecureRandom();

        private Builder() {}

        public Builder labels(LabelSet set) {
            labels = set;
            return this;
        }

        public Builder model(LabelModel proposes) {
            model = proposes;
            return this;
        }

        /**
         * Labelling rules that decide what they can before anything is asked: they see text and fields of each ticket, cost nothing,
         * and are not cached, so that a changed rule counts at once. The model is asked about the rest; without a model the rest is
         * left to people.
         */
        public Builder rules(Rules first) {
            rules = first;
            return this;
        }

        /** The prompt strategy, for models that read a prompt; by default the model's own, which is zero-shot. */
        public Builder prompt(PromptStrategy strategy) {
            prompt = strategy;
            return this;
        }

        /** Where answers are kept. It stays open when the labeler is closed: it may serve others. */
        public Builder cache(LabelCache answers) {
            cache = answers;
            return this;
        }

        /** Tickets a call at most; 1 asks for each alone. */
        public Builder batchSize(int tickets) {
            batchSize = positive(tickets, "batchSize");
            return this;
        }

        /** Calls at once at most. */
        public Builder concurrency(int calls) {
            concurrency = positive(calls, "concurrency");
            return this;
        }

        /** Tokens of one ticket at most; of longer ones the beginning and the end are sent. */
        public Builder maxTicketTokens(int tokens) {
            maxTicketTokens = positive(tokens, "maxTicketTokens");
            return this;
        }

        /** What the provider allows a minute; without it the limit is learnt from the provider's answers, where it tells. */
        public Builder requestsPerMinute(long requests) {
            requestsPerMinute = OptionalLong.of(positive(requests, "requestsPerMinute"));
            return this;
        }

        /** Prompt and completion tokens that the provider allows a minute; without it the limit is learnt where it tells. */
        public Builder tokensPerMinute(long tokens) {
            tokensPerMinute = OptionalLong.of(positive(tokens, "tokensPerMinute"));
            return this;
        }

        /**
         * Keeps the limits together with other processes, on this machine or others, so that all of them use no more than
         * {@link #requestsPerMinute} and {@link #tokensPerMinute}, and all wait when the provider tells one of them to. Without those two
         * only the waiting is shared, and what the provider says of its limits.
         */
        public Builder sharedLimit(SharedLimit limit) {
            sharedLimit = limit;
            return this;
        }

        /** What all runs that share it may spend together, besides the {@link #budget} of each; live requests are not limited. */
        public Builder sharedBudget(SharedBudget limit) {
            sharedBudget = limit;
            return this;
        }

        /** What each run may spend; live requests are not limited. */
        public Builder budget(Budget limit) {
            budget = limit;
            return this;
        }

        /** How long a live ticket waits for others to share its call with; zero sends it at once. */
        public Builder linger(Duration most) {
            linger = notNegative(most, "linger");
            return this;
        }

        /** How long a live request waits for its answer. */
        public Builder liveDeadline(Duration most) {
            liveDeadline = notNegative(most, "liveDeadline");
            return this;
        }

        /** How long a provider may answer nothing at all before a run stops, to be taken up later. */
        public Builder patience(Duration most) {
            patience = notNegative(most, "patience");
            return this;
        }

        /** Is told how the labeler is doing; of several, all are. */
        public Builder listener(RunListener more) {
            listener = listener == NOBODY ? more : listener.and(more);
            return this;
        }

        /** Chance for ids within a call and for the jitter of waits; give a seeded one to get the same requests twice. */
        public Builder random(RandomGenerator generator) {
            random = generator;
            return this;
        }

        private static <N extends Number> N positive(N value, String name) {
            if (value.longValue() < 1) {
                throw new IllegalArgumentException(name + " is " + value + ", expected at least 1");
            }
            return value;
        }

        private static Duration notNegative(Duration value, String name) {
            if (value.isNegative()) {
                throw new IllegalArgumentException(name + " is " + value + ", expected zero or more");
            }
            return value;
        }

        /**
         * The labeler.
         *
         * @throws IllegalArgumentException if labels are missing, or both model and rules, if the model reads no prompt but a strategy was
         *     given, or if rules that look at fields were given as a model
         */
        public TicketLabeler build() {
            LabelSet set = Optional.ofNullable(labels)
                    .orElseThrow(() -> new IllegalArgumentException("no labels: call labels(...)"));
            LabelModel given = Optional.ofNullable(model == null ? rules : model)
                    .orElseThrow(() -> new IllegalArgumentException("no model: call model(...)"));
            LabelModel asked = prompt == null ? given : given.prompt(prompt);
            List<LabelModel> stages = models(asked);
            if (model != null) {
                stages.forEach(Builder::refuseFieldRules);
            }
            LabelCache own = cache == null ? MemoryLabelCache.create() : null;
            RunListener told = listener;
            EngineSettings engine = new EngineSettings(
                    stages,
                    asked instanceof Cascade cascade ? cascade.bounds() : List.of(),
                    rules == null ? Before.NOTHING : new RulesFirst(rules, model != null),
                    own == null ? Optional.ofNullable(cache).orElseThrow() : own,
                    batchSize,
                    maxTicketTokens,
                    concurrency,
                    requestsPerMinute,
                    tokensPerMinute,
                    Optional.ofNullable(sharedLimit),
                    Optional.ofNullable(sharedBudget),
                    linger,
                    patience,
                    random,
                    Clock.systemUTC(),
                    System::nanoTime,
                    event -> tell(told, event));
            Digest fingerprint = new Digest().field(asked.fingerprint());
            if (rules != null && model != null) {
                fingerprint.field(rules.fingerprint());
            }
            return new TicketLabeler(
                    new Engine(engine),
                    set,
                    new Settings(asked, fingerprint.shortHex(), listener, budget, liveDeadline, own));
        }

        private static void refuseFieldRules(LabelModel stage) {
            if (stage instanceof Rules some && some.readsFields()) {
                throw new IllegalArgumentException(
                        "some of the rules look at fields, and models see texts only; give them to rules(...) instead of model(...)");
            }
        }

        private static List<LabelModel> models(LabelModel asked) {
            if (asked instanceof Cascade cascade) {
                return cascade.stages();
            }
            return asked instanceof Fallback fallback ? fallback.models() : List.of(asked);
        }

        private static void tell(RunListener listener, CallEvent event) {
            try {
                listener.call(event);
            } catch (RuntimeException e) {
                LOG.warn("a listener failed", e); // calls are paid: they go on
            }
        }
    }
}
