package io.ticketlabeler.internal.stats;

import java.util.Arrays;

/**
 * Krippendorff's alpha for categories without order, with any number of judges and answers missing:
 * {@code 1 - observed / expected disagreement}. Collects items; not thread-safe.
 *
 * @see <a href="https://repository.upenn.edu/handle/20.500.14332/2089">Krippendorff, Computing Krippendorff's Alpha-Reliability</a>
 */
public final class Krippendorff {

    private final long[] totals;
    private long answers;
    private double disagreement;

    /** @param categories answers are 0 to {@code categories - 1} */
    public Krippendorff(int categories) {
        totals = new long[categories];
    }

    /** The answers about one item; an item with fewer than two says nothing and is passed over. */
    public void add(int... given) {
        int n = given.length;
        if (n < 2) {
            return;
        }
        int[] sorted = given.clone();
        Arrays.sort(sorted);
        double alike = 0;
        for (int i = 0; i < n; ) {
            int end = i;
            while (end < n && sorted[end] == sorted[i]) {
                end++;
            }
            totals[sorted[i]] += end - i;
            alike += (double) (end - i) * (end - i);
            i = end;
        }
        answers += n;
        disagreement += ((double) n * n - alike) / (n - 1);
    }

    /** Answers that count: those about items with at least two. */
    public long answers() {
        return answers;
    }

    /** At most 1; NaN without items, or when all answers are one and the same. */
    public double value() {
        double alike = 0;
        for (long total : totals) {
            alike += (double) total * total;
        }
        double expected = ((double) answers * answers - alike) / (answers - 1.0);
        return expected == 0 || answers == 0 ? Double.NaN : 1 - disagreement / expected;
    }
}
