package io.ticketlabeler.contract;

import java.time.Duration;
import java.util.Map;

/** An amount that is used up and comes back: evenly, or all at once at the end of a window. Not thread-safe. */
final class Allowance {

    private static final double MINUTE = 60e9;

    private final int limit;
    private final double capacity;
    private final double perNano; // 0 for a window
    private final long windowNanos; // 0 for an even refill

    private double level;
    private long since; // of the level, or the begin of the window
    private boolean started;

    private Allowance(int limit, double capacity, double perNano, long windowNanos) {
        if (limit < 1 || capacity < 1) {
            throw new IllegalArgumentException(
                    "a limit of " + limit + " with " + capacity + " at once lets nothing through");
        }
        this.limit = limit;
        this.capacity = capacity;
        this.perNano = perNano;
        this.windowNanos = windowNanos;
        this.level = capacity;
    }

    static Allowance refilling(int perMinute, int burst) {
        return new Allowance(perMinute, burst, perMinute / MINUTE, 0);
    }

    static Allowance windowed(int amount, Duration window) {
        return new Allowance(amount, amount, 0, window.toNanos());
    }

    /** How long until so much is there, 0 if it is; more than fits counts as all that fits. */
    long nanosUntil(int amount, long now) {
        refill(now);
        double missing = Math.min(amount, capacity) - level;
        return missing <= 1e-9 ? 0 : nanosFor(missing, now);
    }

    void take(int amount, long now) {
        refill(now);
        level = Math.max(0, level - amount);
    }

    /** Adds OpenAI's three headers. */
    void describe(String what, long now, Map<String, String> headers) {
        refill(now);
        headers.put("x-ratelimit-limit-" + what, Integer.toString(limit));
        headers.put("x-ratelimit-remaining-" + what, Integer.toString((int) (level + 1e-9)));
        headers.put("x-ratelimit-reset-" + what, goDuration(nanosFor(capacity - level, now)));
    }

    private void refill(long now) {
        if (!started) {
            started = true;
            since = now;
        } else if (windowNanos == 0) {
            level = Math.min(capacity, level + (now - since) * perNano);
            since = now;
        } else if (now - since >= windowNanos) {
            level = capacity;
            since += (now - since) / windowNanos * windowNanos;
        }
    }

    private long nanosFor(double missing, long now) {
        return windowNanos == 0 ? (long) Math.ceil(missing / perNano) : since + windowNanos - now;
    }

    /** {@code 120ms}, {@code 1.5s}, {@code 6m0s}: the form of OpenAI's headers. */
    static String goDuration(long nanos) {
        long millis = (nanos + 999_999) / 1_000_000;
        if (millis < 1000) {
            return millis + "ms";
        }
        String seconds =
                (millis % 60_000) / 1000 + (millis % 1000 == 0 ? "" : "." + String.format("%03d", millis % 1000));
        return (millis < 60_000 ? "" : millis / 60_000 + "m") + seconds + "s";
    }
}
