package io.ticketlabeler.run;

import io.ticketlabeler.ticket.Outcome;
import io.ticketlabeler.ticket.Ticket;
import java.util.Optional;

/**
 * What is decided before a run begins: such tickets are not asked, cost nothing, and come out in their place.
 *
 * <p>If you write your own: it is called once for each ticket, in input order, by the thread that runs; what it throws ends the run. The
 * outcome must be of that ticket, and its labels of the run's label set.
 */
@FunctionalInterface
public interface Settled {

    /** Nothing is. */
    Settled NOTHING = ticket -> Optional.empty();

    /** What became of the ticket; empty to have it asked. */
    Optional<Outcome> outcome(Ticket ticket);
}
