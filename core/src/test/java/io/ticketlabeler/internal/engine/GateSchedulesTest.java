package io.ticketlabeler.internal.engine;

import static io.ticketlabeler.internal.engine.Schedules.check;
import static io.ticketlabeler.internal.engine.Schedules.share;

import io.ticketlabeler.model.RateLimits;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** R21: a few threads at one gate in ever other schedules; time is a number. */
@Tag("schedules")
class GateSchedulesTest {

    private static final Random RANDOM = new Random(7);

    /** Stays closed. Made here, for Lincheck 3.7 tries nothing any more once a schedule has made one. */
    private static final Breaker BREAKER = new Breaker("m", () -> 0, () -> {}, () -> {});

    private static final Duration WAIT = Duration.ofSeconds(1);
    private static final long OVER = WAIT.toNanos();

    private static Gate gate(int most, AtomicLong clock) {
        return new Gate(most, OptionalLong.empty(), OptionalLong.empty(), RANDOM, clock::get, BREAKER);
    }

    @Test
    void nobodyIsForgottenAndNeverTooManyAreInside() throws Exception {
        Schedules.each(() -> {
            Gate gate = gate(1, new AtomicLong());
            AtomicInteger inside = new AtomicInteger();
            share(gate, inside);

            Schedules.together(
                    () -> entered(gate, inside).succeeded(RateLimits.NONE, 1),
                    () -> entered(gate, inside).refused(RateLimits.NONE, 0),
                    () -> entered(gate, inside).unused());

            check(gate.tryEnter(1).isPresent(), "a place is lost");
            check(gate.tryEnter(1).isEmpty(), "a place was given back twice");
        });
    }

    private static Gate.Pass entered(Gate gate, AtomicInteger inside) throws InterruptedException {
        Gate.Pass pass = gate.enter(1, Gate.FOREVER).orElseThrow();
        check(inside.incrementAndGet() == 1, "two are inside");
        inside.decrementAndGet();
        return pass;
    }

    @Test
    void nobodyCallsBeforeTheWaitIsOver() throws Exception {
        Schedules.each(() -> {
            AtomicLong clock = new AtomicLong();
            AtomicBoolean told = new AtomicBoolean();
            Gate gate = gate(4, clock);
            Gate.Pass throttled = gate.tryEnter(1).orElseThrow();
            share(gate, clock, told, throttled);

            Schedules.together(
                    () -> {
                        throttled.throttled(RateLimits.NONE, WAIT);
                        told.set(true);
                    },
                    () -> {
                        boolean closed = told.get();
                        Optional<Gate.Pass> pass = gate.tryEnter(1);
                        check(pass.isEmpty() || !closed, "entered too early");
                        if (pass.isPresent()) {
                            boolean closedMeanwhile = told.get();
                            check(!(pass.get().isValid() && closedMeanwhile), "called too early");
                            pass.get().unused();
                        }
                    });

            clock.set(OVER);
            check(gate.tryEnter(1).isPresent(), "closed although the wait is over");
        });
    }

    /** The call that ends after the wait stands for the time limit of those who wait for it, which does not run here. */
    @Test
    void whoWaitedForTheProviderGoesOnAfterwards() throws Exception {
        Schedules.each(() -> {
            AtomicLong clock = new AtomicLong();
            Gate gate = gate(2, clock);
            Gate.Pass throttled = gate.tryEnter(1).orElseThrow();
            Gate.Pass later = gate.tryEnter(1).orElseThrow();
            share(gate, clock, throttled, later);
            Schedules.Part call =
                    () -> gate.enter(1, Gate.FOREVER).orElseThrow().succeeded(RateLimits.NONE, 1);

            Schedules.together(
                    () -> {
                        throttled.throttled(RateLimits.NONE, WAIT);
                        clock.set(OVER);
                        later.succeeded(RateLimits.NONE, 1);
                    },
                    call,
                    call);
        });
    }
}
