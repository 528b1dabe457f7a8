package io.ticketlabeler.internal.engine;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.github.resilience4j.core.IntervalFunction;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Stops calls to a provider of which half fail, and lets one through from time to time to see whether it is back. Thread-safe.
 */
final class Breaker {

    private static final int WINDOW = 20; // calls; ten failures of twenty do not happen by chance at 10 %
    private static final int LEAST = 10;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15); // one call each: cheap, and soon back at work

    private final CircuitBreaker breaker;

    Breaker(String name, LongSupplier nanoTime, Runnable opened, Runnable closed) {
        breaker = CircuitBreaker.of(
                name,
                CircuitBreakerConfig.custom()
                        .slidingWindow(WINDOW, LEAST, SlidingWindowType.COUNT_BASED)
                        .failureRateThreshold(50)
                        .slowCallRateThreshold(100)
                        .slowCallDurationThreshold(Duration.ofDays(1)) // slow is not broken
                        .permittedNumberOfCallsInHalfOpenState(1)
                        .waitIntervalFunctionInOpenState(
                                IntervalFunction.ofExponentialBackoff(FIRST_PAUSE, 2, LONGEST_PAUSE))
                        .writableStackTraceEnabled(false)
                        .clock(new Monotonic(nanoTime))
                        .build());
        breaker.getEventPublisher().onStateTransition(event -> {
            switch (event.getStateTransition()) {
                case CLOSED_TO_OPEN -> opened.run();
                case HALF_OPEN_TO_CLOSED -> closed.run();
                default -> {} // the way in between
            }
        });
    }

    boolean tryEnter() {
        return breaker.tryAcquirePermission();
    }

    /** Whether calls would only wait: the pause is not over, or somebody else is finding out whether the provider is back. */
    boolean isOpen() {
        if (breaker.getState() == CircuitBreaker.State.CLOSED) {
            return false;
        }
        boolean mayTry = breaker.tryAcquirePermission(); // the only way to learn that the pause is over
        if (mayTry) {
            breaker.releasePermission();
        }
        return !mayTry;
    }

    void succeeded() {
        breaker.onSuccess(0, TimeUnit.NANOSECONDS);
    }

    void failed() {
        breaker.onError(0, TimeUnit.NANOSECONDS, new IllegalStateException("a call failed"));
    }

    /** The call ended in a way that says nothing about the provider's health. */
    void neither() {
        breaker.releasePermission();
    }

    /** No more calls for now, whatever the share of failures. */
    void open() {
        if (breaker.getState() != CircuitBreaker.State.OPEN) {
            breaker.transitionToOpenState();
        }
    }

    /** Time that no change of the computer's clock can move. */
    private static final class Monotonic extends Clock {

        private final LongSupplier nanoTime;
        private final long start;

        Monotonic(LongSupplier nanoTime) {
            this.nanoTime = nanoTime;
            this.start = nanoTime.getAsLong();
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return Instant.EPOCH.plusNanos(nanoTime.getAsLong() - start);
        }
    }
}
