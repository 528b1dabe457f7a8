package io.ticketlabeler.cli;

import io.ticketlabeler.export.PushReport;
import io.ticketlabeler.labelstudio.LabelStudioClient;
import io.ticketlabeler.labelstudio.LabelStudioRun;
import io.ticketlabeler.labelstudio.ProjectOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
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
            "Token: LABEL_STUDIO_TOKEN."
        })
final class PushCommand implements Callable<Integer> {

    @Option(names = "--tool", required = true, description = "label-studio")
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

    @Option(names = "--instructions", paramLabel = "FILE", description = "HTML that reviewers see first")
    private @Nullable Path instructions;

    @Option(names = "--sampling", description = "order of the tasks: sequential, uniform or uncertainty")
    private ProjectOptions.@Nullable Sampling sampling;

    @Option(
            names = "--accepted-from",
            paramLabel = "C",
            description =
                    "confidence from which a proposal counts unless a person looks, for the view \"Accepted unseen\"")
    private @Nullable Double acceptedFrom;

    @Option(names = "--replace-config", description = "put the run's labels in the place of other ones")
    private boolean replaceConfig;

    @Option(names = "--allow-http", description = "plain http to another machine, within your own network")
    private boolean allowHttp;

    @Override
    public Integer call() throws IOException {
        if (!tool.equals("label-studio")) {
            throw new IllegalArgumentException("--tool " + tool + ": expected label-studio");
        }
        LabelStudioClient client = LabelStudioClient.at(address());
        PushReport report = (allowHttp ? client.allowInsecure() : client)
                .push(LabelStudioRun.of(out), options(), soFar -> System.err.println(soFar));
        report.failed().forEach(chunk -> System.err.println("failed: " + chunk));
        System.out.println(report.project() + ": " + report);
        return report.isComplete() ? Main.ALL_LABELED : Main.SOME_LEFT;
    }

    private URI address() {
        try {
            return URI.create(url.strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("--url is no address; expected something like http://localhost:8080", e);
        }
    }

    private ProjectOptions options() throws IOException {
        boolean number = project.matches("\\d{1,18}");
        ProjectOptions options = number ? ProjectOptions.ofId(Long.parseLong(project)) : ProjectOptions.titled(project);
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
