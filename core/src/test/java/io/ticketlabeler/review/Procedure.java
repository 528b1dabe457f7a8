package io.ticketlabeler.review;

import io.ticketlabeler.internal.stats.ExactBounds;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;

/** Ways to accept tickets unseen in a {@link World}: those that are shipped, and others to compare with or to see fail. */
enum Procedure {
    /** Shipped, promise {@code dataset}, sample from all tickets. */
    COUNT_STOP(Promise.DATASET) {
        @Override
        Accepted accept(boolean[] wrong, int reviews, SplittableRandom random) {
            return countStop(wrong, World.TICKETS, reviews, random);
        }
    },
    /** Shipped, promise {@code dataset}, sample from the 60 % most confident ones. */
    COUNT_STOP_IN_POOL(Promise.DATASET) {
        @Override
        Accepted accept(boolean[] wrong, int reviews, SplittableRandom random) {
            return countStop(wrong, World.TICKETS * 6 / 10, reviews, random);
        }
    },
    /** Shipped, promise {@code accepted}: a quarter of the reviews as a pilot that chooses the pool. */
    PILOT_POOL_SEQUENCE(Promise.ACCEPTED) {
        @Override
        Accepted accept(boolean[] wrong, int reviews, SplittableRandom random) {
            int first = Math.max(100, reviews / 4);
            int[] pilot = World.sample(World.TICKETS, first, random);
            ExpectedErrors errors = ExpectedErrors.pilot(World.TICKETS, pilot, at(wrong, pilot));
            int pool = new Forecast(Promise.ACCEPTED, EPS, ALPHA, World.TICKETS, World.TICKETS, errors)
                    .best(reviews - first)
                    .poolSize();
            int[] places = World.sample(pool, reviews - first, random);
            return new Accepted(FixedSequence.accepted(pool, places, at(wrong, places), EPS, ALPHA), places);
        }
    },
    /** To compare: selection with guaranteed risk, Geifman and El-Yaniv 2017. */
    SGR(Promise.ACCEPTED) {
        @Override
        Accepted accept(boolean[] wrong, int reviews, SplittableRandom random) {
            int[] places = World.sample(World.TICKETS, reviews, random);
            boolean[] flags = at(wrong, places);
            int tests = 32 - Integer.numberOfLeadingZeros(reviews - 1); // ceil(log2)
            int low = 0;
            int high = reviews;
            int best = 0;
            for (int test = 0; test < tests; test++) {
                int n = (low + high + 1) / 2;
                if (n >= 1 && ExactBounds.upper(count(flags, n), n, ALPHA / tests) <= EPS) {
                    best = Math.max(best, n);
                    low = n;
                } else {
                    high = n;
                }
            }
            return new Accepted(best == 0 ? 0 : places[best - 1] + 1, places);
        }
    },
    /** Wrong: looks at every threshold and takes the loosest that passes, without a correction. */
    UNCORRECTED(Promise.ACCEPTED) {
        @Override
        Accepted accept(boolean[] wrong, int reviews, SplittableRandom random) {
            int[] places = World.sample(World.TICKETS, reviews, random);
            int accepted = 0;
            int found = 0;
            for (int n = 1; n <= reviews; n++) {
                found += wrong[places[n - 1]] ? 1 : 0;
                if (found <= 0.05 * n && ExactBounds.binomialTail(found, n, EPS) <= ALPHA) {
                    accepted = places[n - 1] + 1;
                }
            }
            return new Accepted(accepted, places);
        }
    },
    /** Wrong: stops where the sample's share of errors says that the budget is used up. */
    ESTIMATED(Promise.DATASET) {
        @Override
        Accepted accept(boolean[] wrong, int reviews, SplittableRandom random) {
            int[] places = World.sample(World.TICKETS, reviews, random);
            CountStop stop = new CountStop(World.TICKETS, reviews, (int) (EPS * reviews));
            return new Accepted(stop.accepted(wrongOnes(wrong, places)), places);
        }
    };

    static final double EPS = 0.05;
    static final double ALPHA = 0.05;

    private static final Map<List<Integer>, CountStop> STOPS = new ConcurrentHashMap<>(); // the same for each run

    private final Promise promise;

    Procedure(Promise promise) {
        this.promise = promise;
    }

    /** The beginning of the order that is accepted, and who was read. */
    static final class Accepted {

        private final int reached;
        private final int[] sample;

        Accepted(int reached, int[] sample) {
            this.reached = reached;
            this.sample = sample;
        }
    }

    abstract Accepted accept(boolean[] wrong, int reviews, SplittableRandom random);

    /** What came of many runs; shares of them, and the mean share of tickets accepted. */
    record Result(double broken, double coverage, double certified) {}

    Result in(World world, int reviews, int runs, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int broken = 0;
        int certified = 0;
        double coverage = 0;
        double[] rates = world.errorRates();
        for (int run = 0; run < runs; run++) {
            boolean[] wrong = world.draw(rates, random);
            Accepted accepted = accept(wrong, reviews, random);
            broken += isBroken(wrong, accepted) ? 1 : 0;
            certified += accepted.reached > 0 ? 1 : 0;
            coverage += (double) accepted.reached / World.TICKETS;
        }
        return new Result((double) broken / runs, coverage / runs, (double) certified / runs);
    }

    private boolean isBroken(boolean[] wrong, Accepted accepted) {
        int unseen = accepted.reached;
        int left = count(wrong, accepted.reached);
        for (int place : accepted.sample) {
            if (place < accepted.reached) {
                unseen--;
                left -= wrong[place] ? 1 : 0;
            }
        }
        return left > EPS * (promise == Promise.DATASET ? World.TICKETS : unseen);
    }

    private static Accepted countStop(boolean[] wrong, int pool, int reviews, SplittableRandom random) {
        int[] places = World.sample(pool, reviews, random);
        CountStop stop = STOPS.computeIfAbsent(
                List.of(pool, reviews), key -> CountStop.of(pool, Forecast.budget(EPS, World.TICKETS), reviews, ALPHA));
        return new Accepted(stop.accepted(wrongOnes(wrong, places)), places);
    }

    private static int[] wrongOnes(boolean[] wrong, int[] places) {
        return Arrays.stream(places).filter(place -> wrong[place]).toArray();
    }

    private static boolean[] at(boolean[] wrong, int[] places) {
        boolean[] flags = new boolean[places.length];
        for (int i = 0; i < flags.length; i++) {
            flags[i] = wrong[places[i]];
        }
        return flags;
    }

    private static int count(boolean[] flags, int first) {
        int count = 0;
        for (int i = 0; i < first; i++) {
            count += flags[i] ? 1 : 0;
        }
        return count;
    }
}
