package io.ticketlabeler;

import io.ticketlabeler.model.LabelModel;
import io.ticketlabeler.model.Limits;
import io.ticketlabeler.model.ModelReply;
import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.TicketText;
import java.util.List;

/** A model that does what another one does, for tests to change. */
class Delegating implements LabelModel {

    private final LabelModel inner;

    Delegating(LabelModel inner) {
        this.inner = inner;
    }

    @Override
    public String name() {
        return inner.name();
    }

    @Override
    public String fingerprint() {
        return inner.fingerprint();
    }

    @Override
    public Limits limits() {
        return inner.limits();
    }

    @Override
    public ModelReply label(LabelSet labels, List<TicketText> tickets) {
        return inner.label(labels, tickets);
    }
}
