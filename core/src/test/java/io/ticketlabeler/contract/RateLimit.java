package io.ticketlabeler.contract;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How much a {@link StubProvider} lets through: requests, and if wanted tokens. What is over the limit gets 429 with
 * {@code Retry-After} and {@code retry-after-ms} and takes nothing from the limit.
 *
 * <p>Every answer tells the state in OpenAI's headers: {@code x-ratelimit-limit-requests: 600},
 * {@code x-ratelimit-remaining-requests: 9}, {@code x-ratelimit-reset-requests: 100ms} (until the limit is whole again), and the
 * same with {@code tokens}; {@link #withoutHeaders} says none of it.
 *
 * <p>Describe first, then give to one provider; from then on thread-safe.
 *
 * @see <a href="https://platform.openai.com/docs/guides/rate-limits">OpenAI on rate limits</a>
 */
public final class RateLimit {

    private final Allowance requests;
    private @Nullable Allowance tokens;
    private boolean silent;
    private LongSupplier nanoTime = System::nanoTime;

    private RateLimit(Allowance requests) {
        this.requests = requests;
    }

    /** Refills evenly, as OpenAI does: {@code burst} requests at once, then one each {@code 60 s / requestsPerMinute}. */
    public static RateLimit tokenBucket(int requestsPerMinute, int burst) {
        return new RateLimit(Allowance.refilling(requestsPerMinute, burst));
    }

    /** So many requests in each window; the first begins with the first request. */
    public static RateLimit fixedWindow(int requests, Duration window) {
        return new RateLimit(Allowance.windowed(requests, window));
    }

    /**
     * Limits tokens too, by a bucket that holds those of a minute: {@link Request#promptTokens} and what the request allows for its
     * answer ({@code max_completion_tokens} or {@code max_tokens}).
     */
    public RateLimit tokensPerMinute(int tokensPerMinute) {
        tokens = Allowance.refilling(tokensPerMinute, tokensPerMinute);
        return this;
    }

    /** Says nothing of limits and waits, as many a server does. */
    public RateLimit withoutHeaders() {
        silent = true;
        return this;
    }

    /** With another clock than {@link System#nanoTime()}. */
    RateLimit clock(LongSupplier other) {
        nanoTime = other;
        return this;
    }

    /**
     * Whether a request may pass.
     *
     * @param pause   zero if it may, else when to come back
     * @param headers the state of the limit after it
     */
    record Verdict(Duration pause, Map<String, String> headers, boolean silent) {

        boolean admitted() {
            return pause.isZero();
        }

        Response refusal() {
            return silent
                    ? Response.rateLimited()
                    : Response.rateLimited().retryAfter(pause).retryAfterMillis(pause);
        }
    }

    Verdict admit(Request request) {
        return admit(tokens == null ? 0 : cost(request));
    }

    synchronized Verdict admit(int cost) {
        long now = nanoTime.getAsLong();
        long wait = requests.nanosUntil(1, now);
        if (tokens != null) {
            wait = Math.max(wait, tokens.nanosUntil(cost, now));
        }
        if (wait == 0) {
            requests.take(1, now);
            if (tokens != null) {
                tokens.take(cost, now);
            }
        }
        return new Verdict(Duration.ofMillis((wait + 999_999) / 1_000_000), headers(now), silent);
    }

    private Map<String, String> headers(long now) {
        Map<String, String> headers = new LinkedHashMap<>();
        if (!silent) {
            requests.describe("requests", now, headers);
            if (tokens != null) {
                tokens.describe("tokens", now, headers);
            }
        }
        return headers;
    }

    private static int cost(Request request) {
        var json = request.json();
        return request.promptTokens()
                + json.path("max_completion_tokens")
                        .asInt(json.path("max_tokens").asInt(0));
    }
}
