package io.ticketlabeler.spark;

import io.ticketlabeler.TicketLabeler;
import io.ticketlabeler.ticket.TicketLabelerException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The labeler that the tasks of one executor share. Made by the first of them, closed a minute after the last, or with the JVM.
 *
 * <p>Each task borrows a view of it with batches of its own: a call then belongs to one task, and is counted once. Cache, threads, limits
 * and the questions in flight are those of the one labeler. Thread-safe.
 */
final class SharedLabeler {

    private static final Duration IDLE = Duration.ofMinutes(1);
    private static final Duration LAST_DRAIN = Duration.ofSeconds(8); // a standalone worker kills after 10

    // one for each JVM and key is the point of it: tasks have nothing else in common
    private static final Map<String, SharedLabeler> ALL = new ConcurrentHashMap<>();

    private final Resources resources = new Resources();
    private final TicketLabeler labeler;
    private final Deque<TicketLabeler> free = new ArrayDeque<>(); // guarded by this map's entry, as are the others
    private int users;
    private @Nullable ScheduledFuture<?> closing;

    private SharedLabeler(ExecutorLabeler how) {
        try {
            this.labeler = how.make(resources);
        } catch (RuntimeException | Error e) {
            resources.close();
            throw e;
        }
    }

    /** Started with the first labeler of a JVM. */
    private static final class Timer {

        static final ScheduledExecutorService THREAD = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "ticketlabeler-spark-idle");
            thread.setDaemon(true);
            return thread;
        });

        static {
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(
                            () -> ALL.values().forEach(shared -> {
                                boolean unused = shared.labeler.drain(LAST_DRAIN);
                                shared.close();
                            }),
                            "ticketlabeler-spark-end"));
        }
    }

    /**
     * The labeler of this JVM, for one task.
     *
     * @throws TicketLabelerException if it cannot be made
     */
    static Lease lease(ExecutorLabeler how) {
        Lease[] lease = new Lease[1];
        ALL.compute(how.key(), (key, present) -> {
            SharedLabeler shared = present == null ? made(how) : present;
            lease[0] = shared.borrowed(key);
            return shared;
        });
        return lease[0];
    }

    private static SharedLabeler made(ExecutorLabeler how) {
        try {
            return new SharedLabeler(how);
        } catch (RuntimeException e) {
            throw new TicketLabelerException(
                    "the labeler cannot be made on this executor: " + e.getMessage()
                            + " (the supplier runs here, with the environment, files and network of the executor)",
                    e);
        }
    }

    private Lease borrowed(String key) {
        users++;
        if (closing != null) {
            closing.cancel(false);
            closing = null;
        }
        TicketLabeler view = free.poll();
        return new Lease(key, this, view == null ? labeler.with(labeler.labels()) : view);
    }

    /**
     * The labeler as one task has it.
     *
     * @param labeler not to be closed by the task
     */
    record Lease(String key, SharedLabeler shared, TicketLabeler labeler) {

        /** The task needs it no more. */
        void giveBack() {
            ALL.computeIfPresent(key, (same, present) -> {
                if (present == shared) {
                    shared.takeBack(this);
                }
                return present;
            });
        }
    }

    private void takeBack(Lease lease) {
        free.push(lease.labeler());
        users--;
        if (users == 0) {
            closing = Timer.THREAD.schedule(() -> closeIfIdle(lease.key(), this), IDLE.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private static void closeIfIdle(String key, SharedLabeler idle) {
        SharedLabeler left =
                ALL.computeIfPresent(key, (same, present) -> present == idle && idle.users == 0 ? null : present);
        if (left != idle) {
            idle.close();
        }
    }

    private void close() {
        labeler.close();
        resources.close();
    }
}
