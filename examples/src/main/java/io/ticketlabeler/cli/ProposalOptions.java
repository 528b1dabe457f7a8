package io.ticketlabeler.cli;

import io.ticketlabeler.review.Proposals;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Which proposals: a run, or a file. */
final class ProposalOptions {

    @ArgGroup
    private Source source = new Source();

    /** At most one of them. */
    static final class Source {

        @Option(names = "--run", paramLabel = "DIR", description = "what label --out wrote")
        private @Nullable Path run;

        @Option(
                names = "--proposals",
                paramLabel = "FILE.csv",
                description = "id,label,confidence; several labels as JSON array")
        private @Nullable Path proposals;
    }

    /** @param otherwise where to look if none is given */
    Proposals read(Optional<Path> otherwise) {
        Path path = source.run == null ? source.proposals : source.run;
        if (path == null) {
            path = otherwise.orElseThrow(
                    () -> new IllegalArgumentException("name the proposals: --run DIR, or --proposals FILE.csv"));
        }
        return Proposals.read(path);
    }
}
