package io.ticketlabeler.review;

import io.ticketlabeler.internal.stats.Isotonic;
import io.ticketlabeler.internal.stats.Scored;
import java.util.Arrays;

/**
 * How many wrong proposals to expect in each beginning of the order. A guess that only serves to plan: no promise depends on it.
 */
final class ExpectedErrors {

    static final int FEWEST = 30; // below that a pilot says less than the prior

    /** How much of an expected error follows the stated confidence; the rest is the same for all, for models are sure of mistakes, too. */
    private static final double BELIEVED = 0.7;

    private final double[] wrongBefore; // one more than there are places

    private ExpectedErrors(double[] wrongBefore) {
        this.wrongBefore = wrongBefore;
    }

    /** Before anybody looked: an error rate over all, shared out by the stated doubts. */
    static ExpectedErrors prior(Proposals proposals, AcceptanceOrder order, double errorRate) {
        double[] rates = new double[order.size()];
        double sum = 0;
        for (int place = 0; place < rates.length; place++) {
            double confidence = proposals.confidenceOrNaN(order.ticket(place));
            rates[place] = Double.isNaN(confidence) ? 1 : 1 - confidence;
            sum += rates[place];
        }
        double mean = sum / rates.length;
        for (int place = 0; place < rates.length; place++) {
            double doubt = mean == 0 ? 1 : rates[place] / mean;
            rates[place] = Math.min(1, errorRate * (1 - BELIEVED + BELIEVED * doubt));
        }
        return new ExpectedErrors(sums(rates));
    }

    /**
     * From reviewed tickets: the rising step function of the place that fits best.
     *
     * @param places their places in the order
     */
    static ExpectedErrors pilot(int size, int[] places, boolean[] wrong) {
        double[] scores = Arrays.stream(places).asDoubleStream().toArray();
        double[] weights = new double[places.length];
        Arrays.fill(weights, 1);
        double[][] knots =
                Isotonic.fit(Scored.of(scores, wrong, weights)); // "right" is what rises with the score: here, wrong
        double[] rates = new double[size];
        int knot = 0;
        for (int place = 0; place < size; place++) {
            while (knot < knots[0].length && knots[0][knot] < place) {
                knot++;
            }
            rates[place] = between(knots, knot, place);
        }
        return new ExpectedErrors(sums(rates));
    }

    private static double between(double[][] knots, int above, double x) {
        double[] at = knots[0];
        double[] value = knots[1];
        if (above == 0) {
            return value[0];
        }
        if (above == at.length) {
            return value[above - 1];
        }
        double share = (x - at[above - 1]) / (at[above] - at[above - 1]);
        return value[above - 1] + share * (value[above] - value[above - 1]);
    }

    private static double[] sums(double[] rates) {
        double[] sums = new double[rates.length + 1];
        for (int i = 0; i < rates.length; i++) {
            sums[i + 1] = sums[i] + rates[i];
        }
        return sums;
    }

    /** Expected wrong proposals among the first ones of the order. */
    double wrongAmong(int first) {
        return wrongBefore[first];
    }

    /** The longest beginning in which at most that share is expected to be wrong. */
    int longestWithin(double share) {
        for (int first = wrongBefore.length - 1; first > 0; first--) {
            if (wrongBefore[first] <= share * first) {
                return first;
            }
        }
        return 0;
    }

    /** The longest beginning with at most so many wrong ones. */
    int longestWith(double wrong) {
        int at = Arrays.binarySearch(wrongBefore, wrong);
        int first = at >= 0 ? at : -at - 2;
        while (first < wrongBefore.length - 1 && wrongBefore[first + 1] <= wrong) {
            first++;
        }
        return first;
    }
}
