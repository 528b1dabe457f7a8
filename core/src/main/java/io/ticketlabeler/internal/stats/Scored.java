package io.ticketlabeler.internal.stats;

import java.util.Arrays;

/**
 * Scored yes-or-no answers, sorted by falling score: what curves and their areas are made of. Equal scores count as one group, so
 * that nothing depends on the order of the input. Immutable once made; 21 bytes an answer.
 */
public final class Scored {

    private final double[] scores;
    private final boolean[] right;
    private final double[] weights;

    private Scored(double[] scores, boolean[] right, double[] weights) {
        this.scores = scores;
        this.right = right;
        this.weights = weights;
    }

    /** Three arrays of the same length, in any order; they are copied. */
    public static Scored of(double[] scores, boolean[] right, double[] weights) {
        int n = scores.length;
        if (right.length != n || weights.length != n) {
            throw new IllegalArgumentException(n + " scores, " + right.length + " answers, " + weights.length
                    + " weights; expected as many of each");
        }
        long[] order = new long[n];
        double[] rising = scores.clone();
        Arrays.sort(rising);
        int distinct = 0;
        for (int i = 0; i < n; i++) {
            if (i == 0 || rising[i] != rising[i - 1]) {
                rising[distinct++] = rising[i];
            }
        }
        for (int i = 0; i < n; i++) { // rank of the score, then place: one primitive sort, stable
            long rank = distinct - 1L - Arrays.binarySearch(rising, 0, distinct, scores[i]);
            order[i] = rank << 32 | i;
        }
        Arrays.sort(order);
        double[] s = new double[n];
        boolean[] r = new boolean[n];
        double[] w = new double[n];
        for (int i = 0; i < n; i++) {
            int at = (int) order[i];
            s[i] = scores[at];
            r[i] = right[at];
            w[i] = weights[at];
        }
        return new Scored(s, r, w);
    }

    public int size() {
        return scores.length;
    }

    /** From the highest to the lowest. */
    public double score(int i) {
        return scores[i];
    }

    public boolean isRight(int i) {
        return right[i];
    }

    public double weight(int i) {
        return weights[i];
    }

    /** The place after the last answer with the score of this one. */
    public int endOfTie(int from) {
        int end = from + 1;
        while (end < scores.length && scores[end] == scores[from]) {
            end++;
        }
        return end;
    }

    /** All weights together. */
    public double total() {
        double sum = 0;
        for (double weight : weights) {
            sum += weight;
        }
        return sum;
    }

    /** Mean squared distance of the score from 1 (right) or 0; NaN when there is nothing. */
    public double brier() {
        double sum = 0;
        for (int i = 0; i < scores.length; i++) {
            double off = scores[i] - (right[i] ? 1 : 0);
            sum += weights[i] * off * off;
        }
        return sum / total();
    }

    /** Chance that a right answer scores higher than a wrong one, ties counting half; NaN without right or without wrong ones. */
    public double auroc() {
        double above = 0; // right ones seen so far
        double area = 0;
        double wrong = 0;
        for (int i = 0; i < scores.length; ) {
            int end = endOfTie(i);
            double rightHere = 0;
            double wrongHere = 0;
            for (; i < end; i++) {
                rightHere += right[i] ? weights[i] : 0;
                wrongHere += right[i] ? 0 : weights[i];
            }
            area += wrongHere * (above + rightHere / 2);
            above += rightHere;
            wrong += wrongHere;
        }
        return area / (above * wrong);
    }

    /**
     * Area under the risk-coverage curve: the error rate among the most confident ones, averaged over all coverages; within a tie the
     * errors are spread evenly, as a random order would on average. NaN when there is nothing.
     */
    public double aurc() {
        double covered = 0;
        double errors = 0;
        double area = 0;
        for (int i = 0; i < scores.length; ) {
            int end = endOfTie(i);
            double here = 0;
            double errorsHere = 0;
            for (int k = i; k < end; k++) {
                here += weights[k];
                errorsHere += right[k] ? 0 : weights[k];
            }
            double within = 0;
            for (; i < end; i++) {
                within += weights[i];
                area += weights[i] * (errors + errorsHere * within / here) / (covered + within);
            }
            covered += here;
            errors += errorsHere;
        }
        return area / covered;
    }
}
