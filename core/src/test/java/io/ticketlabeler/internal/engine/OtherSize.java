package io.ticketlabeler.internal.engine;

import io.ticketlabeler.model.CallSize;
import io.ticketlabeler.model.LabelModel;
import io.ticketlabeler.model.Limits;
import io.ticketlabeler.model.ModelReply;
import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.TicketText;
import java.util.List;

/** A model that is wrong about the size of its calls. */
record OtherSize(LabelModel model, CallSize thought) implements LabelModel {

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
        return thought;
    }

    @Override
    public ModelReply label(LabelSet labels, List<TicketText> tickets) {
        return model.label(labels, tickets);
    }
}
