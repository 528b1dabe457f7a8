package io.ticketlabeler.internal.engine;

import io.ticketlabeler.model.CallSize;
import io.ticketlabeler.model.LabelModel;
import io.ticketlabeler.model.Limits;
import io.ticketlabeler.model.ModelReply;
import io.ticketlabeler.prompt.Answer;
import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.ScoredLabel;
import io.ticketlabeler.ticket.TicketText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Says {@code Bug} with a confidence of 0.9 to some texts and of 0.4 to the others; counts what it is asked. Thread-safe. */
final class SureOfSome implements LabelModel {

    private final Predicate<String> sure;
    private final TestModel counting;

    SureOfSome(String name, Predicate<String> sure) {
        this.sure = sure;
        this.counting = new TestModel(name, CallSize.FREE, tickets -> {});
    }

    /** Tickets in all calls. */
    int asked() {
        return counting.asked();
    }

    int calls() {
        return counting.calls().size();
    }

    @Override
    public String name() {
        return counting.name();
    }

    @Override
    public String fingerprint() {
        return counting.fingerprint();
    }

    @Override
    public Limits limits() {
        return counting.limits();
    }

    @Override
    public ModelReply label(LabelSet labels, List<TicketText> tickets) {
        ModelReply reply = counting.label(labels, tickets);
        Map<String, Answer> answers = new LinkedHashMap<>();
        tickets.forEach(ticket ->
                answers.put(ticket.id(), Answer.of(ScoredLabel.of("Bug", sure.test(ticket.text()) ? 0.9 : 0.4))));
        return ModelReply.of(answers, reply.usage(), name());
    }
}
