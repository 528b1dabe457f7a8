package io.ticketlabeler.cli;

import io.ticketlabeler.review.Certificate;
import io.ticketlabeler.review.Certification;
import io.ticketlabeler.review.FinishedSet;
import io.ticketlabeler.review.Promise;
import io.ticketlabeler.review.Proposals;
import io.ticketlabeler.review.Refusal;
import io.ticketlabeler.review.ReviewFile;
import io.ticketlabeler.review.ReviewPlan;
import io.ticketlabeler.review.SampleReviews;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says what the reviews of the sample prove; the plan knows where the proposals are. */
@Command(
        name = "certify",
        description = {
            "Says what the reviews of a plan's sample prove.",
            "dataset: the finished set, accepted and labelled by people together, has at most eps wrong labels.",
            "accepted: of those accepted unseen at most eps are wrong.",
            "Writes accepted.csv and to-review.csv, which hold each ticket once, and certificate.json."
        },
        mixinStandardHelpOptions = true,
        footer = {"", "Exit: 0 certified, 2 bad input, 3 not certified; then it says what would help."})
final class CertifyCommand implements Callable<Integer> {

    @Mixin
    private ProposalOptions proposals = new ProposalOptions();

    @Option(names = "--plan", required = true, paramLabel = "FILE", description = "what plan-review wrote")
    private Path plan = Path.of("");

    @Option(
            names = "--reviews",
            required = true,
            paramLabel = "FILE.csv",
            description = "id,label, and what pull writes; tickets outside of the sample are passed over")
    private Path reviews = Path.of("");

    @Option(
            names = "--other",
            paramLabel = "RUN",
            description =
                    "a run of another model, of rules or of a learned model on the same tickets: where it disagrees, people look"
                            + " first; may be repeated")
    private List<Path> others = List.of();

    @Option(names = "--promise", description = "dataset or accepted; must be that of the plan")
    private @Nullable String promise;

    @Option(names = "--out", paramLabel = "DIR", description = "where the files go; else beside the plan")
    private @Nullable Path out;

    @Override
    public Integer call() throws IOException {
        ReviewPlan read = ReviewPlan.read(plan);
        if (promise != null && Promise.of(promise) != read.promise()) {
            throw new IllegalArgumentException("--promise " + promise + ": this plan is for the promise \""
                    + read.promise().code() + "\", and its sample was drawn for that; make another plan");
        }
        Proposals run = proposals.read(read.source());
        Optional<Refusal> changed = read.refusal(run);
        if (changed.isPresent()) {
            System.out.println(changed.get());
            return Main.SOME_LEFT;
        }
        Proposals[] disagreeing = others.stream().map(Proposals::read).toArray(Proposals[]::new);
        Path place = out == null ? plan.resolveSibling("") : out;
        try (ReviewFile file = ReviewFile.read(reviews)) {
            SampleReviews answers = read.sample(run).reviews(file);
            Certification result = Certificate.certify(read, run, answers);
            FinishedSet set = FinishedSet.write(
                    place.resolve("accepted.csv"),
                    place.resolve("to-review.csv"),
                    result,
                    read,
                    run,
                    answers,
                    queue -> queue.disagreement(disagreeing));
            System.out.println(result);
            System.out.printf(
                    Locale.ROOT,
                    "%s: %,d accepted unseen, %,d by people; %s: %,d left to people.%n",
                    place.resolve("accepted.csv"),
                    set.unseen(),
                    set.byPeople(),
                    place.resolve("to-review.csv"),
                    set.toReview());
            if (result instanceof Certificate certificate) {
                certificate.write(place.resolve("certificate.json"));
                return Main.ALL_LABELED;
            }
            return Main.SOME_LEFT;
        }
    }
}
