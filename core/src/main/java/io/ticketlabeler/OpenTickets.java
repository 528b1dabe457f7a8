package io.ticketlabeler;

import io.ticketlabeler.run.Settled;
import io.ticketlabeler.ticket.Ticket;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Those of a stream that are not settled. */
final class OpenTickets implements Iterator<Ticket> {

    private final Iterator<Ticket> tickets;
    private final Settled settled;
    private @Nullable Ticket next;

    OpenTickets(Iterator<Ticket> tickets, Settled settled) {
        this.tickets = tickets;
        this.settled = settled;
    }

    @Override
    public boolean hasNext() {
        while (next == null && tickets.hasNext()) {
            Ticket ticket = tickets.next();
            next = settled.outcome(ticket).isEmpty() ? ticket : null;
        }
        return next != null;
    }

    @Override
    public Ticket next() {
        if (!hasNext() || next == null) {
            throw new NoSuchElementException("there are no more tickets");
        }
        Ticket ticket = next;
        next = null;
        return ticket;
    }
}
