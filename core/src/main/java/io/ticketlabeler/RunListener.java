package io.ticketlabeler;

import io.ticketlabeler.run.CallEvent;

/**
 * Is told how a labeler is doing.
 *
 * <p><b>If you write your own</b>: {@link #progress} is called by the thread that called {@code run}, a few times a second at
 * most; return soon, the run waits, and an exception ends the run. {@link #call} is called by the threads that make calls, at
 * once, for runs and live requests alike; it must be thread-safe and return soon, and its exceptions are ignored.
 */
@FunctionalInterface
public interface RunListener {

    /** The run so far. */
    void progress(RunReport soFar);

    /** Something happened to a call: answered, failed, throttled, repeated, passed on to another model. */
    default void call(CallEvent event) {}

    /** Tells both. */
    default RunListener and(RunListener other) {
        RunListener first = this;
        return new RunListener() {
            @Override
            public void progress(RunReport soFar) {
                first.progress(soFar);
                other.progress(soFar);
            }

            @Override
            public void call(CallEvent event) {
                first.call(event);
                other.call(event);
            }
        };
    }
}
