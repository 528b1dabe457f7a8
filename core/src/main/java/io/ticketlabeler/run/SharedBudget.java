package io.ticketlabeler.run;

/**
 * A budget that several runs spend together: the tasks of one job, on several machines. What each call is estimated to cost is taken
 * before it is sent and corrected when it has ended, so that at most the calls in the air can overdraw it. What a process had in the air when
 * it died stays taken, for the provider may have billed it.
 *
 * <p>Thread-safe. Failures are {@code TicketLabelerException}s: they stop the run that wanted to send, and are only logged where a call
 * has ended already.
 */
public interface SharedBudget {

    /**
     * Takes that much, if it is left.
     *
     * @param tokens prompt and completion tokens together
     * @param usd    US dollars; 0 where the price is not known yet
     * @return whether it was left
     */
    boolean take(long tokens, double usd);

    /** What was taken is corrected by that much: more was used, or, below zero, less. */
    void correct(long tokens, double usd);

    /** What may be spent in all. */
    Budget limits();
}
