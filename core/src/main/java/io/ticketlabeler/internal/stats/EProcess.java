package io.ticketlabeler.internal.stats;

import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.apache.commons.statistics.distribution.HypergeometricDistribution;

/**
 * Evidence that may be looked at after every review, as often as one likes: where the doubted claim is true, the chance that the evidence
 * ever reaches {@code 1 / risk} is at most {@code risk} (Ville's inequality). Each value is a mean of likelihood ratios: alternatives that
 * were fixed beforehand against the claim.
 *
 * @see <a href="https://doi.org/10.48550/arXiv.2006.04347">Waudby-Smith and Ramdas 2020, Confidence sequences for sampling without
 *     replacement</a> (the ratio for a finite population)
 */
public final class EProcess {

    /** Shares of the doubted error rate at which the better alternatives stand: for 5 %, 0.5, 1, 2, 3 and 4 %. */
    private static final double[] BETTER = {0.1, 0.2, 0.4, 0.6, 0.8};

    /** Multiples of the promised error rate at which the worse alternatives stand: for 5 %, 6, 7, 8, 10, 15 and 25 %. */
    private static final double[] WORSE = {1.2, 1.4, 1.6, 2, 3, 5};

    private EProcess() {}

    /**
     * Evidence that fewer than {@code doubted} of a population are wrong, against every number from {@code doubted} on.
     *
     * @param wrong      wrong ones among those drawn
     * @param n          drawn uniformly without replacement, 0 to population
     * @param population how many there are
     * @param doubted    the smallest number of wrong ones that must be ruled out, above 0; it may depend on what was drawn, because all
     *     larger numbers are ruled out with it
     * @param promised   the error rate around which the alternatives stand, above 0, below 1; fixed beforehand
     * @return 0 or more, infinity where there is no doubt; 1 before anything was drawn
     */
    public static double fewerThan(int doubted, int wrong, int n, int population, double promised) {
        if (doubted > population || doubted - wrong > population - n) {
            return Double.POSITIVE_INFINITY;
        }
        if (n == 0) {
            return 1;
        }
        // the likelihood falls from its peak on: beyond it, the smallest doubted number is the hardest to rule out
        if (doubted <= (long) wrong * (population + 1L) / n) {
            return 0;
        }
        double claim = HypergeometricDistribution.of(population, doubted, n).logProbability(wrong);
        return mean(BETTER, promised, wrong, n, claim);
    }

    /**
     * Evidence that proposals go wrong more often than promised. The claim is that each of them is wrong with a chance of at most
     * {@code promised}, whatever came before.
     *
     * @param wrong    wrong ones so far
     * @param n        reviews so far
     * @param promised above 0, below 1
     * @return 0 or more; 1 before the first review
     */
    public static double moreThan(double promised, int wrong, int n) {
        if (!(promised > 0 && promised < 1) || wrong < 0 || n < wrong) {
            throw new IllegalArgumentException(wrong + " wrong of " + n + " at a promised rate of " + promised
                    + ": expected 0 <= wrong <= n and 0 < promised < 1");
        }
        return n == 0
                ? 1
                : mean(
                        WORSE,
                        promised,
                        wrong,
                        n,
                        BinomialDistribution.of(n, promised).logProbability(wrong));
    }

    private static double mean(double[] times, double rate, int wrong, int n, double claim) {
        double sum = 0;
        for (double each : times) {
            double alternative = Math.min(each * rate, (rate + 1) / 2); // stays above the promise and below 1
            sum += Math.exp(BinomialDistribution.of(n, alternative).logProbability(wrong) - claim);
        }
        return sum / times.length;
    }
}
