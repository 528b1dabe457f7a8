package io.ticketlabeler.internal.engine;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Where all calls of an endpoint pass: at most so many at once, and none while the provider has asked to wait. A wait is only ever
 * extended. Throttling lowers the number of calls at once, success raises it again by one for each full round.
 */
final class Gate {

    private static final double DOWN = 0.7;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final LongSupplier nanoTime;
    private final int most;
    private double limit;
    private int inFlight;
    private long closedUntil;
    private long loweredAt;

    Gate(int most, LongSupplier nanoTime) {
        this.most = most;
        this.limit = most;
        this.nanoTime = nanoTime;
        this.closedUntil = nanoTime.getAsLong();
        this.loweredAt = closedUntil;
    }

    /** Waits for a place. */
    void enter() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (true) {
                long wait = closedUntil - nanoTime.getAsLong();
                if (wait > 0) {
                    changed.awaitNanos(Math.min(wait, TimeUnit.SECONDS.toNanos(1)));
                } else if (inFlight >= Math.max(1, (int) limit)) {
                    changed.await();
                } else {
                    inFlight++;
                    return;
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** A call ended well. */
    void succeeded() {
        leave(() -> limit = Math.min(most, limit + 1 / limit));
    }

    /** A call ended badly, for a reason that says nothing about load. */
    void failed() {
        leave(() -> {});
    }

    /** A call was refused because there are too many. */
    void throttled(Duration wait) {
        leave(() -> {
            long now = nanoTime.getAsLong();
            closedUntil = Math.max(closedUntil, now + wait.toNanos());
            if (now - loweredAt > TimeUnit.SECONDS.toNanos(1)) { // calls that were in the air together count once
                limit = Math.max(1, limit * DOWN);
                loweredAt = now;
            }
        });
    }

    private void leave(Runnable change) {
        lock.lock();
        try {
            inFlight--;
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
