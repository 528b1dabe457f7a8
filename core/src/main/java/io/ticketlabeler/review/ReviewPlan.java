package io.ticketlabeler.review;

import io.ticketlabeler.internal.Digest;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How much people have to read, settled before anybody reads: the promise, the pool of tickets that may be accepted unseen, the size and seed of
 * the audit sample, and hashes of the run that it is about.
 *
 * <pre>{@code
 * Proposals proposals = Proposals.read(Path.of("out"));
 * ReviewPlan plan = ReviewPlan.forDataset(0.05, 0.05).seed(7).of(proposals);   // at most 5 % wrong, at 5 % risk
 * plan.write(Path.of("plan.json"));
 * ReviewSample sample = plan.sample(proposals);                              // people label these, all of them
 * Certification result = Certificate.certify(plan, proposals, sample.reviews(reviews));
 * }</pre>
 *
 * <p>A plan must be made before the first review of its sample, and after the run is finished: model, prompt and confidences must not change
 * any more. Immutable, safe to share.
 */
public final class ReviewPlan {

    private final Promise promise;
    private final double eps;
    private final double alpha;
    private final boolean anyTime;
    private final long seed;
    private final int tickets;
    private final int labeled;
    private final int poolSize;
    private final int sampleSize;
    private final RunHashes run;
    private final String sampleHash;
    private final String basis;
    private final List<PlanOption> options;
    private final PlanOption chosen;
    private final @Nullable Path source;

    ReviewPlan(
            Promise promise,
            double eps,
            double alpha,
            boolean anyTime,
            long seed,
            int labeled,
            RunHashes run,
            String sampleHash,
            String basis,
            List<PlanOption> options,
            PlanOption chosen,
            @Nullable Path source) {
        this.promise = promise;
        this.eps = eps;
        this.alpha = alpha;
        this.anyTime = anyTime;
        this.seed = seed;
        this.tickets = chosen.tickets();
        this.labeled = labeled;
        this.poolSize = chosen.poolSize();
        this.sampleSize = chosen.sampleSize();
        this.run = run;
        this.sampleHash = sampleHash;
        this.basis = basis;
        this.options = List.copyOf(options);
        this.chosen = chosen;
        this.source = source;
    }

    /**
     * Begins a plan for the promise "the finished data set has at most a share eps of wrong labels" ({@link Promise#DATASET}).
     *
     * @param eps   share of wrong labels that may stay, above 0, below 1
     * @param alpha risk that the promise is broken all the same, above 0, below 1
     */
    public static ReviewPlanner forDataset(double eps, double alpha) {
        return new ReviewPlanner(Promise.DATASET, eps, alpha);
    }

    /** Begins a plan for the promise "of those accepted unseen at most a share eps are wrong" ({@link Promise#ACCEPTED}). */
    public static ReviewPlanner forAccepted(double eps, double alpha) {
        return new ReviewPlanner(Promise.ACCEPTED, eps, alpha);
    }

    /**
     * A plan as {@link #write} wrote it.
     *
     * @throws io.ticketlabeler.ticket.TicketLabelerException if it is none, or was changed since
     */
    public static ReviewPlan read(Path file) {
        return PlanFile.read(file);
    }

    /** Writes it as JSON; the file appears whole. */
    public void write(Path file) throws IOException {
        PlanFile.write(file, this);
    }

    /**
     * The audit sample: uniform, without replacement, from the pool.
     *
     * @throws IllegalArgumentException if the proposals are not those of the plan, saying what changed
     */
    public ReviewSample sample(Proposals proposals) {
        check(proposals);
        return draw(proposals, AcceptanceOrder.of(proposals, seed));
    }

    /**
     * What people read besides the sample, were nothing accepted; a certificate leaves less of it.
     *
     * @throws IllegalArgumentException if the proposals are not those of the plan, saying what changed
     */
    public ReviewQueue queue(Proposals proposals) {
        ReviewSample sample = sample(proposals);
        return ReviewQueue.of(proposals, ticket -> !sample.contains(proposals.id(ticket)));
    }

    /** Why nothing can be certified for these proposals with this plan, whatever people say: they are not those of the plan. */
    public Optional<Refusal> refusal(Proposals proposals) {
        List<String> changes = run.changes(RunHashes.of(proposals));
        return changes.isEmpty()
                ? Optional.empty()
                : Optional.of(new Refusal(List.of("the run has changed since the plan was made ("
                        + String.join(", ", changes) + "); make a new plan and have a new sample reviewed")));
    }

