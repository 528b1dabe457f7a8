package io.ticketlabeler;

import io.ticketlabeler.ticket.TicketLabelerException;

/**
 * A run that ended before all tickets had an outcome: wrong key, no credit, unknown model, interrupted. What was answered is in the
 * cache; the same run again goes on from there, if the cache outlives the process. {@link #getCause()} tells why.
 */
public final class RunStoppedException extends TicketLabelerException {

    private final RunReport report;

    RunStoppedException(RunReport report, RuntimeException cause) {
        super(
                "the run stopped after " + report.tickets() + " tickets: " + cause.getMessage()
                        + " (answers so far are in the cache)",
                cause);
        this.report = report;
    }

    /** What was done until then. */
    public RunReport report() {
        return report;
    }
}
