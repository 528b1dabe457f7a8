package io.ticketlabeler.internal.engine;

import io.ticketlabeler.ticket.ScoredLabel;
import io.ticketlabeler.ticket.TicketLabelerException;
import io.ticketlabeler.ticket.Usage;
import java.util.List;

/** What became of a question. */
sealed interface Verdict {

    /**
     * An answer; no labels when none fits.
     *
     * @param paid this ticket's share of the call that brought it; nothing from the cache
     */
    record Given(List<ScoredLabel> labels, String model, boolean fromCache, Usage paid) implements Verdict {}

    /** The last model has nothing to say about it. */
    record Silent(String reason, String model) implements Verdict {}

    /** No usable answer. */
    record Refused(TicketLabelerException cause) implements Verdict {}

    /** All sessions that asked were stopped before an answer came. */
    record Abandoned() implements Verdict {}
}
