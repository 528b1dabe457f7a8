package io.ticketlabeler.cli;

import io.ticketlabeler.TicketLabeler;
import io.ticketlabeler.cache.LabelCache;
import io.ticketlabeler.cache.MemoryLabelCache;
import io.ticketlabeler.jdbc.SqliteLabelCache;
import io.ticketlabeler.run.Budget;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How calls are made: how many tickets in one, how many at once, how many a minute, and for how much. */
final class EngineOptions {

    @Option(
            names = "--batch",
            defaultValue = "0",
            paramLabel = "N",
            description = "tickets a call (default: 20 for chat models)")
    private int batch;

    @Option(names = "--concurrency", defaultValue = "8", paramLabel = "N", description = "calls at once (default: 8)")
    private int concurrency = 8;

    @Option(
            names = {"--requests-per-minute", "--rpm"},
            paramLabel = "N",
            description = "what the provider allows (default: learnt from its answers)")
    private @Nullable Long requestsPerMinute;

    @Option(
            names = {"--tokens-per-minute", "--tpm"},
            paramLabel = "N",
            description = "what the provider allows (default: learnt from its answers)")
    private @Nullable Long tokensPerMinute;

    @Option(
            names = "--budget-tokens",
            paramLabel = "N",
            description = "stop before more tokens are used (exit 4; run again to go on)")
    private @Nullable Long budgetTokens;

    @Option(
            names = "--budget-usd",
            paramLabel = "USD",
            description = "stop before more money is spent; needs --price where the provider reports no cost")
    private @Nullable Double budgetUsd;

    @Option(
            names = "--cache",
            paramLabel = "FILE",
            description = "keeps paid answers, e.g. labels.db; several runs may share it")
    private @Nullable Path cache;

    /** Where answers are kept; to be closed. */
    LabelCache openCache() {
        return cache == null ? MemoryLabelCache.create() : SqliteLabelCache.open(cache);
    }

    TicketLabeler.Builder apply(TicketLabeler.Builder builder, LabelCache answers) {
        builder.concurrency(concurrency).cache(answers);
        if (batch > 0) {
            builder.batchSize(batch);
        }
        if (requestsPerMinute != null) {
            builder.requestsPerMinute(requestsPerMinute);
        }
        if (tokensPerMinute != null) {
            builder.tokensPerMinute(tokensPerMinute);
        }
        return builder.budget(budget());
    }

    Budget budget() {
        Budget budget = budgetTokens == null ? Budget.NONE : Budget.tokens(budgetTokens);
        return budgetUsd == null ? budget : budget.and(Budget.usd(budgetUsd));
    }
}
