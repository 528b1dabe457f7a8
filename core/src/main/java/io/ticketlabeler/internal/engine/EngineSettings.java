package io.ticketlabeler.internal.engine;

import io.ticketlabeler.cache.LabelCache;
import io.ticketlabeler.model.Bound;
import io.ticketlabeler.model.LabelModel;
import io.ticketlabeler.run.CallEvent;
import io.ticketlabeler.run.SharedBudget;
import io.ticketlabeler.run.SharedLimit;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * What an engine works with; clocks and chance come in from outside.
 *
 * @param models            the model to ask, then those that take over when it cannot answer
 * @param bounds            which answers of each model are kept; others go on to the next one. Empty when all are
 * @param before            decides tickets for which nothing is asked then
 * @param batchSize         tickets a call at most; 0 for what suits each model
 * @param maxTicketTokens   longer texts are shortened; 0 for what the models take
 * @param concurrency       calls at once at most, for each model
 * @param requestsPerMinute for the first model; empty to learn it from the provider
 * @param tokensPerMinute   for the first model; empty to learn it from the provider
 * @param sharedLimit       where other processes take from the same limits; empty when this is the only one
 * @param sharedBudget      what all runs of a job spend together
 * @param linger            how long a live ticket waits for company
 * @param patience          how long all calls may fail before a run gives up
 * @param random            for the ids of tickets within a call and for the jitter of waits; must be thread-safe
 * @param events            is told what happens to calls; from many threads
 */
public record EngineSettings(
        List<LabelModel> models,
        List<Bound> bounds,
        Before before,
        LabelCache cache,
        int batchSize,
        int maxTicketTokens,
        int concurrency,
        OptionalLong requestsPerMinute,
        OptionalLong tokensPerMinute,
        Optional<SharedLimit> sharedLimit,
        Optional<SharedBudget> sharedBudget,
        Duration linger,
        Duration patience,
        RandomGenerator random,
        Clock clock,
        LongSupplier nanoTime,
        Consumer<CallEvent> events) {

    public EngineSettings {
        models = List.copyOf(models);
        bounds = List.copyOf(bounds);
    }
}
