package io.ticketlabeler.model;

import java.util.OptionalLong;

/**
 * What a provider said about its limits with an answer or a failure, as OpenAI does in {@code x-ratelimit-*}. What it did not say,
 * or said in a way that cannot be, is empty.
 *
 * <p>The headers do not tell limits per minute from limits per day; a limit that is, or may be, for longer than a minute is left
 * out of the rates. One answer may lack what the one before had: it still holds.
 *
 * @param requestsPerMinute what may be sent a minute, at least 1
 * @param remainingRequests what may be sent now, of the minute or the day
 * @param tokensPerMinute   prompt and completion tokens a minute, at least 1
 * @param remainingTokens   what may be used now, of the minute or the day
 */
public record RateLimits(
        OptionalLong requestsPerMinute,
        OptionalLong remainingRequests,
        OptionalLong tokensPerMinute,
        OptionalLong remainingTokens) {

    /** Nothing was said. */
    public static final RateLimits NONE =
            new RateLimits(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty());
}
