package io.ticketlabeler.ticket;

import java.io.Serializable;
import java.util.OptionalDouble;

/**
 * What calls cost, as the provider reported it. Retried, refused and cut answers count: they are on the bill.
 *
 * @param inputTokens       prompt tokens, cached ones included
 * @param cachedInputTokens those of them that the provider took from its prompt cache
 * @param outputTokens      completion tokens, reasoning included
 * @param costUsd           US dollars; empty when a call's price is not known
 */
public record Usage(long inputTokens, long cachedInputTokens, long outputTokens, OptionalDouble costUsd)
        implements Serializable {

    /** Nothing was used, and that cost nothing. */
    public static final Usage NONE = new Usage(0, 0, 0, OptionalDouble.of(0));

    /** The sum; its cost is known only if both are. */
    public Usage plus(Usage other) {
        OptionalDouble cost = costUsd.isPresent() && other.costUsd.isPresent()
                ? OptionalDouble.of(costUsd.getAsDouble() + other.costUsd.getAsDouble())
                : OptionalDouble.empty();
        return new Usage(
                inputTokens + other.inputTokens,
                cachedInputTokens + other.cachedInputTokens,
                outputTokens + other.outputTokens,
                cost);
    }

    private Object writeReplace() {
        return new Written(inputTokens, cachedInputTokens, outputTokens, costUsd.orElse(Double.NaN));
    }

    /** What is serialised: an {@link OptionalDouble} cannot be. */
    private record Written(long input, long cached, long output, double usd) implements Serializable {

        private Object readResolve() {
            return new Usage(
                    input, cached, output, Double.isNaN(usd) ? OptionalDouble.empty() : OptionalDouble.of(usd));
        }
    }
}
