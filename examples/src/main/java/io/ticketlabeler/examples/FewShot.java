package io.ticketlabeler.examples;

import dev.langchain4j.model.chat.ChatModel;
import io.ticketlabeler.TicketLabeler;
import io.ticketlabeler.model.ChatLabelModel;
import io.ticketlabeler.prompt.Example;
import io.ticketlabeler.prompt.PromptStrategies;
import io.ticketlabeler.ticket.LabelSet;
import java.util.List;

/** Any chat model of LangChain4j, with examples in the prompt and the team's own rule. */
public final class FewShot {

    private FewShot() {}

    /** A labeler that knows what this team means by its labels. */
    public static TicketLabeler labeler(ChatModel chat) {
        return TicketLabeler.builder()
                .labels(LabelSet.of("Bug", "Billing"))
                .model(ChatLabelModel.of(chat).identity("our-model"))
                .prompt(PromptStrategies.fewShot(List.of(
                                Example.of("The total on the invoice is wrong", "Billing"),
                                Example.of("The invoice page is blank", "Bug")))
                        .instruction("A page that does not work is a Bug, whatever it shows."))
                .build();
    }
}
