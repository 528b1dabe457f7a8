package io.ticketlabeler.review;

import io.ticketlabeler.internal.stats.ExactBounds;

/**
 * The promise about the finished set: at most {@code budget} wrong labels stay, at the risk given. Exact, for a finite number of tickets.
 *
 * <p>Tickets are in order of falling confidence; a uniform sample is drawn from the first {@code pool} of them; the wrong ones that it finds
 * are corrected. The longest beginning of the order is accepted that holds at most {@code allowed} wrong ones of the sample. One risk is
 * enough: let J be the first beginning with more than budget + allowed wrong proposals. J is fixed, not random, and the finished set is
 * bad only if J is reached with at most {@code allowed} of its wrong ones in the sample, which {@code allowed} is chosen to make rare;
 * likewise at the end of the pool for every smaller count.
 *
 * @param pool    tickets that may be accepted
 * @param sample  how many of them people read
 * @param allowed wrong ones that the sample may show among the accepted; -1: nothing can be accepted
 */
record CountStop(int pool, int sample, int allowed) {

    static CountStop of(int pool, int budget, int sample, double alpha) {
        return new CountStop(pool, sample, ExactBounds.countStop(pool, budget, sample, alpha));
    }

    /**
     * How many tickets of the order are accepted.
     *
     * @param wrongPlaces places of the sample's wrong tickets in the order, rising
     */
    int accepted(int[] wrongPlaces) {
        if (allowed < 0) {
            return 0;
        }
        return wrongPlaces.length > allowed ? wrongPlaces[allowed] : pool;
    }

    /** The smallest sample with which something can be accepted; 0 where the pool is too small to break the promise. */
    static int smallest(int pool, int budget, double alpha) {
        int low = 0;
        int high = budget < pool ? pool : 0;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (ExactBounds.hypergeometricTail(0, pool, budget + 1, middle) <= alpha) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
