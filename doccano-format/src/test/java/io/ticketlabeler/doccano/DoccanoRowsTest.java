package io.ticketlabeler.doccano;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.ticketlabeler.export.JsonText;
import io.ticketlabeler.export.RunHeader;
import io.ticketlabeler.ticket.Abstained;
import io.ticketlabeler.ticket.Failed;
import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.Labeled;
import io.ticketlabeler.ticket.Provenance;
import io.ticketlabeler.ticket.ScoredLabel;
import io.ticketlabeler.ticket.Ticket;
import io.ticketlabeler.ticket.TicketLabelerException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DoccanoRowsTest {

    private static final Provenance MODEL = new Provenance(Provenance.Source.MODEL, "gpt-4o-mini-2024-07-18", false);

    private final DoccanoRows single =
            new DoccanoRows(new RunHeader(LabelSet.of("Billing", "Bug", " Q & A "), "gpt-4o-mini"));
    private final DoccanoRows multiple = new DoccanoRows(new RunHeader(
            LabelSet.builder().add("Billing").add("Bug").multiple().build(), "gpt-4o-mini"));

    @Test
    void aRowHasTheLabelAndTheProposalAsMetadata() {
        Ticket ticket = new Ticket("ZD-1", "I was charged twice", Map.of("priority", "high"));

        assertThat(JsonText.of(single.row(ticket, labeled(ScoredLabel.of("Billing", 0.93)))))
                .isEqualTo(
                        """
                {"id":"ZD-1","text":"I was charged twice","label":["Billing"],"proposed_label":"Billing",\
                "confidence":"0.93","source":"model","model":"gpt-4o-mini-2024-07-18","reason":"","priority":"high"}""");
    }

    @Test
    void severalLabelsAreProposedAsAJsonArray() {
        Map<String, Object> row =
                multiple.row(Ticket.of("ZD-1", "x"), labeled(ScoredLabel.of("Bug"), ScoredLabel.of("Billing")));

        assertThat(row)
                .containsEntry("label", List.of("Bug", "Billing"))
                .containsEntry("proposed_label", "[\"Bug\",\"Billing\"]")
                .containsEntry("confidence", "");
    }

    @Test
    void aTicketWithoutALabelHasAReason() {
        Ticket ticket = Ticket.of("ZD-1", "x");

        assertThat(single.row(ticket, new Abstained("ZD-1", "none of the labels fits", MODEL)))
                .containsEntry("label", List.of())
                .containsEntry("proposed_label", "")
                .containsEntry("reason", "none of the labels fits");
        assertThat(single.row(ticket, new Failed("ZD-1", new TicketLabelerException("refused"), MODEL)))
                .containsEntry("label", List.of())
                .containsEntry("reason", "refused");
    }

    @Test
    void aTicketWithoutTextSaysSoBecauseDoccanoRefusesEmptyTexts() {
        Map<String, Object> row =
                single.row(Ticket.of("ZD-1", ""), new Abstained("ZD-1", "the text is empty", Provenance.NOT_ASKED));

        assertThat(row).containsEntry("text", "(empty ticket)").containsEntry("source", "not-asked");
    }

    @Test
    void blanksAroundALabelAreLeftOutAsInTheLabelTypes() {
        assertThat(single.row(Ticket.of("ZD-1", "x"), labeled(ScoredLabel.of(" Q & A "))))
                .containsEntry("label", List.of("Q & A"))
                .containsEntry("proposed_label", "Q & A");
    }

    @Test
    void fieldsThatDoccanoWouldSwallowGetAnotherName() {
        Map<String, String> fields = new LinkedHashMap<>();
        List.of("id", "data", "label", "filename", "cls", "Comments", "ticket_id", "model", "priority")
                .forEach(name -> fields.put(name, "v"));

        assertThat(single.row(new Ticket("ZD-1", "x", fields), labeled(ScoredLabel.of("Bug")))
                        .keySet())
                .containsExactly(
                        "id",
                        "text",
                        "label",
                        "proposed_label",
                        "confidence",
                        "source",
                        "model",
                        "reason",
                        "ticket_id",
                        "ticket_data",
                        "ticket_label",
                        "ticket_filename",
                        "ticket_cls",
                        "ticket_Comments",
                        "ticket_id_2",
                        "ticket_model",
                        "priority");
    }

    @Test
    void aLabelOutsideTheSetIsRefused() {
        Ticket ticket = Ticket.of("ZD-1", "x");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> single.row(ticket, labeled(ScoredLabel.of("Refund"))))
                .withMessageContainingAll("ZD-1", "\"Refund\"");
    }

    private static Labeled labeled(ScoredLabel... labels) {
        return new Labeled("ZD-1", List.of(labels), MODEL);
    }
}
