package io.ticketlabeler;

import io.ticketlabeler.internal.engine.Before;
import io.ticketlabeler.rules.RuleVotes;
import io.ticketlabeler.rules.Rules;
import io.ticketlabeler.ticket.Abstained;
import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.Labeled;
import io.ticketlabeler.ticket.Outcome;
import io.ticketlabeler.ticket.Provenance;
import io.ticketlabeler.ticket.Provenance.Source;
import io.ticketlabeler.ticket.ScoredLabel;
import io.ticketlabeler.ticket.Ticket;
import java.util.List;
import java.util.Optional;

/**
 * Rules decide what they can.
 *
 * @param othersFollow whether a model is asked about the rest; else it is left to people
 */
record RulesFirst(Rules rules, boolean othersFollow) implements Before {

    @Override
    public Optional<Outcome> decide(LabelSet labels, Ticket ticket) {
        RuleVotes votes = rules.vote(ticket);
        List<ScoredLabel> winners = votes.winners(labels);
        if (winners.isEmpty() && othersFollow) {
            return Optional.empty();
        }
        Provenance provenance = new Provenance(Source.RULES, rules.name(), false);
        return Optional.of(
                winners.isEmpty()
                        ? new Abstained(ticket.id(), votes.reason(labels), provenance)
                        : new Labeled(ticket.id(), winners, provenance));
    }
}
