package io.ticketlabeler.run;

import io.ticketlabeler.model.ModelCallException.Kind;
import io.ticketlabeler.ticket.Usage;
import java.time.Duration;

/** Something that happened to a call. Holds no ticket text and no key. */
public sealed interface CallEvent {

    /** The model that was asked. */
    String model();

    /**
     * A call was answered.
     *
     * @param answeredBy the model that really answered
     * @param tickets    in the call
     * @param usable     of them answered usably
     */
    record Answered(String model, String answeredBy, int tickets, int usable, Usage usage, Duration took)
            implements CallEvent {}

    /**
     * A call failed as a whole.
     *
     * @param status HTTP status; 0 when no answer came
     * @param usage  what it cost all the same
     */
    record FailedCall(String model, Kind kind, int status, int tickets, Usage usage, Duration took)
            implements CallEvent {}

    /**
     * A failed call is going to be repeated.
     *
     * @param pause until then, at least
     */
    record Retrying(String model, Kind kind, int tickets, Duration pause) implements CallEvent {}

    /** The provider asked to slow down: no call to it before {@code pause} has passed. */
    record Throttled(String model, Duration pause) implements CallEvent {}

    /** Too many calls failed: no more for now, but one at a time to see whether the provider is back. */
    record CircuitOpened(String model) implements CallEvent {}

    /** The provider is back. */
    record CircuitClosed(String model) implements CallEvent {}

    /**
     * Tickets were answered, but not surely enough, and go on to the next model of a cascade.
     *
     * @param model   that was not sure
     * @param next    that is asked
     * @param tickets how many
     */
    record NotSure(String model, String next, int tickets) implements CallEvent {}

    /**
     * Tickets go on to the next model.
     *
     * @param model   that could not answer
     * @param next    that takes over
     * @param tickets how many
     */
    record FellBack(String model, String next, int tickets) implements CallEvent {}
}
