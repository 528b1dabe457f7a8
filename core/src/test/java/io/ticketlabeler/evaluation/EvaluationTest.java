package io.ticketlabeler.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalDouble;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class EvaluationTest {

    private static final double NEAR = 1e-9;

    private static OptionalDouble sure(double confidence) {
        return OptionalDouble.of(confidence);
    }

    private static List<String> label(char digit) {
        return digit == '.' ? List.of() : List.of("L" + digit);
    }

    @Test
    void scoresOfLabelsAreThoseOfScikitLearnWithWeightsAndTicketsWithoutProposal() throws IOException {
        ObjectMapper json = new ObjectMapper();
        int cases = 0;
        try (InputStream packed = getClass().getResourceAsStream("/io/ticketlabeler/internal/stats/metrics.jsonl.gz");
                BufferedReader lines = new BufferedReader(
                        new InputStreamReader(new GZIPInputStream(packed), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode each = json.readTree(line);
                Evaluation.Builder builder = Evaluation.builder()
                        .labels(List.of("L0", "L1", "L2", "L3", "L4", "L5"))
                        .seed(cases);
                String truth = each.get("truth").asText();
                for (int i = 0; i < truth.length(); i++) {
                    builder.add(
                            "T" + i,
                            label(each.get("proposed").asText().charAt(i)),
                            sure(each.get("confidence").get(i).asInt() / 1000.0),
                            label(truth.charAt(i)),
                            each.get("weight").asText().charAt(i) - '0');
                }

                Evaluation evaluation = builder.build();

                assertThat(evaluation.macroF1())
                        .as(line)
                        .isCloseTo(each.get("macro").asDouble(), within(NEAR));
                assertThat(evaluation.microF1())
                        .as(line)
                        .isCloseTo(each.get("micro").asDouble(), within(NEAR));
                List<LabelScore> seen = evaluation.labels().stream()
                        .filter(score -> score.support() + score.proposed() > 0)
                        .toList();
                assertThat(seen).as(line).hasSameSizeAs(each.get("precision"));
                for (int k = 0; k < seen.size(); k++) {
                    assertThat(orZero(seen.get(k).precision()))
                            .as(line)
                            .isCloseTo(each.get("precision").get(k).asDouble(), within(NEAR));
                    assertThat(orZero(seen.get(k).recall()))
                            .as(line)
                            .isCloseTo(each.get("recall").get(k).asDouble(), within(NEAR));
                }
                cases++;
            }
        }
        assertThat(cases).isEqualTo(1_000);
    }

    private static double orZero(Rate rate) {
        return rate.isKnown() ? rate.value() : 0; // scikit-learn's zero_division=0
    }

    @Test
    void aTicketWithoutProposalIsNoMistakeButItIsMissed() {
        Evaluation evaluation = Evaluation.builder()
                .add("1", List.of("Bug"), sure(0.9), List.of("Bug"))
                .add("2", List.of(), OptionalDouble.empty(), List.of("Bug"))
                .add("3", List.of(), OptionalDouble.empty(), List.of())
                .add("4", List.of("Billing"), sure(0.4), List.of())
                .build();

        assertThat(evaluation.reviewed()).isEqualTo(4);
        assertThat(evaluation.proposed()).isEqualTo(2);
        assertThat(evaluation.accuracy().value()).isEqualTo(0.5);
        assertThat(evaluation.accuracyOfAll().value()).isEqualTo(0.5);
        assertThat(evaluation.coverage().value()).isEqualTo(0.5);
        assertThat(evaluation.labels().get(0).recall().value()).isEqualTo(0.5);
        assertThat(evaluation.confusion().count("Bug", Confusion.NONE)).isEqualTo(1);
        assertThat(evaluation.confusion().count(Confusion.NONE, Confusion.NONE)).isEqualTo(1);
        assertThat(evaluation.confusion().ticketIds(Confusion.NONE, "Billing")).containsExactly("4");
        assertThat(evaluation.confusion().count("never seen", "Bug")).isZero();
    }

    @Test
    void weightsMakeASampleSpeakForTheWholeSet() {
        Evaluation.Builder builder = Evaluation.builder();
        for (int i = 0; i < 100; i++) { // of 900 confident tickets 100 were read, 90 right; of 100 others all, 50 right
            builder.add("a" + i, List.of("A"), sure(0.9), List.of(i < 90 ? "A" : "B"), 9);
            builder.add("b" + i, List.of("A"), sure(0.2), List.of(i < 50 ? "A" : "B"), 1);
        }

        Rate accuracy = builder.build().accuracy();

        assertThat(accuracy.value()).isCloseTo(0.86, within(1e-12)); // 0.9 of 900 and 0.5 of 100
        // statsmodels: proportion_confint(.86 * n, n, .05, "wilson") with the effective n = 1000² / (100·81 + 100)
        assertThat(accuracy.low()).isCloseTo(0.78738133351803, within(NEAR));
        assertThat(accuracy.high()).isCloseTo(0.9106312949786746, within(NEAR));
    }

    @Test
    void withSeveralLabelsMissedOnesCountAgainstThoseProposedInstead() {
        Evaluation evaluation = Evaluation.builder()
                .add("1", List.of("Billing", "Bug"), sure(0.9), List.of("Bug", "Billing"))
                .add("2", List.of("Bug"), sure(0.9), List.of("Bug", "Billing"))
                .add("3", List.of("Bug", "Login"), sure(0.9), List.of("Bug", "Billing"))
                .build();

        assertThat(evaluation.accuracy().value()).isCloseTo(1.0 / 3, within(1e-12));
        assertThat(evaluation.confusion().count("Bug", "Bug")).isEqualTo(3);
        assertThat(evaluation.confusion().count("Billing", Confusion.NONE)).isEqualTo(1);
        assertThat(evaluation.confusion().count("Billing", "Login")).isEqualTo(1);
        assertThat(evaluation.microF1()).isCloseTo(2 * 4 / 11.0, within(1e-12));
    }

    @Test
    void confusedPairsCountBothDirectionsAndNameTickets() {
        Evaluation evaluation = Evaluation.builder()
                .labels(List.of("Bug", "Question", "Billing"))
                .add("1", List.of("Question"), sure(0.5), List.of("Bug"))
                .add("2", List.of("Question"), sure(0.5), List.of("Bug"))
                .add("3", List.of("Bug"), sure(0.5), List.of("Question"))
                .add("4", List.of("Bug"), sure(0.5), List.of("Bug"))
                .add("5", List.of("Billing"), sure(0.5), List.of("Bug"))
                .build();

        List<ConfusedPair> pairs = evaluation.confusion().pairs(10);

        assertThat(pairs).hasSize(2);
        assertThat(pairs.get(0)).isEqualTo(new ConfusedPair("Bug", "Question", 2, 1, 0.6, List.of("1", "2", "3")));
        assertThat(pairs.get(0).count()).isEqualTo(3);
        assertThat(evaluation.confusion().pairs(1)).hasSize(1);
    }

    @Test
    void nothingReviewedIsUnknownNotZero() {
        Evaluation evaluation = Evaluation.builder().build();

        assertThat(evaluation.accuracy().isKnown()).isFalse();
        assertThat(evaluation.macroF1()).isNaN();
        assertThat(evaluation.reliability()).isEmpty();
        assertThat(evaluation)
                .hasToString("0 reviewed, 0 with a proposal, of which unknown right; macro F1 NaN, micro F1 NaN");
    }

    @Test
    void aWeightThatIsNoneIsRefused() {
        assertThatThrownBy(() -> Evaluation.builder().add("ZD-1", List.of("A"), sure(1), List.of("A"), 0))
                .hasMessageContaining("weight of ZD-1 is 0.0");
    }
}
