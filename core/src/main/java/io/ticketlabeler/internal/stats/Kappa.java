package io.ticketlabeler.internal.stats;

import java.util.Arrays;

/**
 * Agreement of two beyond what their habits alone would give, as Cohen defined it: {@code (po - pe) / (1 - pe)}. Collects pairs;
 * not thread-safe.
 */
public final class Kappa {

    private long[] first = new long[16];
    private long[] second = new long[16];
    private long pairs;
    private long same;

    /** One item that both judged; answers are numbers from 0. */
    public void add(int one, int other) {
        int most = Math.max(one, other);
        if (most >= first.length) {
            first = Arrays.copyOf(first, 2 * most);
            second = Arrays.copyOf(second, 2 * most);
        }
        first[one]++;
        second[other]++;
        pairs++;
        same += one == other ? 1 : 0;
    }

    /** Items that both judged. */
    public long pairs() {
        return pairs;
    }

    /** Items with the same answer. */
    public long same() {
        return same;
    }

    /** Share of items with the same answer; NaN without items. */
    public double observed() {
        return (double) same / pairs;
    }

    /** Share that would have the same answer if both answered by habit only; NaN without items. */
    public double expected() {
        double sum = 0;
        for (int i = 0; i < first.length; i++) {
            sum += (double) first[i] * second[i];
        }
        return sum / ((double) pairs * pairs);
    }

    /** Minus 1 to 1; NaN without items, or when both gave one and the same answer throughout. */
    public double value() {
        double chance = expected();
        return chance == 1 ? Double.NaN : (observed() - chance) / (1 - chance);
    }
}
