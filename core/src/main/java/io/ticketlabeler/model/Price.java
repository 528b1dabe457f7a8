package io.ticketlabeler.model;

import io.ticketlabeler.ticket.Usage;
import java.util.OptionalDouble;

/**
 * What a model costs, in US dollars per million tokens; for providers that do not report the cost of a call.
 *
 * @param inputPerMillion       prompt tokens that were not cached
 * @param cachedInputPerMillion prompt tokens from the provider's prompt cache
 * @param outputPerMillion      completion tokens
 */
public record Price(double inputPerMillion, double cachedInputPerMillion, double outputPerMillion) {

    public Price {
        if (!(inputPerMillion >= 0 && cachedInputPerMillion >= 0 && outputPerMillion >= 0)) {
            throw new IllegalArgumentException("a price is negative or not a number");
        }
    }

    /** Cached prompt tokens cost as much as others. */
    public static Price perMillion(double input, double output) {
        return new Price(input, input, output);
    }

    /** {@code usage} with its cost by this price. */
    public Usage cost(Usage usage) {
        long fresh = usage.inputTokens() - usage.cachedInputTokens();
        double usd = (fresh * inputPerMillion
                        + usage.cachedInputTokens() * cachedInputPerMillion
                        + usage.outputTokens() * outputPerMillion)
                / 1e6;
        return new Usage(usage.inputTokens(), usage.cachedInputTokens(), usage.outputTokens(), OptionalDouble.of(usd));
    }
}
