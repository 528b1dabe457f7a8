package io.ticketlabeler.cache;

import io.ticketlabeler.ticket.Usage;

/**
 * How a call ended.
 *
 * @param state  what is known of it
 * @param detail the kind of failure, e.g. {@code TIMEOUT}; empty when it was answered
 * @param model  the model that really answered; empty when none did
 * @param usage  what the provider reported
 */
public record AttemptEnd(State state, String detail, String model, Usage usage) {

    /** What is known of a call that has ended. */
    public enum State {
        /** The provider answered, usably or not: paid. */
        ANSWERED,
        /** The provider refused, or was not reached: not paid, unless {@link AttemptEnd#usage} says otherwise. */
        FAILED,
        /** No whole answer came, or none that tells its cost: the provider may have done the work and billed it. */
        UNKNOWN
    }
}
