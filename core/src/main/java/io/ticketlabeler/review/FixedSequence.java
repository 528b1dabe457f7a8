package io.ticketlabeler.review;

import io.ticketlabeler.internal.stats.ExactBounds;

/**
 * The promise about the accepted ones: at most a share {@code eps} of the tickets accepted unseen are wrong, at the risk given. Exact,
 * for a finite number of tickets.
 *
 * <p>Beginnings of the order, chosen before anybody reviews, are tested from the strictest to the loosest; each that passes is accepted, and
 * the first that fails ends it. Testing in a fixed order needs no correction for the number of tests; with two places to start
 * each has half of the risk.
 *
 * @see <a href="https://arxiv.org/abs/2110.01052">Angelopoulos et al. 2021, Learn then Test</a>
 */
final class FixedSequence {

    private static final int TESTS = 12;
    private static final int TWO_STARTS_FROM =
            500; // with fewer reviews half of the risk at the start costs more than it brings

    private FixedSequence() {}

    /**
     * How many tickets of the order are accepted; those of the sample among them are not unseen.
     *
     * @param pool   tickets from which the sample was drawn
     * @param places places of the sample in the order, rising
     * @param wrong  which of them are wrong
     */
    static int accepted(int pool, int[] places, boolean[] wrong, double eps, double alpha) {
        double[] starts = places.length < TWO_STARTS_FROM ? new double[] {0.5} : new double[] {0.35, 0.70};
        int accepted = 0;
        for (double start : starts) {
            accepted = Math.max(accepted, from(start, pool, places, wrong, eps, alpha / starts.length));
        }
        return accepted;
    }

    private static int from(double start, int pool, int[] places, boolean[] wrong, double eps, double risk) {
        int accepted = 0;
        int read = 0;
        int wrongOnes = 0;
        for (int test = 0; test < TESTS; test++) {
            int end = (int) Math.round(pool * (start + (1 - start) * test / (TESTS - 1)));
            while (read < places.length && places[read] < end) {
                wrongOnes += wrong[read++] ? 1 : 0;
            }
            if (chance(end, read, wrongOnes, eps) > risk) {
                return accepted;
            }
            accepted = end;
        }
        return accepted;
    }

    /** The chance of so few wrong ones in the sample, if more than a share eps of those that it did not see were wrong. */
    static double chance(int tickets, int read, int wrongOnes, double eps) {
        long bad = (long) Math.floor(eps * (tickets - read)) + wrongOnes + 1;
        return bad > tickets - read + wrongOnes
                ? 0
                : ExactBounds.hypergeometricTail(wrongOnes, tickets, (int) bad, read);
    }
}
