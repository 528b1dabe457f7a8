package io.ticketlabeler.cli;

import io.ticketlabeler.doccano.DoccanoReviews;
import io.ticketlabeler.doccano.DoccanoRun;
import io.ticketlabeler.kili.KiliReviews;
import io.ticketlabeler.kili.KiliRun;
import io.ticketlabeler.labelstudio.LabelStudioClient;
import io.ticketlabeler.labelstudio.LabelStudioReviews;
import io.ticketlabeler.read.LabelFile;
import io.ticketlabeler.review.ReviewCsv;
import io.ticketlabeler.review.ReviewReport;
import io.ticketlabeler.review.Reviews;
import io.ticketlabeler.ticket.LabelSet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Reads what people decided back from a review tool. */
@Command(
        name = "pull",
        description = {
            "Writes what people decided to DIR/reviews.csv:",
            "ticket_id,reviewer,decision,label,proposed,confidence,seconds,decided_at"
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit: 0 done, 1 the server refuses, 2 bad input, 3 done with unknown labels or notes to look at.",
            "Environment: LABEL_STUDIO_TOKEN; DOCCANO_USER and DOCCANO_PASSWORD, or DOCCANO_TOKEN."
        })
final class PullCommand implements Callable<Integer> {

    @Option(names = "--tool", required = true, description = "label-studio, doccano or kili")
    private String tool = "";

    @Option(names = "--url", description = "of the server, e.g. http://localhost:8080")
    private @Nullable String url;

    @Option(names = "--project", paramLabel = "P", description = "number, or title")
    private @Nullable String project;

    @Option(
            names = "--export",
            paramLabel = "FILE",
            description =
                    "an exported file instead of a server. Label Studio: JSON tells all, JSON_MIN, CSV and TSV"
                            + " labels only. doccano: the zip of all documents, to be given with --export-approved. Kili: the zip in its format \"kili\"")
    private @Nullable Path export;

    @Option(
            names = "--export-approved",
            paramLabel = "FILE",
            description = "the zip of the documents that people confirmed (doccano)")
    private @Nullable Path exportApproved;

    @Option(
            names = "--run",
            paramLabel = "DIR",
            description =
                    "where label put the files: for exports as fastText (doccano); tells what was proposed (Kili)")
    private @Nullable Path run;

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
        LabelSet set = LabelFile.read(labels);
        try (Reviews reviews = reviews(set)) {
            Path file = out.resolve("reviews.csv");
            ReviewCsv.write(file, reviews);
            ReviewReport report = reviews.report();
            System.out.println(file + ": " + report);
            boolean clean = report.unknownLabels().isEmpty() && report.notes().isEmpty();
            return clean ? Main.ALL_LABELED : Main.SOME_LEFT;
        }
    }

    private Reviews reviews(LabelSet set) {
        return switch (Tool.of(tool)) {
            case LABEL_STUDIO -> labelStudio(set);
            case DOCCANO -> doccano(set);
            case KILI -> kili(set);
        };
    }

    private Reviews kili(LabelSet set) {
        Map<String, @Nullable Object> foreign = new LinkedHashMap<>();
        foreign.put("--export-approved", exportApproved);
        foreign.put("--url", url);
        foreign.put("--project", project);
        foreign.put("--allow-http", allowHttp);
        Tool.KILI.refuse(foreign);
        if (export == null) {
            throw new IllegalArgumentException("pull --tool kili needs --export; Kili's own Python package makes it");
        }
        KiliReviews reader = KiliReviews.of(set);
        return (run == null ? reader : reader.run(KiliRun.of(run))).read(export);
    }

    private Reviews labelStudio(LabelSet set) {
        Map<String, @Nullable Object> foreign = new LinkedHashMap<>();
        foreign.put("--export-approved", exportApproved);
        foreign.put("--run", run);
        Tool.LABEL_STUDIO.refuse(foreign);
        LabelStudioReviews reader = LabelStudioReviews.of(set);
        if (export != null) {
            return reader.read(export);
        }
        LabelStudioClient client = LabelStudioClient.at(Tool.address("--url", needed(url)));
        client = allowHttp ? client.allowInsecure() : client;
        String named = needed(project);
        return Tool.isNumber(named) ? reader.read(client, Long.parseLong(named)) : reader.read(client, named);
    }

    private Reviews doccano(LabelSet set) {
        DoccanoReviews reader = DoccanoReviews.of(set);
        reader = run == null ? reader : reader.run(DoccanoRun.of(run));
        if (export != null) {
            return exportApproved == null ? reader.read(export) : reader.read(export, exportApproved);
        }
        if (exportApproved != null) {
            return reader.readConfirmed(exportApproved);
        }
        return reader.read(DoccanoProjects.client(needed(url), allowHttp), DoccanoProjects.project(needed(project)));
    }

    private static String needed(@Nullable String option) {
        if (option == null) {
            throw new IllegalArgumentException("pull needs --url and --project, or --export");
        }
        return option;
    }
}
