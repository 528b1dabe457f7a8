package io.ticketlabeler.examples;

import io.ticketlabeler.TicketLabeler;
import io.ticketlabeler.model.LabelModel;
import io.ticketlabeler.model.OpenAi;
import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.Labeled;
import io.ticketlabeler.ticket.Outcome;
import io.ticketlabeler.ticket.Ticket;

/** A help desk's backend asks for one ticket at a time. Keep one labeler for the whole application. Needs OPENAI_API_KEY. */
public final class InsideAHelpDesk {

    private InsideAHelpDesk() {}

    public static void main(String[] args) {
        System.out.println(queueFor(OpenAi.chat("gpt-4o-mini"), Ticket.of("101", "Error 500 when saving profile")));
    }

    static String queueFor(LabelModel model, Ticket ticket) {
        LabelSet labels = LabelSet.builder()
                .add("Bug", "Something is broken")
                .add("Billing", "Invoices, prices, payments")
                .allowNone()
                .build();
        try (TicketLabeler labeler =
                TicketLabeler.builder().labels(labels).model(model).build()) {
            Outcome outcome = labeler.label(ticket);
            return outcome instanceof Labeled labeled ? labeled.label() : "a person decides";
        }
    }
}
