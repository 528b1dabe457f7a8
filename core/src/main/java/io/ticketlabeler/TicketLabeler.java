package io.ticketlabeler;

import io.ticketlabeler.cache.LabelCache;
import io.ticketlabeler.cache.MemoryLabelCache;
import io.ticketlabeler.export.LabelSink;
import io.ticketlabeler.internal.engine.Engine;
import io.ticketlabeler.internal.engine.EngineSettings;
import io.ticketlabeler.internal.engine.Pending;
import io.ticketlabeler.internal.engine.Session;
import io.ticketlabeler.model.LabelModel;
import io.ticketlabeler.model.Limits;
import io.ticketlabeler.prompt.PromptStrategy;
import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.Outcome;
import io.ticketlabeler.ticket.Ticket;
import io.ticketlabeler.ticket.TicketLabelerException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

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

    private final Engine engine;
    private final LabelSet labels;
    private final LabelModel model;
    private final RunListener listener;
    private final @Nullable LabelCache ownCache;

    private TicketLabeler(
            Engine engine, LabelSet labels, LabelModel model, RunListener listener, @Nullable LabelCache ownCache) {
        this.engine = engine;
        this.labels = labels;
        this.model = model;
        this.listener = listener;
        this.ownCache = ownCache;
    }

    public static Builder builder() {
        return new Builder();
    }

    /** The label set of this labeler. */
    public LabelSet labels() {
        return labels;
    }

    /** The same labeler for other labels: cache, threads, provider limits and HTTP client are shared. Close only one of them. */
    public TicketLabeler with(LabelSet other) {
        return new TicketLabeler(engine, other, model, listener, null);
    }

    /**
     * Labels one ticket and waits for the answer. A ticket that the model cannot handle is a {@code Failed} outcome.
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
        try (Session session = engine.session(labels)) {
            List<Outcome> outcomes = new ArrayList<>(tickets.size());
            List<Pending> pending = session.submit(tickets);
            session.flush();
            for (Pending each : pending) {
                outcomes.add(session.await(each));
            }
            return outcomes;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TicketLabelerException("interrupted while waiting for labels", e);
        }
    }

    /**
     * Labels a stream of tickets into sinks, in input order; memory does not grow with their number.
     *
     * <p>Sinks are opened before anything is asked, completed when every ticket has an outcome, and closed in any case: a run that
     * stops leaves no files behind, and its answers in the cache.
     *
     * @param tickets read lazily by the calling thread; closed at the end if it can be
     * @throws RunStoppedException    if the run cannot go on: wrong key, no credit, unknown model, interrupted (the flag is set again)
     * @throws TicketLabelerException if input cannot be read or output not be written
     */
    public RunReport run(Iterator<Ticket> tickets, LabelSink... sinks) {
        return new LabelRun(engine, labels, model, listener).run(tickets, List.of(sinks));
    }

    /** As {@link #run(Iterator, LabelSink...)}, for tickets that are at hand. */
    public RunReport run(Iterable<Ticket> tickets, LabelSink... sinks) {
        return run(tickets.iterator(), sinks);
    }

    /** Ends the threads of this labeler, and of all that were made with {@link #with}; calls in the air are interrupted. */
    @Override
    public void close() {
        engine.close();
        if (ownCache != null) {
            ownCache.close();
        }
    }

    /** Collects settings. Labels and model are needed; everything else has a default. Not thread-safe. */
    public static final class Builder {

        private static final int DEFAULT_BATCH = 20;
        private static final int DEFAULT_CONCURRENCY = 8;

        private @Nullable LabelSet labels;
        private @Nullable LabelModel model;
        private @Nullable PromptStrategy prompt;
        private @Nullable LabelCache cache;
        private int batchSize;
        private int maxTicketTokens;
        private int concurrency = DEFAULT_CONCURRENCY;
        private RunListener listener = soFar -> {};
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

        /** Is told how runs are going. */
        public Builder listener(RunListener progress) {
            listener = progress;
            return this;
        }

        /** Chance for ids within a call and for the jitter of waits; give a seeded one to get the same requests twice. */
        public Builder random(RandomGenerator generator) {
            random = generator;
            return this;
        }

        private static int positive(int value, String name) {
            if (value < 1) {
                throw new IllegalArgumentException(name + " is " + value + ", expected at least 1");
            }
            return value;
        }

        /**
         * The labeler.
         *
         * @throws IllegalArgumentException if labels or model are missing, or the model reads no prompt but a strategy was given
         */
        public TicketLabeler build() {
            LabelSet set = Optional.ofNullable(labels)
                    .orElseThrow(() -> new IllegalArgumentException("no labels: call labels(...)"));
            LabelModel given = Optional.ofNullable(model)
                    .orElseThrow(() -> new IllegalArgumentException("no model: call model(...)"));
            LabelModel asked = prompt == null ? given : given.prompt(prompt);
            Limits limits = asked.limits();
            int wanted = batchSize > 0 ? batchSize : limits.sharedContext() ? DEFAULT_BATCH : limits.maxTickets();
            LabelCache own = cache == null ? MemoryLabelCache.create() : null;
            EngineSettings settings = new EngineSettings(
                    asked,
                    own == null ? Optional.ofNullable(cache).orElseThrow() : own,
                    Math.min(wanted, limits.maxTickets()),
                    maxTicketTokens > 0 ? Math.min(maxTicketTokens, limits.maxCallTokens()) : limits.maxTicketTokens(),
                    limits.maxCallTokens(),
                    concurrency,
                    random,
                    Clock.systemUTC(),
                    System::nanoTime);
            return new TicketLabeler(new Engine(settings), set, asked, listener, own);
        }
    }
}
