package io.ticketlabeler.kili;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticketlabeler.export.JsonText;
import io.ticketlabeler.ticket.Abstained;
import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.Labeled;
import io.ticketlabeler.ticket.Provenance;
import io.ticketlabeler.ticket.ScoredLabel;
import io.ticketlabeler.ticket.Ticket;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KiliInterfaceTest {

    private static final Ticket TICKET = Ticket.of("1", "text");

    @ParameterizedTest
    @CsvSource({"20, false, radio", "20, true, checkbox", "21, false, singleDropdown", "21, true, multipleDropdown"})
    void manyLabelsAreAListToChooseFrom(int count, boolean multiple, String input) {
        LabelSet.Builder labels = LabelSet.builder();
        IntStream.range(0, count).forEach(i -> labels.add("Label " + i));
        LabelSet set = (multiple ? labels.multiple() : labels).build();

        assertThat(JsonText.of(KiliInterface.json(set)))
                .contains("\"input\":\"" + input + "\"", "\"LABEL_19\":{\"name\":\"Label 19\",\"children\":[]}");
    }

    @Test
    void eachLabelHasItsOwnConfidenceInPercent() {
        LabelSet labels =
                LabelSet.builder().multiple().add("A & B").add("C").add("D").build();
        Labeled outcome = new Labeled(
                "1",
                List.of(ScoredLabel.of("C", 0.005), ScoredLabel.of("A & B"), ScoredLabel.of("D", 1)),
                Provenance.NOT_ASKED);

        assertThat(JsonText.of(new KiliPredictions(labels).jsonResponse(TICKET, outcome)))
                .isEqualTo("{\"CLASSIFICATION_JOB\":{\"categories\":[{\"name\":\"C\",\"confidence\":1},"
                        + "{\"name\":\"A_B\"},{\"name\":\"D\",\"confidence\":100}]}}");
    }

    @Test
    void aTicketWithoutALabelHasNoPrediction() {
        KiliPredictions predictions = new KiliPredictions(LabelSet.of("A"));

        assertThat(predictions.jsonResponse(TICKET, new Abstained("1", "why", Provenance.NOT_ASKED)))
                .isEmpty();
    }

    @Test
    void whatTheLabelSetDoesNotHaveIsRefused() {
        KiliPredictions predictions = new KiliPredictions(LabelSet.of("A"));
        Labeled outcome = new Labeled("1", List.of(ScoredLabel.of("B")), Provenance.NOT_ASKED);

        assertThatThrownBy(() -> predictions.jsonResponse(TICKET, outcome)).hasMessageContaining("\"B\" is none of");
    }
}
