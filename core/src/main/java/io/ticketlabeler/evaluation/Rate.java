package io.ticketlabeler.evaluation;

import io.ticketlabeler.internal.stats.Wilson;
import java.util.Locale;

/**
 * A share and how far chance may have moved it, e.g. {@code 0.912 (0.871 to 0.941)}. NaN throughout when nothing was counted.
 *
 * @param value 0 to 1, as observed
 * @param low   lower end of its interval, which holds the true share in 95 of 100 cases
 * @param high  upper end
 */
public record Rate(double value, double low, double high) {

    /** How sure the intervals of this package are. */
    public static final double LEVEL = 0.95;

    private static final Rate UNKNOWN = new Rate(Double.NaN, Double.NaN, Double.NaN);

    /** Of weighted observations, by Wilson's interval for their effective number, {@code (sum of weights)² / sum of squares}. */
    static Rate of(double hits, double weight, double squares) {
        if (!(weight > 0)) {
            return UNKNOWN;
        }
        double value = Math.min(1, hits / weight);
        double[] ends = Wilson.interval(value, weight * weight / squares, LEVEL);
        return new Rate(value, ends[0], ends[1]);
    }

    /** Whether anything was counted. */
    public boolean isKnown() {
        return !Double.isNaN(value);
    }

    @Override
    public String toString() {
        return isKnown() ? String.format(Locale.ROOT, "%.3f (%.3f to %.3f)", value, low, high) : "unknown";
    }
}
