package io.ticketlabeler.internal.engine;

import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.Outcome;
import io.ticketlabeler.ticket.Ticket;
import java.util.Optional;

/** Decides tickets before anything is asked, for free. Thread-safe; what it throws ends the run. */
@FunctionalInterface
public interface Before {

    /** Leaves every ticket to the models. */
    Before NOTHING = (labels, ticket) -> Optional.empty();

    /** What becomes of a ticket; empty to leave it to the models. */
    Optional<Outcome> decide(LabelSet labels, Ticket ticket);
}
