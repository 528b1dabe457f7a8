package io.ticketlabeler.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.ticketlabeler.review.Decision;
import io.ticketlabeler.review.Proposals;
import io.ticketlabeler.review.Review;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class TruthTest {

    private static Review says(String reviewer, String id, String... labels) {
        return Review.of(id, reviewer, labels.length == 0 ? Decision.EMPTY : Decision.CHOSEN, List.of(labels));
    }

    private static Truth truth(Review... reviews) {
        return Truth.of(List.of(reviews).iterator());
    }

    @Test
    void theMajorityIsRightAndATieIsForSomebodyToDecide() {
        Truth truth = truth(
                says("anna", "1", "Bug"),
                says("björn", "1", "Bug"),
                says("cem", "1", "Billing"),
                says("anna", "2", "Bug"),
                says("björn", "2", "Billing"),
                says("anna", "3"));

        assertThat(truth.labels("1")).contains(List.of("Bug"));
        assertThat(truth.labels("2")).isEmpty();
        assertThat(truth.labels("3")).contains(List.of());
        assertThat(truth.labels("4")).isEmpty();
        assertThat(truth.unsettled()).isEqualTo(1);
        assertThat(truth.disputed())
                .containsExactly(
                        new Disagreement(
                                "1",
                                Map.of("anna", List.of("Bug"), "björn", List.of("Bug"), "cem", List.of("Billing")),
                                true),
                        new Disagreement("2", Map.of("anna", List.of("Bug"), "björn", List.of("Billing")), false));
    }

    @Test
    void whoChangesTheirMindCountsOnceByTimeElseByPlace() {
        Instant noon = Instant.parse("2026-11-24T12:00:00Z");
        Truth truth = truth(
                says("anna", "1", "Bug").at(noon),
                says("anna", "1", "Billing").at(noon.minusSeconds(60)),
                says("anna", "2", "Bug"),
                says("anna", "2", "Billing"));

        assertThat(truth.labels("1")).contains(List.of("Bug"));
        assertThat(truth.labels("2")).contains(List.of("Billing"));
        assertThat(truth.disputed()).isEmpty();
    }

    @Test
    void whoSaidSoAndWhenIsKept() {
        Instant noon = Instant.parse("2026-11-24T12:00:00Z");
        Truth truth = truth(
                says("anna", "1", "Bug").at(noon),
                says("björn", "1", "Billing").at(noon.plusSeconds(9)),
                says("cem", "1", "Bug").at(noon.plusSeconds(5)),
                says("anna", "2", "Bug"),
                says("björn", "2", "Billing"),
                says("björn", "3", "Billing"));

        assertThat(truth.settled()).containsExactly("1", "3");
        assertThat(truth.reviewers("1")).containsExactly("anna", "cem");
        assertThat(truth.time("1")).contains(noon.plusSeconds(5));
        assertThat(truth.reviewers("2")).isEmpty();
        assertThat(truth.time("3")).isEmpty();
        assertThat(truth.reviewers("unknown")).isEmpty();
    }

    @Test
    void skipsAndDraftsAreNoAnswers() {
        Truth truth = truth(
                Review.of("1", "anna", Decision.SKIPPED, List.of("Bug")),
                Review.of("2", "anna", Decision.DRAFT, List.of("Bug")),
                says("björn", "2", "Billing"));

        assertThat(truth.tickets()).isEqualTo(1);
        assertThat(truth.unanswered()).isEqualTo(1);
        assertThat(truth.labels("2")).contains(List.of("Billing"));
    }

    @Test
    void theOrderOfLabelsDoesNotMakeADispute() {
        Truth truth = truth(says("anna", "1", "Bug", "Billing"), says("björn", "1", "Billing", "Bug"));

        assertThat(truth.disputed()).isEmpty();
        assertThat(truth.labels("1").orElseThrow()).containsExactlyInAnyOrder("Bug", "Billing");
    }

    @Test
    void agreementIsCountedForEachPairAndWithTheModel() {
        Truth truth = truth(
                says("anna", "1", "A"), says("björn", "1", "A"),
                says("anna", "2", "A"), says("björn", "2", "B"),
                says("anna", "3", "B"), says("björn", "3", "B"),
                says("anna", "4", "B"), says("björn", "4", "B"),
                says("cem", "4", "B"), says("cem", "5", "A"));

        Proposals run = Proposals.builder()
                .add("1", "A", 0.9)
                .add("2", "A", 0.9)
                .add("3", List.of(), OptionalDouble.empty())
                .add("4", "A", 0.9)
                .add("5", "C", 0.9)
                .build();

        Agreement agreement = Agreement.of(truth, run);

        AgreedPair most = agreement.people().get(0);
        assertThat(most.one() + most.other()).isEqualTo("annabjörn");
        assertThat(most.tickets()).isEqualTo(4);
        assertThat(most.observed().value()).isEqualTo(0.75);
        assertThat(most.kappa().orElseThrow()).isCloseTo(0.5, within(1e-12)); // (0.75 - 0.5) / (1 - 0.5)
        assertThat(agreement.people()).hasSize(3);
        assertThat(agreement.people().get(1).kappa()).isEmpty(); // one ticket: both gave one and the same answer
        assertThat(agreement.items()).isEqualTo(4);
        // krippendorff.alpha([[0,0,1,1],[0,1,1,1],[nan,nan,nan,1]], level_of_measurement="nominal")
        assertThat(agreement.alpha().orElseThrow()).isCloseTo(0.5555555555555556, within(1e-12));
        assertThat(agreement.withModel())
                .extracting(AgreedPair::one, AgreedPair::other, AgreedPair::tickets)
                .containsExactly(
                        tuple("anna", Agreement.MODEL, 3L),
                        tuple("björn", Agreement.MODEL, 3L),
                        tuple("cem", Agreement.MODEL, 2L));
        assertThat(agreement.withModel().get(0).observed().value()).isCloseTo(2.0 / 3, within(1e-12));
    }
}
