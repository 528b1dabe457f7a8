package io.ticketlabeler.model;

import java.util.OptionalLong;

/**
 * What a provider said about its limits with an answer, as OpenAI does in {@code x-ratelimit-*}. What it did not say is empty.
 *
 * @param requestsPerMinute what may be sent a minute
 * @param remainingRequests what may be sent now
 * @param tokensPerMinute   prompt and completion tokens a minute
 * @param remainingTokens   what may be used now
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
