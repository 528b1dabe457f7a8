package io.ticketlabeler.examples.spark;

import io.ticketlabeler.model.LabelModel;
import io.ticketlabeler.model.Limits;
import io.ticketlabeler.model.ModelReply;
import io.ticketlabeler.prompt.Answer;
import io.ticketlabeler.prompt.Reply;
import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.ScoredLabel;
import io.ticketlabeler.ticket.TicketText;
import io.ticketlabeler.ticket.Usage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Answers at once, by the length of the text: what is left is what everything around it costs. Thread-safe. */
final class InstantModel implements LabelModel {

    private static final Limits LIMITS = new Limits(20, 2_000, 16_000, true);

    @Override
    public String name() {
        return "instant";
    }

    @Override
    public String fingerprint() {
        return "instant/1";
    }

    @Override
    public Limits limits() {
        return LIMITS;
    }

    @Override
    public ModelReply label(LabelSet labels, List<TicketText> tickets) {
        List<String> names = labels.names();
        Map<String, Answer> answers = new LinkedHashMap<>();
        for (TicketText ticket : tickets) {
            answers.put(
                    ticket.id(),
                    Answer.of(ScoredLabel.of(names.get(ticket.text().length() % names.size()))));
        }
        return new ModelReply(new Reply(answers, Map.of()), Usage.NONE, name());
    }
}
