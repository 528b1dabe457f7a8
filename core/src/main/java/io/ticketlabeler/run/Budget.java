package io.ticketlabeler.run;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What one run may spend. Each call's estimate is reserved before it is sent and settled with what the provider reports, so that
 * at most the calls in the air can overdraw it, by what their estimates were too low. A run whose budget is spent stops and can
 * be taken up later. Immutable.
 *
 * @param tokens prompt and completion tokens together; empty for no limit
 * @param usd    US dollars; empty for no limit. Needs a model whose price is known or whose provider reports the cost
 */
public record Budget(OptionalLong tokens, OptionalDouble usd) {

    /** No limit. */
    public static final Budget NONE = new Budget(OptionalLong.empty(), OptionalDouble.empty());

    public Budget {
        if (tokens.orElse(0) < 0 || !(usd.orElse(0) >= 0)) {
            throw new IllegalArgumentException("a budget must not be negative");
        }
    }

    /** At most so many tokens. */
    public static Budget tokens(long most) {
        return new Budget(OptionalLong.of(most), OptionalDouble.empty());
    }

    /** At most so many US dollars. */
    public static Budget usd(double most) {
        return new Budget(OptionalLong.empty(), OptionalDouble.of(most));
    }

    /** Both limits, the stricter one counts. */
    public Budget and(Budget other) {
        return new Budget(
                other.tokens.isEmpty() || (tokens.isPresent() && tokens.getAsLong() < other.tokens.getAsLong())
                        ? tokens
                        : other.tokens,
                other.usd.isEmpty() || (usd.isPresent() && usd.getAsDouble() < other.usd.getAsDouble())
                        ? usd
                        : other.usd);
    }
}
