package io.ticketlabeler.cli;

import io.ticketlabeler.labelstudio.LabelStudioClient;
import io.ticketlabeler.labelstudio.LabelStudioReviews;
import io.ticketlabeler.read.LabelFile;
import io.ticketlabeler.review.ReviewCsv;
import io.ticketlabeler.review.ReviewReport;
import io.ticketlabeler.review.Reviews;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Reads what people decided back from a review tool. */
@Command(
        name = "pull",
        description = {
            "Writes what people decided to DIR/reviews.csv:",
            "ticket_id,reviewer,decision,label,proposed,confidence,seconds"
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit: 0 done, 1 the server refuses, 2 bad input, 3 done with unknown labels or notes to look at.",
            "Token: LABEL_STUDIO_TOKEN."
        })
final class PullCommand implements Callable<Integer> {

    @Option(names = "--tool", required = true, description = "label-studio")
    private String tool = "";

    @Option(names = "--url", description = "of the server, e.g. http://localhost:8080")
    private @Nullable String url;

    @Option(names = "--project", paramLabel = "P", description = "number, or title")
    private @Nullable String project;

    @Option(
            names = "--export",
            paramLabel = "FILE",
            description = "an exported file instead of a server: JSON tells all, JSON_MIN, CSV and TSV labels only")
    private @Nullable Path export;

    @Option(
            names = "--labels",
            required = true,
            paramLabel = "FILE",
            description = "JSON: [{\"name\":…,\"description\":…}]; other labels are reported")
    private Path labels = Path.of("");

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "where reviews.csv goes")
    private Path out = Path.of("");

    @Option(names = "--allow-http", description = "plain http to another machine, within your own network")
    private boolean allowHttp;

    @Override
    public Integer call() throws IOException {
        if (!tool.equals("label-studio")) {
            throw new IllegalArgumentException("--tool " + tool + ": expected label-studio");
        }
        try (Reviews reviews = open(LabelStudioReviews.of(LabelFile.read(labels)))) {
            Path file = out.resolve("reviews.csv");
            ReviewCsv.write(file, reviews);
            ReviewReport report = reviews.report();
            System.out.println(file + ": " + report);
            boolean clean = report.unknownLabels().isEmpty() && report.notes().isEmpty();
            return clean ? Main.ALL_LABELED : Main.SOME_LEFT;
        }
    }

    private Reviews open(LabelStudioReviews reader) {
        if (export != null) {
            return reader.read(export);
        }
        if (url == null || project == null) {
            throw new IllegalArgumentException("pull needs --url and --project, or --export");
        }
        LabelStudioClient client = LabelStudioClient.at(address(url));
        client = allowHttp ? client.allowInsecure() : client;
        return project.matches("\\d{1,18}")
                ? reader.read(client, Long.parseLong(project))
                : reader.read(client, project);
    }

    private static URI address(String url) {
        try {
            return URI.create(url.strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("--url is no address; expected something like http://localhost:8080", e);
        }
    }
}
