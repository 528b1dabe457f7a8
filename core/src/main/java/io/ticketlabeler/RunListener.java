package io.ticketlabeler;

/**
 * Is told how a run is going.
 *
 * <p><b>If you write your own</b>: called by the thread that called {@code run}, a few times a second at most; return soon, the
 * run waits. An exception ends the run.
 */
@FunctionalInterface
public interface RunListener {

    /** The run so far. */
    void progress(RunReport soFar);
}
