package io.ticketlabeler.labelstudio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.ticketlabeler.export.JsonText;
import io.ticketlabeler.export.RunHeader;
import io.ticketlabeler.ticket.Abstained;
import io.ticketlabeler.ticket.Failed;
import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.Labeled;
import io.ticketlabeler.ticket.Outcome;
import io.ticketlabeler.ticket.Provenance;
import io.ticketlabeler.ticket.ScoredLabel;
import io.ticketlabeler.ticket.Ticket;
import io.ticketlabeler.ticket.TicketLabelerException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LabelStudioTasksTest {

    private static final Provenance MODEL = new Provenance(Provenance.Source.MODEL, "gpt-4o-mini-2024-07-18", false);

    private final LabelStudioTasks single =
            new LabelStudioTasks(new RunHeader(LabelSet.of("Billing", "Bug"), "gpt-4o-mini"));
    private final LabelStudioTasks multiple = new LabelStudioTasks(new RunHeader(
            LabelSet.builder().add("Billing").add("Bug").multiple().build(), "gpt-4o-mini"));

    @Test
    void aPredictionNamesTheControlsTheVersionAndTheScore() {
        Ticket ticket = new Ticket("ZD-1", "I was charged twice", Map.of("priority", "high"));

        assertThat(json(single, ticket, labeled(ScoredLabel.of("Billing", 0.93))))
                .isEqualTo(
                        """
                {"data":{"ticket_id":"ZD-1","text":"I was charged twice","uncertainty":0.07,"priority":"high"},\
                "predictions":[{"model_version":"gpt-4o-mini","score":0.93,"result":[\
                {"from_name":"label","to_name":"text","type":"choices","value":{"choices":["Billing"]}}]}]}""");
    }

    @Test
    void severalLabelsAreOneResult() {
        String json = json(
                multiple, Ticket.of("ZD-1", "x"), labeled(ScoredLabel.of("Bug", 0.9), ScoredLabel.of("Billing", 0.4)));

        assertThat(json)
                .contains("\"score\":0.4,", "\"result\":[{", "\"value\":{\"choices\":[\"Bug\",\"Billing\"]}}]}]}");
    }

    @Test
    void anUnknownConfidenceIsNoScore() {
        assertThat(json(single, Ticket.of("ZD-1", "x"), labeled(ScoredLabel.of("Bug"))))
                .doesNotContain("score")
                .contains("\"model_version\":\"gpt-4o-mini\",\"result\"");
    }

    @Test
    void aTicketWithoutALabelHasNoPredictionButAReason() {
        Ticket ticket = Ticket.of("ZD-1", "");

        assertThat(json(single, ticket, new Abstained("ZD-1", "the text is empty", Provenance.NOT_ASKED)))
                .isEqualTo(
                        "{\"data\":{\"ticket_id\":\"ZD-1\",\"text\":\"\",\"uncertainty\":1,\"reason\":\"the text is empty\"},\"predictions\":[]}");
        assertThat(json(single, ticket, new Failed("ZD-1", new TicketLabelerException("refused"), MODEL)))
                .isEqualTo(
                        "{\"data\":{\"ticket_id\":\"ZD-1\",\"text\":\"\",\"uncertainty\":1,\"reason\":\"refused\"},\"predictions\":[]}");
    }

    @Test
    void fieldsThatAreCalledLikeAColumnOfLabelStudioGetAnotherName() {
        Map<String, String> fields = new LinkedHashMap<>();
        List.of("id", "text", "label", "annotator", "lead_time", "created_at", "reason", "ticket_label", "priority")
                .forEach(name -> fields.put(name, "v"));

        assertThat(json(single, new Ticket("ZD-1", "x", fields), labeled(ScoredLabel.of("Bug"))))
                .startsWith(
                        "{\"data\":{\"ticket_id\":\"ZD-1\",\"text\":\"x\",\"uncertainty\":1,\"ticket_id_2\":\"v\",\"ticket_text\":\"v\","
                                + "\"ticket_label\":\"v\",\"ticket_annotator\":\"v\",\"ticket_lead_time\":\"v\","
                                + "\"ticket_created_at\":\"v\",\"ticket_reason\":\"v\",\"ticket_label_2\":\"v\",\"priority\":\"v\"}");
    }

    @Test
    void ticketsOfTheAuditSampleAreMarked() {
        LabelStudioTasks tasks =
                new LabelStudioTasks(new RunHeader(LabelSet.of("Bug"), "m"), ticketId -> ticketId.equals("ZD-1"));
        Outcome second = new Labeled("ZD-2", List.of(ScoredLabel.of("Bug")), MODEL);

        assertThat(json(tasks, Ticket.of("ZD-1", "x"), labeled(ScoredLabel.of("Bug"))))
                .contains("\"audit_sample\":\"yes\"");
        assertThat(json(tasks, Ticket.of("ZD-2", "x"), second)).doesNotContain("audit_sample");
    }

    @Test
    void uncertaintyHasPlainDigitsThatSortAsTexts() {
        assertThat(LabelStudioTasks.uncertainty(1)).hasToString("0");
        assertThat(LabelStudioTasks.uncertainty(0)).hasToString("1");
        assertThat(LabelStudioTasks.uncertainty(0.99993)).hasToString("0.0001");
        assertThat(LabelStudioTasks.uncertainty(0.9)).hasToString("0.1");
    }

    @Test
    void twoLabelsForSingleChoiceAreRefused() {
        Ticket ticket = Ticket.of("ZD-1", "x");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> single.task(ticket, labeled(ScoredLabel.of("Bug"), ScoredLabel.of("Billing"))))
                .withMessageContainingAll("ZD-1", "single choice");
    }

    @Test
    void aLabelInAnotherSpellingIsRefused() {
        Ticket ticket = Ticket.of("ZD-1", "x");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> single.task(ticket, labeled(ScoredLabel.of("bug"))))
                .withMessageContainingAll("ZD-1", "\"bug\"");
    }

    private static Labeled labeled(ScoredLabel... labels) {
        return new Labeled("ZD-1", List.of(labels), MODEL);
    }

    /** Whichever way it is written, twice the same: results are remembered. */
    private static String json(LabelStudioTasks tasks, Ticket ticket, Outcome outcome) {
        String json = JsonText.of(tasks.task(ticket, outcome));
        for (int i = 0; i < 2; i++) {
            StringBuilder appended = new StringBuilder("before");
            assertThat(tasks.append(ticket, outcome, appended)).isEqualTo(json.contains("\"reason\":\""));
            assertThat(appended).hasToString("before" + json);
        }
        return json;
    }
}
