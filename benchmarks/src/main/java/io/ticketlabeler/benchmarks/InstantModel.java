package io.ticketlabeler.benchmarks;

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

/** Answers at once, by the length of the text: what is left is the engine's own cost. Thread-safe. */
public final class InstantModel implements LabelModel {

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
            String name = names.get(ticket.text().length() % names.size());
            answers.put(ticket.id(), Answer.of(ScoredLabel.of(name)));
        }
        return new ModelReply(new Reply(answers, Map.of()), Usage.NONE, name());
    }
}
