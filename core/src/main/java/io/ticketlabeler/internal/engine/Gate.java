package io.ticketlabeler.internal.engine;

import io.ticketlabeler.model.RateLimits;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Where all calls to one model of one provider pass: at most so many at once, no more than its limits a minute, none while it has
 * asked to wait, and none but a probe while it is down.
 *
 * <p>A wait is only ever extended. Throttling lowers the number of calls at once, success raises it again by one for each full
 * round. After a throttling without a wait, one call finds out whether it is over. Time is {@code nanoTime} throughout: changes of
 * the computer's clock move nothing. Thread-safe.
 */
final class Gate {

    static final Duration FOREVER = ChronoUnit.FOREVER.getDuration();

    private static final double DOWN = 0.7;
    private static final int FLOOR_SHARE = 4; // a provider that says how long to wait needs no further guessing
    private static final long FIRST_PAUSE = TimeUnit.SECONDS.toNanos(1);
    private static final long LONGEST_PAUSE = TimeUnit.SECONDS.toNanos(5);
    private static final long BREAKER_POLL = TimeUnit.MILLISECONDS.toNanos(100);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final LongSupplier nanoTime;
    private final RandomGenerator random;
    private final int most;
    private final Meter requests;
    private final Meter tokens;
    private final Breaker breaker;

    // guarded by the lock
    private double limit;
    private int inFlight;
    private long tokensInFlight;
    private long closedUntil;
    private long loweredAt;
    private int throttledInARow;

    Gate(
            String name,
            int most,
            OptionalLong requestsPerMinute,
            OptionalLong tokensPerMinute,
            RandomGenerator random,
            LongSupplier nanoTime,
            Runnable opened,
            Runnable closed) {
        this(most, requestsPerMinute, tokensPerMinute, random, nanoTime, new Breaker(name, nanoTime, opened, closed));
    }

    Gate(
            int most,
            OptionalLong requestsPerMinute,
            OptionalLong tokensPerMinute,
            RandomGenerator random,
            LongSupplier nanoTime,
            Breaker breaker) {
        this.most = most;
        this.limit = most;
        this.random = random;
        this.nanoTime = nanoTime;
        this.requests = meter(requestsPerMinute, nanoTime);
        this.tokens = meter(tokensPerMinute, nanoTime);
        this.breaker = breaker;
        this.closedUntil = nanoTime.getAsLong();
        this.loweredAt = closedUntil;
    }

    private static Meter meter(OptionalLong given, LongSupplier nanoTime) {
        return given.isPresent() ? Meter.of(given.getAsLong(), nanoTime) : Meter.unknown(nanoTime);
    }

