package io.ticketlabeler.review;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Works out what different sizes of pool and sample would bring. */
final class Forecast {

    private static final int[] SAMPLES = {100, 150, 200, 300, 500, 700, 1000, 1500, 2000, 3000};
    private static final double[] POOLS = {0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1};

    /** Pool for the promise "accepted": tickets at the very limit of the promise only cost reviews. Measured best of 0.8 to 1.25. */
    private static final double MARGIN = 0.8;

    private final Promise promise;
    private final boolean anyTime;
    private final double eps;
    private final double alpha;
    private final int tickets;
    private final int labeled;
    private final ExpectedErrors errors;
    private @Nullable List<PlanOption> options;

    /** For plans with one look, at the end. */
    Forecast(Promise promise, double eps, double alpha, int tickets, int labeled, ExpectedErrors errors) {
        this(promise, false, eps, alpha, tickets, labeled, errors);
    }

    Forecast(
            Promise promise,
            boolean anyTime,
            double eps,
            double alpha,
            int tickets,
            int labeled,
            ExpectedErrors errors) {
        this.promise = promise;
        this.anyTime = anyTime;
        this.eps = eps;
        this.alpha = alpha;
        this.tickets = tickets;
        this.labeled = labeled;
        this.errors = errors;
    }

    /** For several sizes of the sample, each with the pool that suits it best; rising sizes. */
    List<PlanOption> options() {
        if (options == null) {
            options = work();
        }
        return options;
    }

    private List<PlanOption> work() {
        List<PlanOption> rows = new ArrayList<>();
        for (int sample : SAMPLES) {
            if (sample <= labeled / 2) {
                rows.add(best(sample));
            }
        }
        if (rows.isEmpty()) {
            rows.add(best(Math.max(Math.min(labeled, 1), labeled / 2)));
        }
        return rows;
    }

    /** The least work among those. */
    PlanOption best() {
        return options().stream()
                .min(Comparator.comparingInt(PlanOption::humanWork))
                .orElseThrow();
    }

    /** With the pool that suits this size of the sample best; the larger of equally good ones. */
    PlanOption best(int sample) {
        @Nullable PlanOption best = null;
        if (promise == Promise.ACCEPTED) {
            int within = errors.longestWithin(MARGIN * eps);
            return of(sample, Math.min(labeled, Math.max(within, Math.max(sample, labeled / 10))));
        }
        for (int i = POOLS.length - 1; i >= 0; i--) {
            int pool = Math.max(Math.min(sample, labeled), (int) Math.round(POOLS[i] * labeled));
            PlanOption option = of(sample, pool);
            if (best == null || option.acceptedUnseen() > best.acceptedUnseen()) {
                best = option;
            }
        }
        return Objects.requireNonNull(best);
    }

    PlanOption of(int sample, int pool) {
        int drawn = Math.min(sample, pool);
        int accepted = promise == Promise.DATASET ? dataset(drawn, pool) : accepted(drawn, pool);
        double seen = pool == 0 ? 0 : (double) drawn / pool;
        int unseen = (int) Math.round(accepted * (1 - seen));
        return new PlanOption(drawn, pool, unseen, tickets - unseen, tickets);
    }

    private int dataset(int sample, int pool) {
        CountStop stop = CountStop.of(pool, budget(eps, tickets), sample, alpha);
        if (stop.allowed() < 0) {
            return 0;
        }
        return Math.min(pool, errors.longestWith((stop.allowed() + 1.0) * pool / Math.max(1, sample)));
    }

    private int accepted(int sample, int pool) {
        int[] places = new int[sample];
        boolean[] wrong = new boolean[sample];
        double carried = 0;
        for (int i = 0; i < sample; i++) { // an average sample: evenly spread, errors as they add up
            places[i] = (int) ((i + 0.5) * pool / sample);
            double until = errors.wrongAmong((int) ((i + 1.0) * pool / sample)) * sample / pool;
            wrong[i] = until - carried >= 1;
            carried += wrong[i] ? 1 : 0;
        }
        return anyTime
                ? FixedSequence.acceptedSoFar(pool, sample, places, wrong, eps, alpha)
                : FixedSequence.accepted(pool, places, wrong, eps, alpha);
    }

    /** Wrong labels that may stay. */
    static int budget(double eps, int tickets) {
        return (int) Math.floor(eps * tickets);
    }
}
