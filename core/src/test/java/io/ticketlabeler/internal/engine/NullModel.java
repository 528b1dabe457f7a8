package io.ticketlabeler.internal.engine;

import io.ticketlabeler.model.LabelModel;
import io.ticketlabeler.model.Limits;
import io.ticketlabeler.model.ModelReply;
import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.TicketText;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A model that breaks the rules. */
record NullModel(AtomicInteger calls) implements LabelModel {

    @Override
    public String name() {
        return "null";
    }

    @Override
    public String fingerprint() {
        return "null";
    }

    @Override
    public Limits limits() {
        return new Limits(100, 2_000, 100_000, true);
    }

    @Override
    public ModelReply label(LabelSet labels, List<TicketText> tickets) {
        calls.incrementAndGet();
        return null;
    }
}
