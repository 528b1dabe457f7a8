package io.ticketlabeler.internal.stats;

import org.apache.commons.statistics.distribution.BetaDistribution;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.apache.commons.statistics.distribution.HypergeometricDistribution;

/**
 * What a sample proves about the rest, without approximation: tails of the binomial and of the hypergeometric distribution, and the bounds
 * of Clopper and Pearson that follow from them.
 *
 * @see <a href="https://doi.org/10.1093/biomet/26.4.404">Clopper and Pearson 1934</a>
 */
public final class ExactBounds {

    private ExactBounds() {}

    /**
     * The largest error rate that does not make {@code wrong} or fewer of {@code n} an event of at most {@code risk}.
     *
     * @param wrong 0 to n
     * @param risk  above 0, below 1
     * @return 0 to 1; 1 when all are wrong or none was looked at
     */
    public static double upper(int wrong, int n, double risk) {
        check(wrong, n, risk);
        if (wrong == n) {
            return 1;
        }
        return wrong == 0
                ? -Math.expm1(Math.log(risk) / n)
                : root(BetaDistribution.of(wrong + 1.0, (double) n - wrong), risk, true);
    }

    /** The smallest error rate that does not make {@code wrong} or more of {@code n} an event of at most {@code risk}. */
    public static double lower(int wrong, int n, double risk) {
        check(wrong, n, risk);
        if (wrong == 0) {
            return 0;
        }
        return wrong == n
                ? Math.exp(Math.log(risk) / n)
                : root(BetaDistribution.of(wrong, n - wrong + 1.0), risk, false);
    }

    /** Probability of {@code wrong} or fewer among {@code n} when each is wrong with probability {@code rate}. */
    public static double binomialTail(int wrong, int n, double rate) {
        return BinomialDistribution.of(n, rate).cumulativeProbability(wrong);
    }

    /**
     * Probability of {@code wrong} or fewer among {@code n} drawn without replacement.
     *
     * @param population   how many there are
     * @param wrongOnes    how many of them are wrong, 0 to population
     * @param n            how many are drawn, 0 to population
     */
    public static double hypergeometricTail(int wrong, int population, int wrongOnes, int n) {
        return HypergeometricDistribution.of(population, wrongOnes, n).cumulativeProbability(wrong);
    }

    /**
     * The count stop with credit: the largest c such that for it and every smaller k, {@code k} or fewer wrong ones among {@code n} drawn from
     * a population with {@code budget + k + 1} wrong ones are an event of at most {@code risk}.
     *
     * <p>One wrong one more raises the count by one at most, so the chance never falls with k, and the place is found by halving.
     *
     * @param budget wrong ones that may stay
     * @return at most n; -1 if not even k = 0 is that rare
     */
    public static int countStop(int population, int budget, int n, double risk) {
        int possible = Math.min(n, population - budget - 1); // with a larger k there are not that many
        int low = -1;
        int high = possible + 1;
        while (high - low > 1) {
            int middle = (low + high) >>> 1;
            if (hypergeometricTail(middle, population, budget + middle + 1, n) <= risk) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low >= possible ? n : low;
    }

    /** Where the tail is as large as the risk; the library's own inverse stops at 1e-9. */
    private static double root(BetaDistribution beta, double risk, boolean upper) {
        double low = 0;
        double high = 1;
        while (true) { // until no number is left between them
            double middle = low + (high - low) / 2;
            if (middle <= low || middle >= high) {
                return middle;
            }
            boolean more = upper ? beta.survivalProbability(middle) > risk : beta.cumulativeProbability(middle) < risk;
            if (more) {
                low = middle;
            } else {
                high = middle;
            }
        }
    }

    private static void check(int wrong, int n, double risk) {
        if (wrong < 0 || n < wrong || !(risk > 0 && risk < 1)) {
            throw new IllegalArgumentException(
                    wrong + " wrong of " + n + " at risk " + risk + ": expected 0 <= wrong <= n and 0 < risk < 1");
        }
    }
}
