package io.ticketlabeler.model;

/**
 * What one call of a model can take.
 *
 * @param maxTickets     tickets a call, at least 1
 * @param maxTicketTokens tokens of one ticket; longer texts are shortened, beginning and end kept
 * @param maxCallTokens  tokens of all tickets of a call
 * @param sharedContext  whether the tickets of a call can influence each other, as they can in one prompt; tickets that look like
 *                       instructions then travel alone
 */
public record Limits(int maxTickets, int maxTicketTokens, int maxCallTokens, boolean sharedContext) {

    public Limits {
        if (maxTickets < 1 || maxTicketTokens < 16 || maxCallTokens < maxTicketTokens) {
            throw new IllegalArgumentException(
                    "limits of " + maxTickets + " tickets, " + maxTicketTokens + " tokens a ticket and " + maxCallTokens
                            + " tokens a call: expected at least 1, 16 and the tokens of one ticket");
        }
    }
}
