package io.ticketlabeler.internal.engine;

import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.Lincheck;
import org.jetbrains.lincheck.LincheckAssertionError;

/**
 * Runs a few threads in ever other schedules, with Lincheck: it decides at each access to shared memory and at each lock which thread
 * goes on, and tells the schedule that failed. What waits for ever is found, too. Waits with a time limit do not end by themselves there,
 * so that time has to be a number that the test moves. All that is done in a schedule costs a hundred times as much as elsewhere.
 *
 * <p>Tests are tagged {@code schedules} and run with {@code mvn verify -pl core -Dschedules=1000}: so many schedules a test.
 */
final class Schedules {

    private static final int MANY = Integer.getInteger("schedules", 100);

    // The first schedule also changes all classes that it comes across. On a machine with much else to do that can
    // take longer than the 30 seconds after which Lincheck 3.7 gives up, with no schedule to show. What is changed
    // stays so, and the next try gets further.
    private static final String SCHEDULE = "The following interleaving leads to the error";
    private static final int MOST_TRIES = 5;

    private static final int LEAST = 50; // less can only be when Lincheck has lost sight of the threads

    /** A static field is what Lincheck takes for shared without doubt. */
    @SuppressWarnings("unused")
    private static Object[] shared = {};

    private Schedules() {}

    /** What one thread does. */
    @FunctionalInterface
    interface Part {
        void run() throws Exception;
    }

    /** Runs that in as many schedules as are wanted; it makes all that it changes anew. */
    static void each(Part whole) throws Exception {
        AtomicInteger tried = new AtomicInteger();
        whole.run(); // loads all classes: a thread that is stopped while it loads one would stop all others
        for (int tries = 1; ; tries++) {
            try {
                Lincheck.runConcurrentTest(MANY, () -> {
                    tried.incrementAndGet();
                    try {
                        whole.run();
                    } catch (Exception e) {
                        throw new AssertionError(e);
                    }
                });
                check(tried.get() >= Math.min(MANY, LEAST), "only " + tried + " schedules were tried");
                return;
            } catch (LincheckAssertionError e) {
                if (tries == MOST_TRIES || String.valueOf(e.getMessage()).contains(SCHEDULE)) {
                    throw e;
                }
            }
        }
    }

    /** Says what the threads of a schedule share: Lincheck 3.7 does not see it where only lambdas hold it. */
    static void share(Object... things) {
        shared = things;
    }

    /** One thread for each part; returns when all have ended. */
    static void together(Part... parts) throws InterruptedException {
        Thread[] threads = new Thread[parts.length];
        Throwable[] failures = new Throwable[parts.length];
        for (int i = 0; i < parts.length; i++) {
            int mine = i;
            threads[i] = new Thread(() -> {
                try {
                    parts[mine].run();
                } catch (Throwable e) {
                    failures[mine] = e;
                }
            });
        }
        for (Thread thread : threads) {
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        for (Throwable failure : failures) {
            if (failure != null) {
                throw new AssertionError(failure);
            }
        }
    }

    /** AssertJ would be explored as well. */
    static void check(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }
}
