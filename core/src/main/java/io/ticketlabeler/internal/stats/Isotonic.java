package io.ticketlabeler.internal.stats;

import java.util.Arrays;

/**
 * The never-falling step function that fits yes-or-no answers best (pool adjacent violators). One made-up wrong answer at the
 * highest score and one made-up right answer at the lowest keep it off 0 and 1, which no number of reviews can prove.
 */
public final class Isotonic {

    private Isotonic() {}

    /**
     * Its knots: scores, rising, and the values there; between two knots a straight line is meant.
     *
     * @param scored at least one answer
     * @return two arrays of the same length
     */
    public static double[][] fit(Scored scored) {
        int n = scored.size();
        double[] low = new double[n + 2];
        double[] high = new double[n + 2];
        double[] sum = new double[n + 2];
        double[] weight = new double[n + 2];
        int blocks = push(0, scored.score(n - 1), 1, 1, low, high, sum, weight);
        for (int end = n; end > 0; ) {
            int from = end - 1;
            while (from > 0 && scored.score(from - 1) == scored.score(end - 1)) {
                from--;
            }
            double w = 0;
            double right = 0;
            for (int i = from; i < end; i++) {
                w += scored.weight(i);
                right += scored.isRight(i) ? scored.weight(i) : 0;
            }
            blocks = push(blocks, scored.score(from), w, right, low, high, sum, weight);
            end = from;
        }
        blocks = push(blocks, scored.score(0), 1, 0, low, high, sum, weight);
        return knots(blocks, low, high, sum, weight);
    }

    /** Adds a block and pools it with those before it as long as they are not lower. */
    private static int push(
            int blocks, double at, double w, double right, double[] low, double[] high, double[] sum, double[] weight) {
        int last = blocks;
        low[last] = at;
        high[last] = at;
        sum[last] = right;
        weight[last] = w;
        while (last > 0
                && (sum[last - 1] / weight[last - 1] >= sum[last] / weight[last] || high[last - 1] == low[last])) {
            high[last - 1] = high[last];
            sum[last - 1] += sum[last];
            weight[last - 1] += weight[last];
            last--;
        }
        return last + 1;
    }

    private static double[][] knots(int blocks, double[] low, double[] high, double[] sum, double[] weight) {
        double[] x = new double[2 * blocks];
        double[] y = new double[2 * blocks];
        int k = 0;
        for (int b = 0; b < blocks; b++) {
            x[k] = low[b];
            y[k++] = sum[b] / weight[b];
            if (high[b] > low[b]) {
                x[k] = high[b];
                y[k++] = sum[b] / weight[b];
            }
        }
        return new double[][] {Arrays.copyOf(x, k), Arrays.copyOf(y, k)};
    }
}
