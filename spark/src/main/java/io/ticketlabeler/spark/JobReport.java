package io.ticketlabeler.spark;

import io.ticketlabeler.RunReport;
import io.ticketlabeler.ticket.Usage;
import java.io.Serializable;

/**
 * What a job did and what it cost. Immutable.
 *
 * @param finished of the tasks that Spark counts: its tickets are the rows of the result. Its wall time is that of the job for
 *     {@link TicketLabelsSpark#labelTo}, else that of the longest task
 * @param lost     of the attempts that failed or were killed, as far as they could still tell: its tickets were labelled once more by
 *     another attempt, mostly from the cache, and its calls are on the bill. An executor that is killed as a whole tells nothing, and of a job
 *     that is cancelled Spark counts nothing; the ledger of a {@code JdbcLabelCache} knows those calls, too
 */
public record JobReport(RunReport finished, RunReport lost) implements Serializable {

    private static final long serialVersionUID = 1;

    /** Rows with an outcome: the tickets of {@link #finished()}. */
    public long tickets() {
        return finished.tickets();
    }

    /** Calls of the model, by all attempts. */
    public long calls() {
        return finished.calls() + lost.calls();
    }

    /** Tokens and cost, of all attempts. */
    public Usage usage() {
        return finished.usage().plus(lost.usage());
    }

    @Override
    public String toString() {
        return lost.calls() == 0
                ? finished.toString()
                : finished + "; and " + lost.calls() + " calls, " + lost.usage().inputTokens() + " + "
                        + lost.usage().outputTokens() + " tokens by attempts that failed or were killed";
    }
}
