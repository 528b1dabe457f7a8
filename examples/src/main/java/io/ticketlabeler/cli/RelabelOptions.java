package io.ticketlabeler.cli;

import io.ticketlabeler.evaluation.Truth;
import io.ticketlabeler.review.Proposals;
import io.ticketlabeler.run.Settled;
import io.ticketlabeler.teach.Relabelling;
import io.ticketlabeler.ticket.LabelSet;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which tickets an earlier run and people have settled. */
final class RelabelOptions {

    @Option(
            names = "--relabel",
            paramLabel = "DIR",
            description = "an earlier run: pay only for tickets that are neither reviewed nor accepted")
    private @Nullable Path relabel;

    @Option(
            names = "--reviews",
            paramLabel = "FILE",
            description = "with --relabel: what people decided; their labels are kept")
    private @Nullable Path reviews;

    @Option(
            names = "--accepted",
            paramLabel = "FILE",
            description = "with --relabel: the accepted.csv that certify wrote; its proposals are kept")
    private @Nullable Path accepted;

    @Option(
            names = "--accepted-from",
            paramLabel = "C",
            description = "with --relabel: keep proposals that are at least that sure, 0 to 1")
    private @Nullable Double acceptedFrom;

    /** What need not be asked; prints how much that is. */
    Settled settled(LabelSet labels) {
        if (relabel == null) {
            if (reviews != null || accepted != null || acceptedFrom != null) {
                throw new IllegalArgumentException(
                        "--reviews, --accepted and --accepted-from go with --relabel DIR; name the earlier run");
            }
            return Settled.NOTHING;
        }
        Truth people = reviews == null ? Truth.builder().build() : TeachCommand.truth(reviews);
        Relabelling again = Relabelling.of(labels, Proposals.read(relabel), people);
        again = accepted == null ? again : again.accepting(Proposals.read(accepted));
        again = acceptedFrom == null ? again : again.acceptingFrom(acceptedFrom);
        System.err.println(again);
        return again;
    }
}
