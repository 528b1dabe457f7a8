package io.ticketlabeler.cli;

import java.util.concurrent.TimeUnit;

/** Ctrl-C and kill end the work of a thread by interrupting it, and leave it a few seconds to store what is paid. */
final class Interrupts implements AutoCloseable {

    private static final long GRACE_MILLIS = TimeUnit.SECONDS.toMillis(10);

    private final Thread hook;

    private Interrupts(Thread worker) {
        hook = new Thread(() -> {
            worker.interrupt();
            try {
                worker.join(GRACE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Until it is closed. */
    static Interrupts forThisThread() {
        return new Interrupts(Thread.currentThread());
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // it is running: that is what it is for
        }
    }
}
