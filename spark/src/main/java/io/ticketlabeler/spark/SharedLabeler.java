package io.ticketlabeler.spark;

import io.ticketlabeler.TicketLabeler;
import io.ticketlabeler.ticket.TicketLabelerException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The labeler that the tasks of one executor share. Made by the first of them, closed a while after the last, or with the JVM. */
final class SharedLabeler {

    private static final Duration LAST_DRAIN = Duration.ofSeconds(8); // a standalone worker kills after 10

    // tasks of one JVM have nothing else in common
    private static final Map<String, SharedLabeler> ALL = new ConcurrentHashMap<>();

    private final String key;
    private final Duration idle;
    private final Resources resources = new Resources();
    private final TicketLabeler labeler;
    private int tasks; // changed within ALL.compute only, as is the next
    private @Nullable ScheduledFuture<?> closing;

    private SharedLabeler(ExecutorLabeler how) {
        this.key = how.key();
        this.idle = how.idle();
        try {
            this.labeler = how.make(resources);
        } catch (RuntimeException | Error e) {
            resources.close();
            throw e;
        }
    }

    /** Begins with the first labeler of a JVM. */
    private static final class Ends {

        static final ScheduledExecutorService TIMER = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "ticketlabeler-spark-idle");
            thread.setDaemon(true);
            return thread;
        });

        static {
            Runtime.getRuntime().addShutdownHook(new Thread(Ends::closeAll, "ticketlabeler-spark-end"));
        }

        private Ends() {}

        private static void closeAll() {
            for (SharedLabeler each : ALL.values()) {
                boolean unused = each.labeler.drain(LAST_DRAIN);
                each.close();
            }
        }
    }

    /**
     * The labeler of this JVM, until {@link #giveBack}.
     *
     * @throws TicketLabelerException if it cannot be made
     */
    static SharedLabeler take(ExecutorLabeler how) {
        return ALL.compute(how.key(), (key, present) -> {
            SharedLabeler shared = present == null ? made(how) : present;
            shared.tasks++;
            if (shared.closing != null) {
                shared.closing.cancel(false);
                shared.closing = null;
            }
            return shared;
        });
    }

    private static SharedLabeler made(ExecutorLabeler how) {
        try {
            return new SharedLabeler(how);
        } catch (RuntimeException e) {
            throw new TicketLabelerException(
                    "the labeler cannot be made on this executor: " + e.getMessage()
                            + " (this runs with the environment, the files and the network of the executor)",
                    e);
        }
    }

    TicketLabeler labeler() {
        return labeler;
    }

    /** A task needs it no more. */
    void giveBack() {
        ALL.computeIfPresent(key, (same, present) -> {
            tasks--;
            if (tasks == 0) {
                closing = Ends.TIMER.schedule(this::closeIfIdle, idle.toNanos(), TimeUnit.NANOSECONDS);
            }
            return present;
        });
    }

    private void closeIfIdle() {
        boolean[] unused = new boolean[1];
        ALL.computeIfPresent(key, (same, present) -> {
            unused[0] = tasks == 0;
            return unused[0] ? null : present;
        });
        if (unused[0]) {
            close();
        }
    }

    private void close() {
        labeler.close();
        resources.close();
    }
}