    /** What is promised. */
    public Promise promise() {
        return promise;
    }

    /** Share of wrong labels that may stay. */
    public double eps() {
        return eps;
    }

    /** Risk that the promise is broken all the same. */
    public double alpha() {
        return alpha;
    }

    /** Whether people may ask for the certificate at any time while they read, in the order of the sample. */
    public boolean anyTime() {
        return anyTime;
    }

    /** Of the sample, and of the order among equal confidences. */
    public long seed() {
        return seed;
    }

    /** Tickets of the run. */
    public int tickets() {
        return tickets;
    }

    /** Those with a proposal. */
    public int labeled() {
        return labeled;
    }

    /** How many of the most confident ones may be accepted at all. */
    public int poolSize() {
        return poolSize;
    }

    /** How many tickets of the pool people read. */
    public int sampleSize() {
        return sampleSize;
    }

    /** What the run was when the plan was made. */
    public RunHashes run() {
        return run;
    }

    /** Where the proposals were read; empty when they came from no file. Not part of the hash. */
    public Optional<Path> source() {
        return Optional.ofNullable(source);
    }

    /** On what the forecast rests, for people. */
    public String basis() {
        return basis;
    }

    /** What other sizes of the sample would bring, rising. */
    public List<PlanOption> options() {
        return options;
    }

    /** What this plan is expected to bring. */
    public PlanOption chosen() {
        return chosen;
    }

    /** 64 hexadecimal digits over everything that a certificate depends on. */
    public String hash() {
        Digest digest = new Digest()
                .field(promise.code())
                .field(Double.doubleToLongBits(eps))
                .field(Double.doubleToLongBits(alpha))
                .field(anyTime ? 1 : 0)
                .field(seed)
                .field(tickets)
                .field(labeled)
                .field(poolSize)
                .field(sampleSize)
                .field(sampleHash);
        run.fields().forEach((name, value) -> digest.field(name).field(value));
        return HexFormat.of().formatHex(digest.bytes());
    }

    /** Several lines for people: the promise, what it is expected to cost, and what else could be chosen. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(statement()).append('\n');
        text.append(String.format(
                Locale.ROOT,
                "People read %,d tickets first, drawn from the %,d most confident ones (seed %d), %s.%n",
                sampleSize,
                poolSize,
                seed,
                anyTime ? "in the order of the sample, until the certificate is there" : "all of them, in any order"));
        text.append(String.format(Locale.ROOT, "Expected (%s):%n", basis));
        text.append("  reviews    pool  accepted unseen  people read in all\n");
        List<PlanOption> rows = new ArrayList<>(options);
        if (!rows.contains(chosen)) {
            rows.add(chosen);
        }
        for (PlanOption option : rows) {
            text.append(String.format(
                    Locale.ROOT,
                    "  %,7d %,7d  %,8d (%2.0f %%)  %,10d%s%n",
                    option.sampleSize(),
                    option.poolSize(),
                    option.acceptedUnseen(),
                    100 * option.savedShare(),
                    option.humanWork(),
                    option.equals(chosen) ? "   <- this plan" : ""));
        }
        return text.toString();
    }

    String sampleHash() {
        return sampleHash;
    }

    String statement() {
        return String.format(
                Locale.ROOT,
                promise == Promise.DATASET
                        ? "Promise: the finished set of %,d tickets has at most %s %% wrong labels (risk %s %%)."
                        : "Promise: of those of the %,d tickets that are accepted unseen at most %s %% are wrong (risk %s %%).",
                tickets,
                percent(eps),
                percent(alpha));
    }

    static String percent(double share) {
        return BigDecimal.valueOf(share).movePointRight(2).stripTrailingZeros().toPlainString();
    }

    CountStop countStop() {
        return CountStop.of(poolSize, Forecast.budget(eps, tickets), sampleSize, alpha);
    }

    ReviewSample draw(Proposals proposals, AcceptanceOrder order) {
        int[] places = order.draw(proposals, seed, poolSize, sampleSize);
        ReviewSample sample = new ReviewSample(proposals, order, places, hash());
        if (!sample.hash().equals(sampleHash)) {
            throw new IllegalArgumentException(
                    "the sample of this plan is not what its seed draws, so that it is not uniform; make a new plan");
        }
        return sample;
    }

    private void check(Proposals proposals) {
        refusal(proposals).ifPresent(refusal -> {
            throw new IllegalArgumentException(refusal.reasons().get(0));
        });
    }
}
