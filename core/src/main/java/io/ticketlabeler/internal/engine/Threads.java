package io.ticketlabeler.internal.engine;

import java.lang.reflect.Method;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads that never keep a program alive; virtual ones where the JVM has them and they only wait.
 *
 * <p>Up to Java 23 a virtual thread that waits within {@code synchronized}, or for a monitor, keeps its processor: if what it waits
 * for needs one, nothing ever goes on. So whatever calls a model, a cache, a shared budget or a limit holds a {@code ReentrantLock}
 * there, or none; {@code synchronized} is for what only computes.
 */
final class Threads {

    private static final int FIRST_WITH_VIRTUAL = 21;

    private Threads() {}

    static ThreadFactory daemons(String prefix) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, prefix + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /** So many threads for calls of a model. */
    static ExecutorService pool(String prefix, int size) {
        return Executors.newFixedThreadPool(size, virtual(prefix));
    }

    private static ThreadFactory virtual(String prefix) {
        if (Runtime.version().feature() < FIRST_WITH_VIRTUAL) {
            return daemons(prefix);
        }
        try { // compiled for Java 17, which does not have them
            Method ofVirtual = Thread.class.getMethod("ofVirtual");
            Class<?> builder = Class.forName("java.lang.Thread$Builder");
            Object named =
                    builder.getMethod("name", String.class, long.class).invoke(ofVirtual.invoke(null), prefix, 1L);
            return (ThreadFactory) builder.getMethod("factory").invoke(named);
        } catch (ReflectiveOperationException e) {
            return daemons(prefix);
        }
    }
}
