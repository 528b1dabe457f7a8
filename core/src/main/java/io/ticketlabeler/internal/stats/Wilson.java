package io.ticketlabeler.internal.stats;

import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * The score interval of a share, which also holds near 0 and 1 and for few observations.
 *
 * @see <a href="https://doi.org/10.1080/01621459.1927.10502953">Wilson 1927</a>
 */
public final class Wilson {

    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    private Wilson() {}

    /**
     * Its ends, within 0 and 1.
     *
     * @param share observed, 0 to 1
     * @param n     observations, more than 0; for weighted ones their effective number
     * @param level e.g. 0.95
     * @return low and high
     */
    public static double[] interval(double share, double n, double level) {
        double z = NORMAL.inverseSurvivalProbability((1 - level) / 2);
        double scale = 1 + z * z / n;
        double middle = (share + z * z / (2 * n)) / scale;
        double half = z / scale * Math.sqrt(share * (1 - share) / n + z * z / (4 * n * n));
        double low = share == 0 ? 0 : Math.max(0, middle - half);
        double high = share == 1 ? 1 : Math.min(1, middle + half);
        return new double[] {low, high};
    }
}
