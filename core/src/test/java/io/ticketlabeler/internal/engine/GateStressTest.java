package io.ticketlabeler.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketlabeler.model.RateLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** R21: many threads at one gate, with all ends a call can have; none is forgotten, and never too many are inside. */
@Timeout(60)
class GateStressTest {

    private static final int THREADS = 12;
    private static final int MOST = 5;
    private static final int ROUNDS = 40;
    private static final int CALLS = 250; // of each thread in each round: 120,000 in all

    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicInteger tooMany = new AtomicInteger();

    @Test
    void nobodyIsForgottenAndNeverTooManyAreInside() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            for (int round = 0; round < ROUNDS; round++) {
                Jitter jitter = new Jitter(round);
                Gate gate = new Gate(
                        "m",
                        MOST,
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        new Random(round),
                        System::nanoTime,
                        () -> {},
                        () -> {});
                List<Future<?>> all = new ArrayList<>();
                for (int i = 0; i < THREADS; i++) {
                    all.add(threads.submit(() -> {
                        for (int call = 0; call < CALLS; call++) {
                            pass(gate, jitter);
                        }
                        return null;
                    }));
                }
                for (Future<?> each : all) {
                    each.get();
                }
                assertThat(gate.tryEnter(1)).isPresent();
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(tooMany).hasValue(0);
        assertThat(inside).hasValue(0);
    }

    private void pass(Gate gate, Jitter jitter) throws InterruptedException {
        Gate.Pass pass = gate.enter(1, Gate.FOREVER).orElseThrow();
        if (inside.incrementAndGet() > MOST) {
            tooMany.incrementAndGet();
        }
        jitter.now();
        inside.decrementAndGet();
        switch (jitter.next(10)) {
            case 0 -> pass.unused();
            case 1 -> pass.neither(RateLimits.NONE, 1);
            case 2 -> pass.throttled(RateLimits.NONE, Duration.ofNanos(jitter.next(50_000)));
            case 3 -> pass.failed(RateLimits.NONE, 0);
            case 4 -> pass.refused(RateLimits.NONE, 0);
            default -> pass.succeeded(RateLimits.NONE, 2);
        }
    }
}
