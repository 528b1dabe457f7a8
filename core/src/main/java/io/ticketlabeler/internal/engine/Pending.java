package io.ticketlabeler.internal.engine;

import io.ticketlabeler.ticket.Abstained;
import io.ticketlabeler.ticket.Failed;
import io.ticketlabeler.ticket.Labeled;
import io.ticketlabeler.ticket.Outcome;
import io.ticketlabeler.ticket.Provenance;
import io.ticketlabeler.ticket.Provenance.Source;
import io.ticketlabeler.ticket.Ticket;
import io.ticketlabeler.ticket.TicketLabelerException;
import io.ticketlabeler.ticket.Usage;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A ticket on its way.
 *
 * @param ticket    as it was read
 * @param question  what is asked for it, maybe for other tickets as well; null when there is nothing to ask
 * @param decided   its outcome when there is nothing to ask
 * @param duplicate whether another ticket asked the question first
 * @param shortened whether the model sees only the beginning and end of the text
 */
public record Pending(
        Ticket ticket, @Nullable Question question, @Nullable Outcome decided, boolean duplicate, boolean shortened) {

    /** One that needs no question. */
    public static Pending decided(Ticket ticket, Outcome outcome) {
        return new Pending(ticket, null, outcome, false, false);
    }

    /** The outcome, when there is nothing to ask. */
    Outcome known() {
        return Objects.requireNonNull(decided, "there is a question to be answered first");
    }

    /** Whether its outcome is known. */
    public boolean isDone() {
        return question == null || question.verdict.isDone();
    }

    /** Whether the question has not left the batcher yet. */
    public boolean isWaitingForCompany() {
        return question != null && !question.isSent() && !question.verdict.isDone();
    }

    /** This ticket's share of the call that answered it; nothing if none was paid for it, or none is known yet. */
    public Usage paid() {
        return question != null && !duplicate && question.verdict.getNow(null) instanceof Verdict.Given given
                ? given.paid()
                : Usage.NONE;
    }

    Outcome outcome(Verdict verdict) {
        if (verdict instanceof Verdict.Given given) {
            Source source = given.fromCache() ? Source.CACHE : duplicate ? Source.DUPLICATE : Source.MODEL;
            Provenance provenance = new Provenance(source, given.model(), shortened);
            return given.labels().isEmpty()
                    ? new Abstained(ticket.id(), "none of the labels fits", provenance)
                    : new Labeled(ticket.id(), given.labels(), provenance);
        }
        if (verdict instanceof Verdict.Silent silent) {
            Source source = duplicate ? Source.DUPLICATE : Source.MODEL;
            return new Abstained(ticket.id(), silent.reason(), new Provenance(source, silent.model(), shortened));
        }
        TicketLabelerException cause = verdict instanceof Verdict.Refused refused
                ? new TicketLabelerException(
                        "ticket " + ticket.id() + ": " + refused.cause().getMessage(), refused.cause())
                : new TicketLabelerException("ticket " + ticket.id() + ": the run was stopped");
        return new Failed(
                ticket.id(), cause, new Provenance(duplicate ? Source.DUPLICATE : Source.MODEL, "", shortened));
    }
}
