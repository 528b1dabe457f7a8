package io.ticketlabeler.review;

import java.util.BitSet;
import java.util.SplittableRandom;

/**
 * Made-up runs of 20,000 tickets in order of falling confidence. {@code GOOD}: 88.6 % right, the confidence tells much (with all errors known,
 * 65.6 % could be accepted with 5 % of them wrong, and 78.1 % with 5 % of all); {@code WEAK}: 89.3 % right,
 * AUROC about 0.6; {@code FLAT}: 94.5 % right everywhere, just under a target of 95 %; {@code TIED}: the good one with ten different
 * confidences only; {@code USELESS}: as many errors as the good one, anywhere.
 */
enum World {
    GOOD(0, 0.147, 0.332, 7.2, 1),
    WEAK(0.0426, 0.1288, 0, 1, 1),
    FLAT(0.055, 0, 0, 1, 1),
    TIED(0, 0.147, 0.332, 7.2, 2000),
    USELESS(0.114, 0, 0, 1, 1);

    static final int TICKETS = 20_000;

    private final double least;
    private final double slope;
    private final double rise;
    private final double power;
    private final int tie;

    World(double least, double slope, double rise, double power, int tie) {
        this.least = least;
        this.slope = slope;
        this.rise = rise;
        this.power = power;
        this.tie = tie;
    }

    /** Chance of a wrong proposal at each place of the order. */
    double[] errorRates() {
        double[] rates = new double[TICKETS];
        for (int place = 0; place < TICKETS; place++) {
            double at = (place + 0.5) / TICKETS;
            rates[place] = least + slope * at + rise * Math.pow(at, power);
        }
        return rates;
    }

    /** Which tickets of the order have a wrong proposal in one run. */
    boolean[] draw(double[] errorRates, SplittableRandom random) {
        boolean[] wrong = new boolean[TICKETS];
        for (int place = 0; place < TICKETS; place++) {
            wrong[place] = random.nextDouble() < errorRates[place];
        }
        for (int from = 0; tie > 1 && from < TICKETS; from += tie) { // equal confidences stand in random order
            for (int i = tie - 1; i > 0; i--) {
                int j = random.nextInt(i + 1);
                boolean swapped = wrong[from + i];
                wrong[from + i] = wrong[from + j];
                wrong[from + j] = swapped;
            }
        }
        return wrong;
    }

    /** Places of a uniform sample from the first ones, without replacement, rising. */
    static int[] sample(int from, int size, SplittableRandom random) {
        BitSet drawn = new BitSet(from);
        for (int last = from - size; last < from; last++) { // Floyd's algorithm
            int place = random.nextInt(last + 1);
            drawn.set(drawn.get(place) ? last : place);
        }
        return drawn.stream().toArray();
    }
}