    /**
     * Waits for a place, and takes so many tokens of the limit.
     *
     * @param patience whoever would have to wait longer than that, as far as is known, gets none
     */
    Optional<Pass> enter(long estimatedTokens, Duration patience) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (true) {
                Optional<Pass> pass = tryEnter(estimatedTokens);
                if (pass.isPresent() || isClosedFor(patience)) {
                    return pass;
                }
                long wait = waitFor(estimatedTokens);
                if (wait == 0 && isFull()) {
                    changed.await();
                } else {
                    changed.awaitNanos(wait == 0 ? BREAKER_POLL : Math.min(wait, TimeUnit.SECONDS.toNanos(1)));
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** A place, if there is one now. */
    Optional<Pass> tryEnter(long estimatedTokens) {
        lock.lock();
        try {
            if (waitFor(estimatedTokens) > 0 || isFull() || !breaker.tryEnter()) {
                return Optional.empty();
            }
            inFlight++;
            tokensInFlight += estimatedTokens;
            requests.take(1);
            tokens.take(estimatedTokens);
            return Optional.of(new Pass(estimatedTokens, nanoTime.getAsLong()));
        } finally {
            lock.unlock();
        }
    }

    private long waitFor(long estimatedTokens) {
        long closed = closedUntil - nanoTime.getAsLong();
        return closed > 0 ? closed : Math.max(requests.waitFor(1), tokens.waitFor(estimatedTokens));
    }

    private boolean isFull() {
        return inFlight >= atOnce();
    }

    private int atOnce() {
        return throttledInARow > 0 ? 1 : Math.max(1, (int) limit);
    }

    /** Whether a call would wait longer than that, as far as is known. */
    boolean isClosedFor(Duration patience) {
        if (patience.equals(FOREVER)) {
            return false;
        }
        if (breaker.isOpen()) {
            return true;
        }
        lock.lock();
        try {
            return closedUntil - nanoTime.getAsLong() > patience.toNanos();
        } finally {
            lock.unlock();
        }
    }

    /** No more calls for now: the provider cannot be used. */
    void shut() {
        breaker.open();
    }

    /** A call that is allowed; it must be ended, in one of the ways below. Ended once. */
    final class Pass {

        private final long reserved;
        private final long since;
        private boolean ended;
        private @Nullable Turns shared;

        private Pass(long reserved, long since) {
            this.reserved = reserved;
            this.since = since;
        }

        /** The call has also got its turn in a limit that others share: how it ends is told there too. */
        void turnTaken(Turns in) {
            shared = in;
        }

        /** Whether the call may still be sent: while it was prepared another one may have been throttled, here or elsewhere. */
        boolean isValid() {
            if (shared != null && shared.isClosed()) {
                return false;
            }
            lock.lock();
            try {
                boolean older = since - loweredAt < 0;
                return closedUntil - nanoTime.getAsLong() <= 0 && !(older && inFlight > atOnce());
            } finally {
                lock.unlock();
            }
        }

        /** The call ended well. */
        void succeeded(RateLimits limits, long usedTokens) {
            end(limits, usedTokens, () -> {
                breaker.succeeded();
                if (since - loweredAt >= 0) { // an answer to an older call says nothing about now
                    throttledInARow = 0;
                }
                limit = Math.min(most, limit + 1 / limit);
            });
        }

        /** The provider did not do its work. */
        void failed(RateLimits limits, long usedTokens) {
            end(limits, usedTokens, breaker::failed);
        }

        /** The provider did its work, and did not like the call. */
        void refused(RateLimits limits, long usedTokens) {
            end(limits, usedTokens, breaker::succeeded);
        }

        /** The provider cannot be used, as far as can be seen: no more calls for now. */
        void useless(RateLimits limits, long usedTokens) {
            end(limits, usedTokens, breaker::open);
        }

        /** The call ended for a reason that says nothing about the provider. */
        void neither(RateLimits limits, long usedTokens) {
            end(limits, usedTokens, breaker::neither);
        }

        /** The call was not made. */
        void unused() {
            end(RateLimits.NONE, 0, () -> {
                breaker.neither();
                requests.giveBack(1);
                tokens.giveBack(reserved);
            });
            if (shared != null) {
                shared.giveBack(reserved);
            }
        }

        /**
         * The call was refused because there are too many.
         *
         * @param asked how long the provider wants us to wait; null if it did not say
         * @return how long nobody will call
         */
        Duration throttled(RateLimits limits, @Nullable Duration asked) {
            long[] wait = new long[1];
            end(limits, 0, () -> {
                breaker.neither();
                long now = nanoTime.getAsLong();
                if (since - loweredAt >= 0 && throttledInARow == 0) { // calls that were in the air together count once
                    limit = Math.max(asked == null ? 1 : Math.max(1, most / FLOOR_SHARE), limit * DOWN);
                }
                if (asked == null && (throttledInARow == 0 || since - loweredAt >= 0)) {
                    throttledInARow++;
                }
                loweredAt = now;
                wait[0] = asked == null ? pause() : asked.toNanos();
                if (closedUntil - (now + wait[0]) < 0) {
                    closedUntil = now + wait[0];
                }
            });
            Duration all = Duration.ofNanos(wait[0]);
            if (shared != null) {
                shared.close(all);
            }
            return all;
        }

        private long pause() {
            long longest = Math.min(LONGEST_PAUSE, FIRST_PAUSE << Math.min(throttledInARow - 1, 10));
            return longest / 2 + (long) (random.nextDouble() * longest / 2);
        }

        private void end(RateLimits limits, long usedTokens, Runnable change) {
            lock.lock();
            try {
                if (ended) {
                    throw new IllegalStateException("a pass is good for one call");
                }
                ended = true;
                inFlight--;
                tokensInFlight -= reserved;
                if (usedTokens > reserved) {
                    tokens.take(usedTokens - reserved);
                } else if (usedTokens > 0) {
                    tokens.giveBack(reserved - usedTokens);
                }
                learn(limits);
                change.run();
                changed.signalAll();
            } finally {
                lock.unlock();
            }
            if (shared != null) {
                shared.settle(reserved, usedTokens);
            }
        }

        private void learn(RateLimits limits) {
            if (limits.requestsPerMinute().isPresent()) {
                long perMinute = limits.requestsPerMinute().getAsLong();
                requests.learn(perMinute, limits.remainingRequests().orElse(perMinute) - inFlight);
            }
            if (limits.tokensPerMinute().isPresent()) {
                long perMinute = limits.tokensPerMinute().getAsLong();
                tokens.learn(perMinute, limits.remainingTokens().orElse(perMinute) - tokensInFlight);
            }
        }
    }
}
