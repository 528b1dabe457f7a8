package io.ticketlabeler.internal.engine;

import io.ticketlabeler.cache.LabelCache;
import io.ticketlabeler.model.LabelModel;
import java.time.Clock;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * What an engine works with; clocks and chance come in from outside.
 *
 * @param batchSize       tickets a call at most
 * @param maxTicketTokens longer texts are shortened
 * @param maxCallTokens   tickets of one call together
 * @param concurrency     calls at once at most
 * @param random          for the ids of tickets within a call and for the jitter of waits; must be thread-safe
 */
public record EngineSettings(
        LabelModel model,
        LabelCache cache,
        int batchSize,
        int maxTicketTokens,
        int maxCallTokens,
        int concurrency,
        RandomGenerator random,
        Clock clock,
        LongSupplier nanoTime) {}
