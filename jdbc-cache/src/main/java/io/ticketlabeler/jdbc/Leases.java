package io.ticketlabeler.jdbc;

import java.time.Duration;

/**
 * How long an owner is believed to live that is not heard of. A lease ends by the store's clock, and only when the owner was
 * silent for a while by our own monotonic clock, too: no clock that is set, no machine that slept, takes claims from the living.
 *
 * @param lease   how far ahead an owner says that it lives
 * @param beat    how often it says so
 * @param silence how long it must be seen silent after its lease
 */
record Leases(Duration lease, Duration beat, Duration silence) {

    /** An owner that cannot be looked at is given up 30 to 42 s after its last sign. */
    static final Leases DEFAULT = new Leases(Duration.ofSeconds(30), Duration.ofSeconds(10), Duration.ofSeconds(12));
}
