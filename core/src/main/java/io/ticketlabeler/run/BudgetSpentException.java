package io.ticketlabeler.run;

import io.ticketlabeler.ticket.TicketLabelerException;

/** A run that may not spend more; see {@link Budget}. */
public final class BudgetSpentException extends TicketLabelerException {

    /** With what to do about it. */
    public BudgetSpentException(String message) {
        super(message);
    }
}
