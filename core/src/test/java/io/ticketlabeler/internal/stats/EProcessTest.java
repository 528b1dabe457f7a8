package io.ticketlabeler.internal.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.BiPredicate;
import java.util.random.RandomGenerator;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.apache.commons.statistics.distribution.HypergeometricDistribution;
import org.junit.jupiter.api.Test;

/** How often the evidence misleads, and how soon it suffices; all draws are seeded. */
class EProcessTest {

    private static final double EPS = 0.05;
    private static final int RUNS = 1_000;

    @Test
    void evidenceIsOneBeforeAnythingWasRead() {
        assertThat(EProcess.fewerThan(51, 0, 0, 1_000, EPS)).isEqualTo(1);
        assertThat(EProcess.moreThan(EPS, 0, 0)).isEqualTo(1);
    }

    @Test
    void averageEvidenceIsOneWhereTheClaimIsJustTrue() {
        // by summing over all outcomes of one look: a mean of likelihood ratios has the mean 1
        int n = 40;
        double fewer = 0;
        double more = 0;
        for (int k = 0; k <= n; k++) {
            more += Math.exp(BinomialDistribution.of(n, EPS).logProbability(k)) * EProcess.moreThan(EPS, k, n);
            fewer += Math.exp(HypergeometricDistribution.of(1_000, 51, n).logProbability(k))
                    * EProcess.fewerThan(51, k, n, 1_000, EPS);
        }

        assertThat(more).isCloseTo(1, within(1e-9));
        assertThat(fewer).isLessThanOrEqualTo(1).isGreaterThan(0.5);
    }

    @Test
    void withoutReplacementInALargePopulationIsTheProductOfTheFactors() {
        double product = 0;
        for (double share : new double[] {0.1, 0.2, 0.4, 0.6, 0.8}) {
            double a = share * EPS;
            product += Math.pow(a / EPS, 3) * Math.pow((1 - a) / (1 - EPS), 197) / 5;
        }

        assertThat(EProcess.fewerThan(50_000_000, 3, 200, 1_000_000_000, EPS)).isCloseTo(product, within(1e-4));
    }

    @Test
    void allWrongOnesFoundAndTheRestReadLeavesNoDoubt() {
        assertThat(EProcess.fewerThan(6, 5, 100, 100, EPS)).isInfinite();
        assertThat(EProcess.fewerThan(101, 0, 0, 100, EPS)).isInfinite();
        assertThat(EProcess.fewerThan(6, 6, 90, 100, EPS)).isZero();
    }

    @Test
    void lookingAfterEveryReviewCertifiesABadSetRarely() {
        Memo enough = new Memo((n, k) -> EProcess.fewerThan(101, k, n, 2_000, EPS) >= 20);

        assertThat(certifiedBadSets(enough)).isLessThanOrEqualTo(mostOf(0.05, RUNS));
    }

    @Test
    void lookingAtABoundMadeForOneLookCertifiesABadSetOften() {
        Memo enough = new Memo((n, k) -> ExactBounds.hypergeometricTail(k, 2_000, 101, n) <= 0.05);

        assertThat(certifiedBadSets(enough)).isGreaterThan(mostOf(0.05, RUNS));
    }

    @Test
    void goodSetsAreCertifiedAfterFewReviews() {
        // medians of 8,000 runs of the product of factors in numpy: 84, 127, and between 206 and 242
        assertThat(medianOfLooks(0.005, 1_000)).isEqualTo(84);
        assertThat(medianOfLooks(0.01, 2_000)).isEqualTo(127);
        assertThat(medianOfLooks(0.02, 4_000)).isBetween(206, 242);
    }

    @Test
    void alarmComesWhenTheErrorRateHasDoubledAndRarelyWhileItHasNot() {
        Memo enough = new Memo((n, k) -> EProcess.moreThan(EPS, k, n) >= 100);
        Random random = new Random(2);
        int[] reviews = new int[301];
        for (int run = 0; run < reviews.length; run++) {
            reviews[run] = alarm(random, 0.10, 20_000, enough);
        }
        Arrays.sort(reviews);
        int falseAlarms = 0;
        for (int run = 0; run < RUNS; run++) {
            falseAlarms += alarm(random, EPS, 2_000, enough) <= 2_000 ? 1 : 0;
        }

        assertThat(reviews[150]).isBetween(200, 285); // 4,000 runs in numpy: 242
        assertThat(falseAlarms / (double) RUNS).isLessThanOrEqualTo(mostOf(0.01, RUNS));
    }

    @Test
    void impossibleCountsAreRefused() {
        assertThatThrownBy(() -> EProcess.moreThan(EPS, 3, 2)).hasMessageContaining("3 wrong of 2");
        assertThatThrownBy(() -> EProcess.moreThan(1, 0, 2)).hasMessageContaining("promised rate of 1.0");
    }

    /** How often: 101 of 2,000 are wrong, one more than 5 %, and somebody looks after each of 1,000 reviews. */
    private static double certifiedBadSets(Memo enough) {
        Random random = new Random(1);
        int certified = 0;
        for (int run = 0; run < RUNS; run++) {
            certified += looks(random, 2_000, 101, 1_000, enough) <= 1_000 ? 1 : 0;
        }
        return certified / (double) RUNS;
    }

    private static int medianOfLooks(double rate, int most) {
        int[] reviews = new int[301];
        Random random = new Random(3);
        int population = 1_000_000;
        Memo enough = new Memo((n, k) -> EProcess.fewerThan(50_001, k, n, population, EPS) >= 20);
        for (int run = 0; run < reviews.length; run++) {
            reviews[run] = looks(random, population, (int) (rate * population), most, enough);
        }
        Arrays.sort(reviews);
        return reviews[150];
    }

    /** Reviews until the evidence suffices. */
    private static int looks(RandomGenerator random, int population, int wrongOnes, int most, Memo enough) {
        int left = wrongOnes;
        int wrong = 0;
        for (int n = 1; n <= most; n++) {
            if (random.nextInt(population - n + 1) < left) {
                left--;
                wrong++;
            }
            if (enough.at(n, wrong)) {
                return n;
            }
        }
        return most + 1;
    }

    private static int alarm(RandomGenerator random, double rate, int most, Memo enough) {
        int wrong = 0;
        for (int n = 1; n <= most; n++) {
            wrong += random.nextDouble() < rate ? 1 : 0;
            if (enough.at(n, wrong)) {
                return n;
            }
        }
        return most + 1;
    }

    private static double mostOf(double risk, int runs) {
        return risk + 3 * Math.sqrt(risk * (1 - risk) / runs);
    }

    /** Evidence depends on two counts alone, which many runs share. */
    private static final class Memo {

        private final BiPredicate<Integer, Integer> test;
        private final Map<Long, Boolean> known = new HashMap<>();

        Memo(BiPredicate<Integer, Integer> test) {
            this.test = test;
        }

        boolean at(int n, int wrong) {
            return known.computeIfAbsent((long) n << 32 | wrong, key -> test.test(n, wrong));
        }
    }
}
