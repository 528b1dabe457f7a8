package io.ticketlabeler.internal.engine;

import io.ticketlabeler.run.SharedLimit;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The calls of this process line up for a limit that it shares with others: one at a time asks and waits, so that many threads are one
 * asker only. Thread-safe.
 */
final class Turns {

    /** What came of waiting. */
    enum Turn {
        /** The call may be sent. */
        TAKEN,
        /** All have to wait for longer than the patience. */
        CLOSED,
        /** Nobody wants the call any more. */
        UNWANTED
    }

    private static final Logger LOG = LoggerFactory.getLogger(Turns.class);
    private static final long LOOK_AROUND = TimeUnit.MILLISECONDS.toNanos(200);

    private final SharedLimit.Endpoint limit;
    private final ReentrantLock line = new ReentrantLock(true);

    Turns(SharedLimit.Endpoint limit) {
        this.limit = limit;
    }

    /**
     * Waits for a turn.
     *
     * @param patience whoever would have to wait longer than that because the provider said so gets none
     * @param wanted   asked now and then
     */
    Turn await(long tokens, Duration patience, BooleanSupplier wanted) throws InterruptedException {
        line.lockInterruptibly();
        try {
            while (wanted.getAsBoolean()) {
                Duration wait = limit.take(tokens);
                if (wait.isZero()) {
                    return Turn.TAKEN;
                }
                if (wait.compareTo(patience) > 0 && limit.closedFor().compareTo(patience) > 0) {
                    return Turn.CLOSED;
                }
                TimeUnit.NANOSECONDS.sleep(Math.min(wait.toNanos(), LOOK_AROUND));
            }
            return Turn.UNWANTED;
        } finally {
            line.unlock();
        }
    }

    /** Whether all were told to wait since the turn was taken, as far as is known. */
    boolean isClosed() {
        try {
            return !limit.closedFor().isZero();
        } catch (RuntimeException e) {
            LOG.warn("the shared limit could not be asked whether it is closed: {}", e.toString());
            return false;
        }
    }

    /** The call was not sent. */
    void giveBack(long tokens) {
        told(to -> to.giveBack(tokens));
    }

    /** The call ended; {@code used} is 0 where that is not known. */
    void settle(long taken, long used) {
        if (used > 0 && used != taken) {
            told(to -> to.settle(taken, used));
        }
    }

    /** The provider said that we are too many. */
    void close(Duration wait) {
        told(to -> to.close(wait));
    }

    /** A call has ended: whatever goes wrong here, its answers are kept. */
    private void told(Consumer<SharedLimit.Endpoint> what) {
        try {
            what.accept(limit);
        } catch (RuntimeException e) {
            LOG.warn("the shared limit could not be told how a call ended: {}", e.toString());
        }
    }
}
