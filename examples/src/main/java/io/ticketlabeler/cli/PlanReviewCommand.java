package io.ticketlabeler.cli;

import io.ticketlabeler.review.Promise;
import io.ticketlabeler.review.Proposals;
import io.ticketlabeler.review.ReviewFile;
import io.ticketlabeler.review.ReviewPlan;
import io.ticketlabeler.review.ReviewPlanner;
import io.ticketlabeler.review.ReviewSample;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says how little people have to read, and draws what they read first. */
@Command(
        name = "plan-review",
        description = {
            "Says how little people have to read, and draws the audit sample that they read first.",
            "Writes plan.json, and sample.csv beside it. Run it after the run is finished and before anybody reviews the sample."
        },
        mixinStandardHelpOptions = true,
        footer = {"", "Exit: 0 planned, 2 bad input."})
final class PlanReviewCommand implements Callable<Integer> {

    @Mixin
    private ProposalOptions proposals = new ProposalOptions();

    @Option(names = "--promise", defaultValue = "dataset", description = "dataset (default) or accepted; see certify")
    private String promise = "";

    @Option(names = "--eps", defaultValue = "0.05", description = "share of wrong labels that may stay (0.05)")
    private double eps;

    @Option(names = "--alpha", defaultValue = "0.05", description = "risk that the promise is broken (0.05)")
    private double alpha;

    @Option(names = "--sample", paramLabel = "M", description = "reviews; else the least expected work")
    private @Nullable Integer sample;

    @Option(
            names = "--pool",
            paramLabel = "SHARE",
            description = "share of the proposals, the most confident ones, that may be accepted; else by forecast")
    private @Nullable Double pool;

    @Option(
            names = "--any-time",
            description =
                    "with --promise accepted: people read in the order of sample.csv, and may certify at any time")
    private boolean anyTime;

    @Option(names = "--seed", defaultValue = "1", description = "which sample is drawn (1)")
    private long seed;

    @Option(
            names = "--pilot",
            paramLabel = "FILE.csv",
            description = "earlier reviews of these proposals, however chosen, for a better forecast")
    private @Nullable Path pilot;

    @Option(
            names = "--expected-errors",
            paramLabel = "SHARE",
            defaultValue = "" + ReviewPlanner.USUAL_ERROR_RATE,
            description = "guess of wrong proposals where there is no pilot (${DEFAULT-VALUE})")
    private double expectedErrors;

    @Option(names = "--out", paramLabel = "FILE", defaultValue = "plan.json", description = "plan.json")
    private Path out = Path.of("");

    @Override
    public Integer call() throws IOException {
        if (anyTime && Promise.of(promise) != Promise.ACCEPTED) {
            throw new IllegalArgumentException("--any-time is for --promise accepted; leave it out for " + promise);
        }
        Proposals run = proposals.read(Optional.empty());
        ReviewPlanner planner = (Promise.of(promise) == Promise.DATASET
                        ? ReviewPlan.forDataset(eps, alpha)
                        : ReviewPlan.forAccepted(eps, alpha))
                .seed(seed)
                .expectedErrorRate(expectedErrors);
        planner = anyTime ? planner.anyTime() : planner;
        planner = sample == null ? planner : planner.sample(sample);
        planner = pool == null ? planner : planner.pool(pool);
        planner = pilot == null ? planner : planner.pilot(ReviewFile.readAll(pilot));
        ReviewPlan plan = planner.of(run);
        ReviewSample drawn = plan.sample(run);
        Path list = out.resolveSibling("sample.csv");
        drawn.write(list);
        plan.write(out);
        System.out.println(plan);
        System.out.println("Next: people label " + (anyTime ? "" : "every ticket of ") + list
                + (anyTime ? " from the top, and at any time certify" : ", then certify") + " --plan " + out
                + " --reviews reviews.csv");
        return Main.ALL_LABELED;
    }
}
