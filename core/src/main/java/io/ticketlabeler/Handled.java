package io.ticketlabeler;

import io.ticketlabeler.ticket.Outcome;
import io.ticketlabeler.ticket.Ticket;
import io.ticketlabeler.ticket.Usage;

/**
 * A ticket and what became of it.
 *
 * @param paid its share of the call that answered it, rounded down; nothing for answers from the cache, duplicates and the like. Calls that
 *     failed or were repeated are in {@link RunReport#usage()} only
 */
public record Handled(Ticket ticket, Outcome outcome, Usage paid) {}
