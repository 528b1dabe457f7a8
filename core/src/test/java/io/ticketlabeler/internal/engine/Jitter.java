package io.ticketlabeler.internal.engine;

import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/** Random yields and short parks at the seams: other schedules in each round, drawn from a seed. Thread-safe. */
final class Jitter {

    private final Random random;

    Jitter(long seed) {
        random = new Random(seed);
    }

    int next(int bound) {
        return random.nextInt(bound);
    }

    @SuppressWarnings("ThreadPriorityCheck") // other schedules are all it is for
    void now() {
        switch (random.nextInt(8)) {
            case 0 -> LockSupport.parkNanos(1 + random.nextInt(200_000));
            case 1, 2, 3 -> Thread.yield();
            default -> {} // straight on
        }
    }
}
