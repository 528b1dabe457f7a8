package io.ticketlabeler.spark;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for a condition, with a deadline that only a fault reaches. */
final class Waiting {

    private static final Duration LONGEST = Duration.ofMinutes(2);

    private Waiting() {}

    static void until(BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > LONGEST.toNanos()) {
                throw new AssertionError("it did not become so within " + LONGEST);
            }
            LockSupport.parkNanos(10_000_000);
        }
    }
}
