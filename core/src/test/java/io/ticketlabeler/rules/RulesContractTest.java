package io.ticketlabeler.rules;

import io.ticketlabeler.contract.LabelModelContract;
import io.ticketlabeler.model.LabelModel;
import io.ticketlabeler.ticket.LabelSet;
import java.util.List;

class RulesContractTest extends LabelModelContract {

    @Override
    protected LabelModel model() {
        return Rules.of(
                LabelingRule.keywords("money", "Billing", "charge*", "kündig*"),
                LabelingRule.regex("crash", "Bug", "\\bcrash(es|ed)?\\b"));
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
                "Wie kündige ich? Größe, Straße, Übung",
                "Nothing that any rule knows about");
    }
}
