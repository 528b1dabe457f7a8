package io.ticketlabeler.internal.engine;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One limit a minute, of requests or of tokens. Unknown limits let everything pass. A little less than the limit is used, because
 * the provider counts by its own clock and at its own end of the line. Guarded by the gate's lock.
 */
final class Meter {

    private static final Duration MINUTE =
            Duration.ofMillis((long) (60_000 / 0.97)); // so that 3 a minute are not rounded to 2
    private static final long BURSTS_A_MINUTE = 600; // 100 ms' worth at once, where the provider tells nothing

    private final TimeMeter time;
    private final boolean given;
    private @Nullable Bucket bucket;
    private long perMinute;
    private long capacity;

    private Meter(LongSupplier nanoTime, boolean given) {
        this.time = new TimeMeter() {
            @Override
            public long currentTimeNanos() {
                return nanoTime.getAsLong();
            }

            @Override
            public boolean isWallClockBased() {
                return false;
            }
        };
        this.given = given;
    }

    /** The user's limit; what the provider says about its own is not learnt. */
    static Meter of(long perMinute, LongSupplier nanoTime) {
        Meter meter = new Meter(nanoTime, true);
        long burst = Math.max(1, perMinute / BURSTS_A_MINUTE);
        meter.set(perMinute, burst, burst);
        return meter;
    }

    /** A limit that is learnt from the provider, if it tells. */
    static Meter unknown(LongSupplier nanoTime) {
        return new Meter(nanoTime, false);
    }

    private void set(long limit, long most, long now) {
        perMinute = limit;
        capacity = most;
        bucket = Bucket.builder()
                .addLimit(limits ->
                        limits.capacity(most).refillGreedy(limit, MINUTE).initialTokens(now))
                .withCustomTimePrecision(time)
                .build();
    }

    /** Nanoseconds until so many may pass; 0 for now. */
    long waitFor(long amount) {
        return bucket == null
                ? 0
                : bucket.estimateAbilityToConsume(Math.min(amount, capacity)).getNanosToWaitForRefill();
    }

    /** Takes so many, even if that makes those who come later wait. */
    void take(long amount) {
        if (bucket != null && amount > 0) {
            bucket.consumeIgnoringRateLimits(amount);
        }
    }

    /** What was taken too much. */
    void giveBack(long amount) {
        if (bucket != null && amount > 0) {
            bucket.addTokens(amount);
        }
    }

    /**
     * What the provider says.
     *
     * @param limit     a minute
     * @param remaining may be used now, without what is in the air
     */
    void learn(long limit, long remaining) {
        if (given || limit <= 0) {
            return;
        }
        long left = Math.max(0, Math.min(limit, remaining));
        Bucket known = bucket;
        if (known == null || limit != perMinute) {
            set(limit, limit, left);
        } else {
            long ours = known.getAvailableTokens();
            if (ours - left >= 2) { // less is rounding, and taking it each time would starve us
                known.tryConsume(ours - left);
            }
        }
    }
}
