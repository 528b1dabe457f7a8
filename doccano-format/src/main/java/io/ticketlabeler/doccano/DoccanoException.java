package io.ticketlabeler.doccano;

import io.ticketlabeler.ticket.TicketLabelerException;

/**
 * doccano cannot be reached, or has refused something.
 *
 * <p>The message is one line that says what happened and what to do. Neither it nor {@link #detail()} holds a token, a password or the
 * text of a ticket.
 */
public final class DoccanoException extends TicketLabelerException {

    private final int status;
    private final String detail;
    private final boolean maybeDone;

    DoccanoException(String message, int status, String detail, boolean maybeDone) {
        super(message);
        this.status = status;
        this.detail = detail;
        this.maybeDone = maybeDone;
    }

    /** Nothing was done. */
    DoccanoException(String message) {
        this(message, 0, "", false);
    }

    static DoccanoException noAnswer(String message, boolean maybeDone) {
        return new DoccanoException(message, 0, "", maybeDone);
    }

    /** The HTTP status; 0 when there was no answer, or when the answer was fine and something else was not. */
    public int status() {
        return status;
    }

    /** What the server says went wrong, in one line; empty when it does not say. */
    public String detail() {
        return detail;
    }

    /** Whether the call may have been carried out all the same. */
    boolean maybeDone() {
        return maybeDone;
    }
}
