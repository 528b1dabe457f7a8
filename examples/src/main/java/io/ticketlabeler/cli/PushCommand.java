package io.ticketlabeler.cli;

import io.ticketlabeler.doccano.DoccanoClient;
import io.ticketlabeler.doccano.DoccanoRun;
import io.ticketlabeler.export.PushReport;
import io.ticketlabeler.labelstudio.LabelStudioClient;
import io.ticketlabeler.labelstudio.LabelStudioRun;
import io.ticketlabeler.labelstudio.ProjectOptions;
import io.ticketlabeler.review.ReviewPlan;
import io.ticketlabeler.review.ReviewSample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Brings what {@code label} wrote into a review tool. */
@Command(
        name = "push",
        description = "Brings labelled tickets into a review tool; again, it brings what is missing there.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit: 0 all is there, 1 the server refuses, 2 bad input, 3 some did not arrive: push again.",
            "Environment: LABEL_STUDIO_TOKEN; DOCCANO_USER and DOCCANO_PASSWORD, or DOCCANO_TOKEN; DOCCANO_BOT_PASSWORD."
        })
final class PushCommand implements Callable<Integer> {

    @Option(names = "--tool", required = true, description = "label-studio or doccano")
    private String tool = "";

    @Option(names = "--url", required = true, description = "of the server, e.g. http://localhost:8080")
    private String url = "";

    @Option(
            names = "--project",
            required = true,
            paramLabel = "P",
            description = "number, or title; one that does not exist is made")
    private String project = "";

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "where label put the files")
    private Path out = Path.of("");

    @Option(
            names = "--plan",
            paramLabel = "FILE",
            description = "of plan-review: marks the tickets of its sample in what is new")
    private @Nullable Path plan;

    @Option(
            names = "--instructions",
            paramLabel = "FILE",
            description = "what reviewers see first: HTML; Markdown for doccano")
    private @Nullable Path instructions;

    @Option(names = "--sampling", description = "order of the tasks: sequential, uniform or uncertainty (Label Studio)")
    private ProjectOptions.@Nullable Sampling sampling;

    @Option(
            names = "--accepted-from",
            paramLabel = "C",
            description =
                    "confidence from which a proposal counts unless a person looks, for the view \"Accepted unseen\""
                            + " (Label Studio)")
    private @Nullable Double acceptedFrom;

    @Option(names = "--replace-config", description = "put the run's labels in the place of other ones")
    private boolean replaceConfig;

    @Option(
            names = "--confidences",
            description = "keep them in the tool, to sort by; takes longer (doccano; Label Studio always does)")
    private boolean confidences;

    @Option(
            names = "--bot",
            paramLabel = "NAME",
            description = "user who imports, so that the machine's labels can be told from people's (doccano)")
    private @Nullable String bot;

    @Option(names = "--annotators", paramLabel = "NAME", split = ",", description = "users who review (doccano)")
    private @Nullable List<String> annotators;

    @Option(names = "--allow-http", description = "plain http to another machine, within your own network")
    private boolean allowHttp;

    @Override
    public Integer call() throws IOException {
        PushReport report = Tool.served(tool) == Tool.DOCCANO ? doccano() : labelStudio();
        report.failed().forEach(chunk -> System.err.println("failed: " + chunk));
        System.out.println(report.project() + ": " + report);
        return report.isComplete() ? Main.ALL_LABELED : Main.SOME_LEFT;
    }

    private PushReport labelStudio() throws IOException {
        Map<String, @Nullable Object> foreign = new LinkedHashMap<>();
        foreign.put("--bot", bot);
        foreign.put("--annotators", annotators);
        foreign.put("--confidences", confidences);
        Tool.LABEL_STUDIO.refuse(foreign);
        LabelStudioRun run = LabelStudioRun.of(out);
        LabelStudioClient client = LabelStudioClient.at(Tool.address("--url", url));
        return (allowHttp ? client.allowInsecure() : client)
                .push(
                        plan == null ? run : run.auditSample(sample()::contains),
                        options(),
                        soFar -> System.err.println(soFar));
    }

    private PushReport doccano() throws IOException {
        Map<String, @Nullable Object> foreign = new LinkedHashMap<>();
        foreign.put("--sampling", sampling);
        foreign.put("--accepted-from", acceptedFrom);
        Tool.DOCCANO.refuse(foreign);
        DoccanoClient client = DoccanoProjects.client(url, allowHttp);
        if (bot != null) {
            client = client.bot(bot, Tool.needed("DOCCANO_BOT_PASSWORD", "--bot"));
        }
        io.ticketlabeler.doccano.ProjectOptions options = DoccanoProjects.project(project);
        if (instructions != null) {
            options = options.guideline(Files.readString(instructions));
        }
        if (annotators != null) {
            options = options.annotators(annotators);
        }
        options = confidences ? options.confidences() : options;
        options = replaceConfig ? options.replaceConfig() : options;
        DoccanoRun run = DoccanoRun.of(out);
        return client.push(
                plan == null ? run : run.auditSample(sample()::contains), options, soFar -> System.err.println(soFar));
    }

    private ReviewSample sample() {
        ReviewPlan read = ReviewPlan.read(Objects.requireNonNull(plan, "plan"));
        return read.sample(new ProposalOptions().read(read.source().or(() -> Optional.of(out))));
    }

    private ProjectOptions options() throws IOException {
        ProjectOptions options =
                Tool.isNumber(project) ? ProjectOptions.ofId(Long.parseLong(project)) : ProjectOptions.titled(project);
        if (instructions != null) {
            options = options.instructions(Files.readString(instructions));
        }
        if (sampling != null) {
            options = options.sampling(sampling);
        }
        if (acceptedFrom != null) {
            options = options.acceptedFrom(acceptedFrom);
        }
        return replaceConfig ? options.replaceConfig() : options;
    }
}
