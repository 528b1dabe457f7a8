package io.ticketlabeler.internal.engine;

import io.ticketlabeler.model.CallSize;
import io.ticketlabeler.model.LabelModel;
import io.ticketlabeler.model.Limits;
import io.ticketlabeler.model.ModelReply;
import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.TicketText;
import java.util.List;
import java.util.function.Function;

/** A model that says something else about the size of its calls, or takes its time. */
record OtherSize(LabelModel model, Function<LabelSet, CallSize> thought) implements LabelModel {

    @Override
    public String name() {
        return model.name();
    }

    @Override
    public String fingerprint() {
        return model.fingerprint();
    }

    @Override
    public Limits limits() {
        return model.limits();
    }

    @Override
    public CallSize size(LabelSet labels) {
        return thought.apply(labels);
    }

    @Override
    public ModelReply label(LabelSet labels, List<TicketText> tickets) {
        return model.label(labels, tickets);
    }
}
