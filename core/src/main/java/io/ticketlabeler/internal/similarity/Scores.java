package io.ticketlabeler.internal.similarity;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Arithmetic on one number a class, larger is likelier. */
final class Scores {

    private static final double SMALLEST_SHARE = 1e-9; // keeps logarithms finite

    private Scores() {}

    /** The first of the best. */
    static int best(double[] scores) {
        int best = 0;
        for (int i = 1; i < scores.length; i++) {
            if (scores[i] > scores[best]) {
                best = i;
            }
        }
        return best;
    }

    /** Softmax: the share of {@code one} among all. */
    static double share(double[] scores, int one, double temperature) {
        double others = 0;
        for (double score : scores) {
            others += Math.exp((score - scores[one]) / temperature);
        }
        return Math.max(SMALLEST_SHARE, 1 / others);
    }

    /**
     * The labels that are at most {@code reach} behind the best of all classes, best first; empty when the best is no label.
     *
     * @param labels how many of the classes are labels; they come first
     */
    static List<Integer> within(double[] scores, double reach, int labels) {
        int best = best(scores);
        List<Integer> chosen = new ArrayList<>();
        if (best < labels) {
            for (int i = 0; i < labels; i++) {
                if (i == best || scores[i] >= scores[best] - reach) {
                    chosen.add(i);
                }
            }
            chosen.sort(Comparator.comparingDouble((Integer i) -> -scores[i]));
        }
        return chosen;
    }
}
