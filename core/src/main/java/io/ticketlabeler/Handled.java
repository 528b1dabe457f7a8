package io.ticketlabeler;

import io.ticketlabeler.ticket.Outcome;
import io.ticketlabeler.ticket.Ticket;

/** A ticket and what became of it. */
public record Handled(Ticket ticket, Outcome outcome) {}
