package io.ticketlabeler.contract;

import java.time.Duration;

/** From a moment to a later one, by {@link System#nanoTime()}. */
record Timespan(long fromNanos, long lengthNanos) {

    static final Timespan NEVER = new Timespan(0, 0);

    /** So long, beginning {@code in} from now. */
    static Timespan in(Duration in, Duration length) {
        return new Timespan(System.nanoTime() + in.toNanos(), length.toNanos());
    }

    boolean contains(long nanoTime) {
        long since = nanoTime - fromNanos;
        return since >= 0 && since < lengthNanos;
    }
}
