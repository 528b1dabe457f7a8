package io.ticketlabeler.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ticketlabeler.ticket.ScoredLabel;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class BoundTest {

    private static List<ScoredLabel> sure(double confidence) {
        return List.of(ScoredLabel.of("Bug", confidence));
    }

    /** {@code n} answers; the chance of being right at a confidence is that. */
    private static List<Checked> world(int n, long seed, DoubleUnaryOperator right) {
        Random random = new Random(seed);
        List<Checked> all = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            double confidence = random.nextDouble();
            all.add(new Checked(confidence, random.nextDouble() < right.applyAsDouble(confidence)));
        }
        return all;
    }

    @Test
    void theLongestTenthThatIsRightEnoughIsKept() {
        List<Checked> checked = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            checked.add(new Checked(1 - i / 1_000.0, i < 600));
        }

        Bound bound = Bound.of(checked, 0.92, 0.05);

        assertThat(bound.kept()).isEqualTo(600);
        assertThat(bound.wrong()).isZero();
        assertThat(bound.keeps(sure(0.401))).isTrue();
        assertThat(bound.keeps(sure(0.400))).isFalse();
        assertThat(bound.confidence()).isCloseTo(0.4005, within(1e-9)); // half way
        assertThat(bound.toString())
                .startsWith("keeps from 0.40")
                .endsWith(" on: 600 of 1000 reviewed tickets, 0 of them wrong");
    }

    @Test
    void aPointEstimateIsNotEnough() {
        List<Checked> checked = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            checked.add(new Checked(0.9, i >= 7)); // 93 of 100
        }

        assertThat(Bound.of(checked, 0.92, 0.05).keepsSomething()).isFalse();
        assertThat(Bound.of(List.of(), 0.92, 0.05).keepsSomething()).isFalse();
    }

    @Test
    void answersWithTheSameConfidenceAreKeptTogetherOrNotAtAll() {
        List<Checked> checked = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            checked.add(new Checked(0.9, true));
        }
        for (int i = 0; i < 200; i++) {
            checked.add(new Checked(0.5, i % 2 == 0));
        }

        assertThat(Bound.of(checked, 0.92, 0.05).kept()).isEqualTo(200);
    }

    /** The worst world for it: everything is right a little less often than promised, and confidence says nothing. */
    @Test
    void thePromiseIsBrokenNoMoreOftenThanTheRisk() {
        int broken = 0;
        for (long seed = 0; seed < 2_000; seed++) {
            broken +=
                    Bound.of(world(500, seed, confidence -> 0.9199), 0.92, 0.05).keepsSomething() ? 1 : 0;
        }

        assertThat(broken).isBetween(1, 100 + 30); // 5 % and three standard deviations
    }

    @Test
    void nothingIsKeptWithoutALabelUnlessAllIs() {
        assertThat(Bound.from(0).keeps(List.of())).isFalse();
        assertThat(Bound.from(0).keeps(List.of(ScoredLabel.of("Bug")))).isTrue();
        assertThat(Bound.from(0.1).keeps(List.of(ScoredLabel.of("Bug")))).isFalse();
        assertThat(Bound.ALL.keeps(List.of())).isTrue();
        assertThat(Bound.NOTHING.keeps(sure(1))).isFalse();
        assertThat(Bound.from(0.5).keeps(List.of(ScoredLabel.of("Bug", 0.9), ScoredLabel.of("UI", 0.4))))
                .isFalse();
    }

    @Test
    void impossibleWishesAreRefused() {
        assertThatThrownBy(() -> Bound.of(List.of(), 1, 0.05)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Bound.of(List.of(), 0.9, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Bound.from(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Checked(1.1, true)).isInstanceOf(IllegalArgumentException.class);
    }
}
