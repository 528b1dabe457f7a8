package io.ticketlabeler.read;

import io.ticketlabeler.ticket.Ticket;
import io.ticketlabeler.ticket.TicketLabelerException;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** Tickets that somebody else made. */
final class GivenTickets implements TicketReader {

    private final Iterator<Ticket> tickets;
    private final IdIndex ids = new IdIndex();
    private long count;
    private boolean closed;

    GivenTickets(Iterator<Ticket> tickets) {
        this.tickets = tickets;
    }

    @Override
    public boolean hasNext() {
        return !closed && tickets.hasNext();
    }

    @Override
    public Ticket next() {
        if (closed) {
            throw new NoSuchElementException("closed");
        }
        Ticket ticket = tickets.next();
        count++;
        long earlier = ids.putIfAbsent(ticket.id(), count);
        if (earlier != IdIndex.ABSENT) {
            throw new TicketLabelerException("tickets " + earlier + " and " + count + " have the same id \""
                    + ticket.id() + "\"; ids must be unique within a run");
        }
        return ticket;
    }

    @Override
    public ReadReport report() {
        return ReadReport.counting("memory", count);
    }

    @Override
    public void close() {
        closed = true;
    }
}
