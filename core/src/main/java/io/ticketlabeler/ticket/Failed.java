package io.ticketlabeler.ticket;

/**
 * A ticket that could not be handled; the others of the run go on.
 *
 * @param ticketId   as it was read
 * @param cause      what went wrong; its message never contains ticket text
 * @param provenance who was asked
 */
public record Failed(String ticketId, TicketLabelerException cause, Provenance provenance) implements Outcome {

    /** The message of the cause. */
    public String reason() {
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }
}
