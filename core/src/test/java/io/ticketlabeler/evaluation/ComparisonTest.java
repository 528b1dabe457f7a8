package io.ticketlabeler.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ticketlabeler.review.Decision;
import io.ticketlabeler.review.Proposals;
import io.ticketlabeler.review.Review;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

class ComparisonTest {

    private static Proposals run(int from, int to, IntFunction<String> label) {
        Proposals.Builder run = Proposals.builder();
        for (int i = from; i < to; i++) {
            run.add(Integer.toString(i), label.apply(i), 0.8);
        }
        return run.build();
    }

    private static Truth allAre(String label, int tickets) {
        List<Review> reviews = new ArrayList<>();
        for (int i = 0; i < tickets; i++) {
            reviews.add(Review.of(Integer.toString(i), "anna", Decision.CHOSEN, List.of(label)));
        }
        return Truth.of(reviews.iterator());
    }

    @Test
    void onlyTicketsThatAllKnowCountAndTheTestIsExact() {
        Comparison comparison = Comparison.of(allAre("A", 40))
                .add("large", run(0, 40, i -> i < 30 ? "A" : "B"), OptionalDouble.of(1.2))
                .add("small", run(1, 41, i -> i % 2 == 0 ? "A" : "B"), OptionalDouble.empty())
                .build();

        assertThat(comparison.contenders())
                .extracting(each -> each.evaluation().reviewed())
                .containsExactly(39, 39);
        assertThat(comparison.contenders().get(0).usdPerThousand()).hasValue(1.2);
        Comparison.Duel duel = comparison.duels().get(0);
        assertThat(List.of(duel.onlyOne(), duel.onlyOther())).containsExactly(15, 5);
        assertThat(duel.p()).isCloseTo(0.04138946533203125, within(1e-12)); // scipy: binomtest(5, 20).pvalue
        assertThat(comparison.duels()).hasSize(1);
    }

    @Test
    void aNameServesOnce() {
        Comparison.Builder builder =
                Comparison.of(allAre("A", 1)).add("m", run(0, 1, i -> "A"), OptionalDouble.empty());

        assertThatThrownBy(() -> builder.add("m", run(0, 1, i -> "A"), OptionalDouble.empty()))
                .hasMessageContaining("\"m\"");
    }

    @Test
    void chanceAloneExceedsTheLimitInFiveOfAHundredCases() {
        SplittableRandom random = new SplittableRandom(42);
        int alarms = 0;
        int runs = 2_000;

        for (int run = 0; run < runs; run++) {
            alarms += LabelDrift.between(mix(random, 500, 10), mix(random, 500, 10))
                            .isDrift()
                    ? 1
                    : 0;
        }

        assertThat(alarms / (double) runs).isBetween(0.03, 0.07); // 0.05, three sigma are 0.015
    }

    @Test
    void aShiftIsSeenAndTheLargestChangeComesFirst() {
        LabelDrift drift = LabelDrift.between(
                Map.of("Bug", 500L, "Billing", 500L), Map.of("Bug", 300L, "Billing", 600L, "New", 100L));

        assertThat(drift.isDrift()).isTrue();
        assertThat(drift.shifts().get(0)).isEqualTo(new LabelDrift.Shift("Bug", 0.5, 0.3));
        assertThatThrownBy(() -> LabelDrift.between(Map.of(), Map.of("Bug", 1L)))
                .hasMessageContaining("needs labelled");
    }

    private static Map<String, Long> mix(SplittableRandom random, int tickets, int labels) {
        Map<String, Long> mix = new TreeMap<>();
        for (int i = 0; i < tickets; i++) {
            mix.merge("L" + random.nextInt(labels), 1L, Long::sum);
        }
        return mix;
    }
}
