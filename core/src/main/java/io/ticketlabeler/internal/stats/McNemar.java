package io.ticketlabeler.internal.stats;

import org.apache.commons.statistics.distribution.BinomialDistribution;

/** Whether two that judged the same tickets differ, by the exact test: only tickets that one of them got right count. */
public final class McNemar {

    private McNemar() {}

    /**
     * The two-sided p-value of {@code Binomial(first + second, 1/2)}.
     *
     * @param first  tickets that only the first got right
     * @param second tickets that only the second got right
     */
    public static double exact(int first, int second) {
        int n = first + second;
        if (n == 0) {
            return 1;
        }
        return Math.min(1, 2 * BinomialDistribution.of(n, 0.5).cumulativeProbability(Math.min(first, second)));
    }
}
