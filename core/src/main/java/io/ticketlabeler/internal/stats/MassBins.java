package io.ticketlabeler.internal.stats;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Scored answers in bins that hold about as many each; equal scores share a bin. The edges are those of scikit-learn's
 * {@code calibration_curve(strategy="quantile")}: an answer belongs to the first bin whose last score, that of the sorted place
 * {@code k (n - 1) / bins}, is not lower. Empty bins are left out.
 */
public final class MassBins {

    private static final int MOST_TIMES = 20; // more have no chance worth a double

    private final int[] starts; // in the falling order of Scored; one more than there are bins
    private final double[] weight;
    private final double[] score;
    private final double[] right;

    private MassBins(int[] starts, double[] weight, double[] score, double[] right) {
        this.starts = starts;
        this.weight = weight;
        this.score = score;
        this.right = right;
    }

    /**
     * Puts answers into bins.
     *
     * @param bins at most so many
     */
    public static MassBins of(Scored scored, int bins) {
        int n = scored.size();
        int[] starts = new int[bins + 1];
        int count = 0;
        int from = 0;
        for (int k = bins - 1; k >= 0 && from < n; k--) { // from the bin of the highest scores down
            int to = n;
            if (k > 0) {
                int edge =
                        n - 1 - (int) ((long) k * (n - 1) / bins); // falling place of the last score of the bin below
                to = edge;
                while (to > from && scored.score(to - 1) == scored.score(edge)) {
                    to--; // ties go down with their edge
                }
            }
            if (to > from) {
                starts[count++] = from;
                from = to;
            }
        }
        starts[count] = n;
        double[] weight = new double[count];
        double[] score = new double[count];
        double[] right = new double[count];
        for (int b = 0; b < count; b++) {
            for (int i = starts[b]; i < starts[b + 1]; i++) {
                weight[b] += scored.weight(i);
                score[b] += scored.weight(i) * scored.score(i);
                right[b] += scored.isRight(i) ? scored.weight(i) : 0;
            }
        }
        return new MassBins(Arrays.copyOf(starts, count + 1), weight, score, right);
    }

    /** Bins from the highest scores to the lowest. */
    public int size() {
        return weight.length;
    }

    /** Answers in that bin. */
    public int count(int bin) {
        return starts[bin + 1] - starts[bin];
    }

    /** Their place in the falling order begins here. */
    public int start(int bin) {
        return starts[bin];
    }

    /** Mean score. */
    public double score(int bin) {
        return score[bin] / weight[bin];
    }

    /** Share that is right. */
    public double right(int bin) {
        return right[bin] / weight[bin];
    }

    /** Expected calibration error: the distance of score and share, averaged over all answers; NaN when there are none. */
    public double ece() {
        double sum = 0;
        double total = 0;
        for (int b = 0; b < weight.length; b++) {
            sum += Math.abs(score[b] - right[b]);
            total += weight[b];
        }
        return sum / total;
    }

    /**
     * The error of answers drawn anew (Poisson bootstrap), the bins staying as they are: what chance does to it. Drawing adds noise of
     * its own, so with few answers the interval lies high.
     *
     * @param scored what the bins were made of
     * @param draws  how often, e.g. 1,000
     * @param level  e.g. 0.95
     * @param seed   the same one gives the same interval
     * @return low and high, the error itself included
     */
    public double[] eceInterval(Scored scored, int draws, double level, long seed) {
        int n = scored.size();
        int[] binOf = new int[n];
        double[] off = new double[n];
        for (int b = 0; b < size(); b++) {
            for (int i = starts[b]; i < starts[b + 1]; i++) {
                binOf[i] = b;
                off[i] = scored.weight(i) * (scored.score(i) - (scored.isRight(i) ? 1 : 0));
            }
        }
        SplittableRandom random = new SplittableRandom(seed);
        double[] drawn = new double[draws];
        for (int d = 0; d < draws; ) {
            double[] sums = new double[size()];
            double total = 0;
            for (int i = 0; i < n; i++) {
                int times = poisson(random);
                sums[binOf[i]] += times * off[i];
                total += times * scored.weight(i);
            }
            if (total > 0) {
                drawn[d++] = Arrays.stream(sums).map(Math::abs).sum() / total;
            }
        }
        Arrays.sort(drawn);
        int cut = (int) Math.floor(draws * (1 - level) / 2);
        return new double[] {Math.min(ece(), drawn[cut]), Math.max(ece(), drawn[draws - 1 - cut])};
    }

    /** How often one of very many is drawn: Poisson of mean 1. One pass in the order of memory, not a million jumps. */
    private static int poisson(SplittableRandom random) {
        double u = random.nextDouble();
        int times = 0;
        double chance = 1 / Math.E;
        for (double sum = chance; u > sum && times < MOST_TIMES; sum += chance) {
            times++;
            chance /= times;
        }
        return times;
    }
}
