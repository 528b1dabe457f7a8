package io.ticketlabeler.contract;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What goes wrong at a provider, and how often, the same with the same seed:
 *
 * <pre>{@code
 * Faults.seeded(7)
 *         .failing(0.10, Response.error(500, "server_error"))
 *         .failing(0.30, Response.rateLimited().retryAfter(Duration.ofSeconds(1)))
 *         .breaking(0.05, Response::resetInBody, Response::truncated)
 *         .during(Duration.ofSeconds(5), Duration.ofSeconds(65), Response.error(503, "down"));
 * }</pre>
 *
 * <p>Faults by time, number or content come first, in the order they were named; then at most one by chance: shares add up, so that
 * above 45 % of the requests fail. The n-th request draws the same with the same seed, whoever sends it.
 *
 * <p>Describe first, then give to one {@link StubProvider}; from then on thread-safe.
 */
public final class Faults {

    /** A fault for a request, or null; it gets the behaviour that it stands before. */
    private interface Rule {
        @Nullable
        Function<Request, Response> faultFor(Request request, long nanosSinceStart);
    }

    private record Chance(double below, List<UnaryOperator<Function<Request, Response>>> faults) {}

    private final SplittableRandom random;
    private final List<Rule> rules = new ArrayList<>();
    private final List<Chance> chances = new ArrayList<>();

    private Faults(long seed) {
        random = new SplittableRandom(seed);
    }

    /** No faults yet. */
    public static Faults seeded(long seed) {
        return new Faults(seed);
    }

    /**
     * Answers a share of the requests with one of these instead; the request is not billed.
     *
     * @param share 0..1, e.g. 0.1 for a tenth
     * @throws IllegalArgumentException if all shares together are more than 1
     */
    public Faults failing(double share, Response... instead) {
        List<UnaryOperator<Function<Request, Response>>> faults = new ArrayList<>();
        for (Response response : instead) {
            faults.add(good -> request -> response);
        }
        return chance(share, faults);
    }

    /**
     * Breaks a share of the right answers in one of these ways, e.g. {@code Response::resetInBody}; the work was done and counts
     * in {@link StubProvider#asked}.
     *
     * @param share 0..1, e.g. 0.1 for a tenth
     * @throws IllegalArgumentException if all shares together are more than 1
     */
    @SafeVarargs
    public final Faults breaking(double share, UnaryOperator<Response>... ways) {
        List<UnaryOperator<Function<Request, Response>>> faults = new ArrayList<>();
        for (UnaryOperator<Response> way : ways) {
            faults.add(good -> request -> way.apply(good.apply(request)));
        }
        return chance(share, faults);
    }

    /** Answers everything with this between two points of time, counted from when these faults took effect. */
    public Faults during(Duration from, Duration to, Response instead) {
        rules.add((request, nanos) -> nanos >= from.toNanos() && nanos < to.toNanos() ? any -> instead : null);
        return this;
    }

    /** Answers the first {@code n} requests with this. */
    public Faults first(int n, Response instead) {
        AtomicInteger left = new AtomicInteger(n);
        rules.add((request, nanos) -> left.getAndUpdate(i -> Math.max(0, i - 1)) > 0 ? any -> instead : null);
        return this;
    }

    /** Answers such requests with this, e.g. those that hold a ticket nobody can label. */
    public Faults when(Predicate<Request> which, Response instead) {
        rules.add((request, nanos) -> which.test(request) ? any -> instead : null);
        return this;
    }

    /** The behaviour {@code good} with these faults; their time begins now. */
    public Function<Request, Response> around(Function<Request, Response> good) {
        long start = System.nanoTime();
        return request -> {
            for (Rule rule : rules) {
                Function<Request, Response> fault = rule.faultFor(request, System.nanoTime() - start);
                if (fault != null) {
                    return fault.apply(request);
                }
            }
            return drawn(good).apply(request);
        };
    }

    private Faults chance(double share, List<UnaryOperator<Function<Request, Response>>> faults) {
        double below =
                share + (chances.isEmpty() ? 0 : chances.get(chances.size() - 1).below());
        if (!(share >= 0) || below > 1 + 1e-9 || faults.isEmpty()) {
            throw new IllegalArgumentException("a share of " + share + " with " + faults.size() + " faults makes "
                    + below + " in all, expected 0..1");
        }
        chances.add(new Chance(below, faults));
        return this;
    }

    private Function<Request, Response> drawn(Function<Request, Response> good) {
        double draw;
        int which;
        synchronized (random) {
            draw = random.nextDouble();
            which = random.nextInt(Integer.MAX_VALUE);
        }
        for (Chance chance : chances) {
            if (draw < chance.below()) {
                return chance.faults().get(which % chance.faults().size()).apply(good);
            }
        }
        return good;
    }
}
