package io.ticketlabeler.internal.engine;

import io.ticketlabeler.ticket.Abstained;
import io.ticketlabeler.ticket.Failed;
import io.ticketlabeler.ticket.Labeled;
import io.ticketlabeler.ticket.Outcome;
import io.ticketlabeler.ticket.Provenance;
import io.ticketlabeler.ticket.Provenance.Source;
import io.ticketlabeler.ticket.Ticket;
import io.ticketlabeler.ticket.TicketLabelerException;

/**
 * A ticket on its way.
 *
 * @param ticket    as it was read
 * @param question  what is asked for it, maybe for other tickets as well
 * @param duplicate whether another ticket asked the question first
 * @param shortened whether the model sees only the beginning and end of the text
 */
public record Pending(Ticket ticket, Question question, boolean duplicate, boolean shortened) {

    /** Whether {@link #outcome} is known. */
    public boolean isDone() {
        return question.verdict.isDone();
    }

    /** Whether the question has not left the batcher yet. */
    public boolean isWaitingForCompany() {
        return !question.isSent() && !question.verdict.isDone();
    }

    /** What became of the ticket; waits for it. */
    Outcome outcome(Verdict verdict) {
        if (verdict instanceof Verdict.Given given) {
            Source source = given.fromCache() ? Source.CACHE : duplicate ? Source.DUPLICATE : Source.MODEL;
            Provenance provenance = new Provenance(source, given.model(), shortened);
            return given.labels().isEmpty()
                    ? new Abstained(ticket.id(), "none of the labels fits", provenance)
                    : new Labeled(ticket.id(), given.labels(), provenance);
        }
        TicketLabelerException cause = verdict instanceof Verdict.Refused refused
                ? new TicketLabelerException(
                        "ticket " + ticket.id() + ": " + refused.cause().getMessage(), refused.cause())
                : new TicketLabelerException("ticket " + ticket.id() + ": the run was stopped");
        return new Failed(
                ticket.id(), cause, new Provenance(duplicate ? Source.DUPLICATE : Source.MODEL, "", shortened));
    }
}
