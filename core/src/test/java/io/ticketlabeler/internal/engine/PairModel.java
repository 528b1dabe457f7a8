package io.ticketlabeler.internal.engine;

import io.ticketlabeler.model.LabelModel;
import io.ticketlabeler.model.Limits;
import io.ticketlabeler.model.ModelReply;
import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.TicketText;
import java.util.List;

/** A model that takes two tickets a call; tickets in one call do not see each other. */
record PairModel() implements LabelModel {

    @Override
    public String name() {
        return "pair";
    }

    @Override
    public String fingerprint() {
        return "pair";
    }

    @Override
    public Limits limits() {
        return new Limits(2, 2_000, 1_000_000, false);
    }

    @Override
    public ModelReply label(LabelSet labels, List<TicketText> tickets) {
        return TestModel.bug(tickets);
    }
}
