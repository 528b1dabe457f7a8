package io.ticketlabeler.review;

import io.ticketlabeler.internal.stats.EProcess;
import io.ticketlabeler.internal.stats.ExactBounds;

/**
 * The promise about the accepted ones: at most a share {@code eps} of the tickets accepted unseen are wrong, at the risk given. Exact,
 * for a finite number of tickets.
 *
 * <p>Beginnings of the order, chosen before anybody reviews, are tested from the strictest to the loosest; each that passes is accepted, and
 * the first that fails ends it. Testing in a fixed order needs no correction for the number of tests.
 * Where people want to look before the sample is read, {@link EProcess} stands in for the tail: its evidence holds at any time, and the fixed
 * order needs no correction there either.
 *
 * @see <a href="https://arxiv.org/abs/2110.01052">Angelopoulos et al. 2021, Learn then Test</a>
 */
final class FixedSequence {

    private static final int TESTS = 12;
    private static final double START = 0.35; // of the pool; with few reviews that much would be too few to pass
    private static final double START_OF_FEW = 0.5;
    private static final int FEW = 500;

    private FixedSequence() {}

    /**
     * How many tickets of the order are accepted after one look at the whole sample; those of the sample among them are not unseen.
     *
     * @param pool   tickets from which the sample was drawn
     * @param places places of the sample in the order, rising
     * @param wrong  which of them are wrong
     */
    static int accepted(int pool, int[] places, boolean[] wrong, double eps, double alpha) {
        return accepted(
                pool, places.length, places, wrong, alpha, (end, read, wrongOnes) -> chance(end, read, wrongOnes, eps));
    }

    /**
     * The same while the sample is being read: it may be asked after every review, as often as one likes.
     *
     * @param planned how large the sample is in all; where the tests begin may not depend on how many were read
     * @param places  places of those that were read so far, the first ones of the draw; rising
     */
    static int acceptedSoFar(int pool, int planned, int[] places, boolean[] wrong, double eps, double alpha) {
        return accepted(
                pool,
                planned,
                places,
                wrong,
                alpha,
                (end, read, wrongOnes) ->
                        1 / EProcess.fewerThan(smallestBad(end, read, wrongOnes, eps), wrongOnes, read, end, eps));
    }

    /** How well a beginning of the order stands: at most alpha if it may be accepted. */
    private interface Test {
        double risk(int tickets, int read, int wrongOnes);
    }

    private static int accepted(int pool, int planned, int[] places, boolean[] wrong, double alpha, Test tested) {
        double start = planned < FEW ? START_OF_FEW : START;
        int accepted = 0;
        int read = 0;
        int wrongOnes = 0;
        for (int test = 0; test < TESTS; test++) {
            int end = (int) Math.round(pool * (start + (1 - start) * test / (TESTS - 1)));
            while (read < places.length && places[read] < end) {
                wrongOnes += wrong[read++] ? 1 : 0;
            }
            if (tested.risk(end, read, wrongOnes) > alpha) {
                return accepted;
            }
            accepted = end;
        }
        return accepted;
    }

    /** The chance of so few wrong ones in the sample, if more than a share eps of those that it did not see were wrong. */
    static double chance(int tickets, int read, int wrongOnes, double eps) {
        int bad = smallestBad(tickets, read, wrongOnes, eps);
        return bad > tickets - read + wrongOnes ? 0 : ExactBounds.hypergeometricTail(wrongOnes, tickets, bad, read);
    }

    /** The smallest number of wrong ones with which more than a share eps of the unread ones is wrong. */
    private static int smallestBad(int tickets, int read, int wrongOnes, double eps) {
        return (int) Math.floor(eps * (tickets - read)) + wrongOnes + 1;
    }
}
