package io.ticketlabeler.cli;

import io.ticketlabeler.evaluation.LabelDrift;
import io.ticketlabeler.report.RunFigures;
import io.ticketlabeler.review.Certificate;
import io.ticketlabeler.review.CertificateState;
import io.ticketlabeler.review.CertificateWatch;
import io.ticketlabeler.review.Proposals;
import io.ticketlabeler.review.Review;
import io.ticketlabeler.review.ReviewFile;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Says which of the tickets accepted later people read, and whether the certificate still stands. */
@Command(
        name = "watch",
        description = {
            "Prints the ids of those tickets accepted after a certificate that people should read;",
            "with --reviews, says instead whether the certificate still stands: VALID, WATCH or REVOKED."
        },
        mixinStandardHelpOptions = true,
        footer = {"", "Exit: 0 valid, or ids printed, 2 bad input, 3 under watch or revoked."})
final class WatchCommand implements Callable<Integer> {

    @Option(names = "--certificate", required = true, paramLabel = "FILE", description = "what certify wrote")
    private Path certificate = Path.of("");

    @Option(
            names = "--accepted",
            required = true,
            paramLabel = "FILE.csv",
            description = "id,label of all tickets accepted since")
    private Path accepted = Path.of("");

    @Option(names = "--share", defaultValue = "0.01", description = "of those tickets that people read (0.01)")
    private double share;

    @Option(names = "--seed", required = true, description = "which ones; keep it, and keep it to yourself")
    private long seed;

    @Option(names = "--reviews", paramLabel = "FILE.csv", description = "what people said, oldest first: id,label")
    private @Nullable Path reviews;

    @Option(names = "--before", paramLabel = "DIR", description = "the certified run, to see whether the labels drift")
    private @Nullable Path before;

    @Override
    public Integer call() {
        CertificateWatch watch = CertificateWatch.over(Certificate.read(certificate), share, seed);
        Proposals later = Proposals.read(accepted);
        if (reviews == null) {
            IntStream.range(0, later.size())
                    .mapToObj(later::id)
                    .filter(watch::asks)
                    .forEach(System.out::println);
            return Main.ALL_LABELED;
        }
        try (ReviewFile file = ReviewFile.read(reviews)) {
            while (file.hasNext()) {
                Review review = file.next();
                OptionalInt ticket = later.indexOf(review.ticketId());
                if (ticket.isEmpty()) {
                    throw new IllegalArgumentException(reviews + ": ticket " + review.ticketId() + " is not in "
                            + accepted + "; add it there, or remove its review");
                }
                watch.answer(review, later.labels(ticket.getAsInt()));
            }
        }
        if (before != null) {
            watch.labelMix(LabelDrift.between(
                            RunFigures.of(Proposals.read(before)).labels(),
                            RunFigures.of(later).labels())
                    .isDrift());
        }
        System.out.println(watch);
        return watch.state() == CertificateState.VALID ? Main.ALL_LABELED : Main.SOME_LEFT;
    }
}
