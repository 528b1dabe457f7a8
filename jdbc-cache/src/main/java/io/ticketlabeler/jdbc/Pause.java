package io.ticketlabeler.jdbc;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The time between two tries: longer each time, and not the same for those who collided. */
final class Pause {

    private static final long FIRST_MILLIS = 20;
    private static final long LONGEST_MILLIS = 2_000;

    private Pause() {}

    /** Waits after the given try, 1 being the first; an interrupt makes it shorter and is kept. */
    static void before(int attempt) {
        long millis = Math.min(FIRST_MILLIS << Math.min(2 * attempt, 20), LONGEST_MILLIS);
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(
                millis / 2 + ThreadLocalRandom.current().nextLong(millis / 2 + 1)));
    }
}
