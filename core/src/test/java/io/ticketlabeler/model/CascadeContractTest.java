package io.ticketlabeler.model;

import io.ticketlabeler.contract.LabelModelContract;
import io.ticketlabeler.contract.ScriptedModel;
import io.ticketlabeler.model.ModelCallException.Kind;
import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.TicketText;
import java.util.List;

/** The first of the models never answers. */
class CascadeContractTest extends LabelModelContract {

    private static final LabelModel DOWN = new LabelModel() {

        @Override
        public String name() {
            return "down";
        }

        @Override
        public String fingerprint() {
            return "down";
        }

        @Override
        public Limits limits() {
            return new Limits(2, 100, 200, false);
        }

        @Override
        public ModelReply label(LabelSet labels, List<TicketText> tickets) {
            throw new ModelCallException(Kind.UNAVAILABLE, "down");
        }
    };

    @Override
    protected LabelModel model() {
        return Cascade.of(DOWN, ScriptedModel.answering(text -> text.contains("charge") ? "Billing" : "Bug"));
    }

    @Override
    protected LabelSet labels() {
        return LabelSet.of("Billing", "Bug");
    }

    @Override
    protected List<String> texts() {
        return List.of(
                "Two charges on my invoice",
                "The app crashes \"always\"\nsince <yesterday> 🙂",
                "Wie kündige ich? Größe, Straße, Übung");
    }
}
