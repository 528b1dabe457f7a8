package io.ticketlabeler.review;

import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * Makes a {@link ReviewPlan}. Without settings: seed 1, size of sample and pool from the forecast (the least expected work), and a forecast
 * that expects {@value #USUAL_ERROR_RATE} of the proposals to be wrong, the doubtful ones more often.
 *
 * <p>All of it must be settled before the first review of the sample. Immutable; each method gives a changed copy.
 */
public final class ReviewPlanner {

    /** Wrong proposals of a usual run, where nothing is known; a guess. */
    public static final double USUAL_ERROR_RATE = 0.15;

    private final Promise promise;
    private final double eps;
    private final double alpha;
    private final boolean anyTime;
    private final long seed;
    private final int sample; // 0: choose
    private final double pool; // 0: choose
    private final double errorRate;
    private final List<Review> pilot;

    ReviewPlanner(Promise promise, double eps, double alpha) {
        this(promise, inside("eps", eps), inside("alpha", alpha), false, 1, 0, 0, USUAL_ERROR_RATE, List.of());
    }

    private ReviewPlanner(
            Promise promise,
            double eps,
            double alpha,
            boolean anyTime,
            long seed,
            int sample,
            double pool,
            double errorRate,
            List<Review> pilot) {
        this.promise = promise;
        this.eps = eps;
        this.alpha = alpha;
        this.anyTime = anyTime;
        this.seed = seed;
        this.sample = sample;
        this.pool = pool;
        this.errorRate = errorRate;
        this.pilot = pilot;
    }

    /** Which sample is drawn; any number will do, but it must not be chosen after looking at what it draws. */
    public ReviewPlanner seed(long number) {
        return new ReviewPlanner(promise, eps, alpha, anyTime, number, sample, pool, errorRate, pilot);
    }

    /**
     * People may ask for the certificate after every review and stop as soon as there is one, without any loss of certainty; for that,
     * it takes more reviews than one look at the end. Only for {@link Promise#ACCEPTED}. They must read in the order of the sample.
     *
     * @throws IllegalStateException for the other promise, which has no such procedure
     */
    public ReviewPlanner anyTime() {
        if (promise != Promise.ACCEPTED) {
            throw new IllegalStateException(
                    "looking at any time is for plans of the promise \"accepted\"; this one is read to the end of its sample");
        }
        return new ReviewPlanner(promise, eps, alpha, true, seed, sample, pool, errorRate, pilot);
    }

    /** How many tickets people read for the certificate, at least 1. */
    public ReviewPlanner sample(int reviews) {
        if (reviews < 1) {
            throw new IllegalArgumentException("a sample of " + reviews + " reviews; expected at least 1");
        }
        return new ReviewPlanner(promise, eps, alpha, anyTime, seed, reviews, pool, errorRate, pilot);
    }

    /** Which share of the proposals may be accepted at all, the most confident ones, above 0, at most 1. */
    public ReviewPlanner pool(double share) {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("a pool of " + share + ", expected above 0, at most 1");
        }
        return new ReviewPlanner(promise, eps, alpha, anyTime, seed, sample, share, errorRate, pilot);
    }

    /** Which share of the proposals is expected to be wrong, where there is no pilot; above 0, below 1. */
    public ReviewPlanner expectedErrorRate(double share) {
        return new ReviewPlanner(
                promise, eps, alpha, anyTime, seed, sample, pool, inside("expected error rate", share), pilot);
    }

    /**
     * Reviews that exist already, chosen in whatever way: the forecast and the pool follow from them. They prove nothing, so that any bias
     * in them is harmless; {@value ExpectedErrors#FEWEST} are needed to be heard.
     */
    public ReviewPlanner pilot(List<Review> reviews) {
        return new ReviewPlanner(promise, eps, alpha, anyTime, seed, sample, pool, errorRate, List.copyOf(reviews));
    }

    /**
     * The plan for these proposals.
     *
     * @throws IllegalArgumentException if there is nothing to plan: no ticket has a proposal, or the sample is larger than the pool
     */
    public ReviewPlan of(Proposals proposals) {
        AcceptanceOrder order = AcceptanceOrder.of(proposals, seed);
        int labeled = order.size();
        if (labeled == 0) {
            throw new IllegalArgumentException("no ticket has a proposal; there is nothing to accept, people read all");
        }
        PilotAnswers heard = PilotAnswers.of(pilot, proposals, order);
        boolean enough = heard.size() >= ExpectedErrors.FEWEST;
        ExpectedErrors errors = enough
                ? ExpectedErrors.pilot(labeled, heard.places(), heard.wrong())
                : ExpectedErrors.prior(proposals, order, errorRate);
        Forecast forecast = new Forecast(promise, anyTime, eps, alpha, proposals.size(), labeled, errors);
        String basis = enough
                ? "from " + heard.size() + " reviews of a pilot"
                : "a guess: " + ReviewPlan.percent(errorRate) + " % of the proposals wrong";
        PlanOption chosen = chosen(forecast, labeled);
        int[] places = order.draw(proposals, seed, chosen.poolSize(), chosen.sampleSize());
        String sampleHash = new ReviewSample(proposals, order, places, "").hash();
        RunHashes run = RunHashes.of(proposals);
        return new ReviewPlan(
                promise,
                eps,
                alpha,
                anyTime,
                seed,
                labeled,
                run,
                sampleHash,
                basis,
                forecast.options(),
                chosen,
                proposals.source().orElse(null));
    }

    private PlanOption chosen(Forecast forecast, int labeled) {
        OptionalInt size = sample > 0 ? OptionalInt.of(sample) : OptionalInt.empty();
        if (pool > 0) {
            int tickets = Math.max(1, (int) Math.round(pool * labeled));
            int reviews = size.orElseGet(() -> forecast.best().sampleSize());
            if (reviews > tickets) {
                throw new IllegalArgumentException(String.format(
                        Locale.ROOT,
                        "a sample of %d from a pool of %d tickets; make the pool larger",
                        reviews,
                        tickets));
            }
            return forecast.of(reviews, tickets);
        }
        if (sample > labeled) {
            throw new IllegalArgumentException(
                    "a sample of " + sample + ", but only " + labeled + " tickets have a proposal; make it smaller");
        }
        return size.isPresent() ? forecast.best(size.getAsInt()) : forecast.best();
    }

    private static double inside(String name, double share) {
        if (!(share > 0 && share < 1)) { // also refuses NaN
            throw new IllegalArgumentException(name + " is " + share + ", expected above 0, below 1");
        }
        return share;
    }
}
