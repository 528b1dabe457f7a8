package io.ticketlabeler.learned;

import io.ticketlabeler.contract.LabelModelContract;
import io.ticketlabeler.model.LabelModel;
import io.ticketlabeler.ticket.LabelSet;
import java.util.List;

class LearnedLabelModelContractTest extends LabelModelContract {

    @Override
    protected LabelModel model() {
        return LearnedTraining.start().vectors(Tickets.topics(), "topics").train(Tickets.some(5, 1));
    }

    @Override
    protected LabelSet labels() {
        return LabelSet.of("Billing", "Bug");
    }

    @Override
    protected List<String> texts() {
        return List.of(
                "I was charged twice, please refund",
                "The app crashes with \"error 500\"\nand a stack trace",
                "Ä \"quoted\" <b>text</b> 🙂 and nothing known");
    }
}
