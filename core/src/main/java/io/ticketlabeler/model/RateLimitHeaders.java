package io.ticketlabeler.model;

import io.ticketlabeler.internal.http.Exchange;
import io.ticketlabeler.internal.http.RetryAfter;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the {@code x-ratelimit-*} headers of OpenAI's shape say.
 *
 * <p>The headers do not name the period of a limit, only the time until all of it is free again. A bucket that fills within a minute
 * needs {@code used / limit} of a minute for that; a limit per day needs 1,440 times as long. So a limit counts as one per minute
 * only if the time is no longer than the minute's bucket needs. For a window that starts anew each minute the time has nothing to do
 * with what was used: such a limit is believed as soon as no larger part of the minute is left than was used of the limit, which is
 * before it starts to matter. In between nothing is said rather than something wrong.
 */
final class RateLimitHeaders {

    private static final String PREFIX = "x-ratelimit-";
    private static final int MAX_DIGITS = 12; // more is no number of requests or tokens
    private static final double MINUTE_NANOS = 60e9;
    private static final double ROUNDING_NANOS = 1e9; // some servers give whole seconds

    private RateLimitHeaders() {}

    static RateLimits of(Exchange exchange) {
        OptionalLong requests = perMinute(exchange, "requests");
        OptionalLong tokens = perMinute(exchange, "tokens");
        // OpenRouter's own 429 has x-ratelimit-remaining alone; its limit may be one per minute or per day, and is not
        // read
        OptionalLong remaining = number(exchange, PREFIX + "remaining-requests");
        return new RateLimits(
                requests,
                remaining.isPresent() ? remaining : number(exchange, PREFIX + "remaining"),
                tokens,
                number(exchange, PREFIX + "remaining-tokens"));
    }

    private static OptionalLong perMinute(Exchange exchange, String what) {
        OptionalLong limit = number(exchange, PREFIX + "limit-" + what);
        OptionalLong remaining = number(exchange, PREFIX + "remaining-" + what);
        Optional<String> reset = exchange.header(PREFIX + "reset-" + what);
        if (limit.isEmpty() || limit.getAsLong() == 0) {
            return OptionalLong.empty();
        }
        if (reset.isEmpty()) {
            return limit; // gateways leave it out; what they hand on is per minute
        }
        double left = remaining.isEmpty() ? 0 : Math.min(1, remaining.getAsLong() / (double) limit.getAsLong());
        double minuteNanos = (1 - left) * MINUTE_NANOS + ROUNDING_NANOS;
        boolean minute = reset.flatMap(RetryAfter::duration)
                .map(wait -> wait.toNanos() <= minuteNanos)
                .orElse(false); // a point in time, say: it does not tell
        return minute ? limit : OptionalLong.empty();
    }

    /** Digits and nothing else: no sign, no fraction. */
    private static OptionalLong number(Exchange exchange, String name) {
        String value = exchange.header(name).orElse("").strip();
        boolean digits = !value.isEmpty() && value.length() <= MAX_DIGITS;
        for (int i = 0; digits && i < value.length(); i++) {
            digits = value.charAt(i) >= '0' && value.charAt(i) <= '9';
        }
        return digits ? OptionalLong.of(Long.parseLong(value)) : OptionalLong.empty();
    }
}
