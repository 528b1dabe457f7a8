package io.ticketlabeler.internal.engine;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Keeps repeated calls a small part of all calls when a provider is half down: a repetition costs as much as {@value #COST} good
 * calls earn, after a reserve for the start. Those that cannot be paid wait; time earns a little as well. Thread-safe.
 */
final class RetryAllowance {

    private static final double MOST = 500;
    private static final double COST = 8; // up to one failure in nine calls is repeated without waiting
    private static final double A_SECOND = 8; // so that one repetition a second is always possible

    private final LongSupplier nanoTime;
    private double credit = MOST;
    private long at;

    RetryAllowance(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.at = nanoTime.getAsLong();
    }

    synchronized void earned() {
        credit = Math.min(MOST, credit + 1);
    }

    /** Takes one repetition; it may be made after that time. */
    synchronized Duration take() {
        long now = nanoTime.getAsLong();
        credit = Math.min(MOST, credit + A_SECOND * Math.max(0, now - at) / 1e9);
        at = now;
        credit -= COST;
        return credit >= 0 ? Duration.ZERO : Duration.ofNanos((long) (-credit / A_SECOND * 1e9));
    }
}
