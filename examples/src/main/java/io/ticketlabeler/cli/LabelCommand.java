package io.ticketlabeler.cli;

import io.ticketlabeler.RunReport;
import io.ticketlabeler.RunStoppedException;
import io.ticketlabeler.TicketLabeler;
import io.ticketlabeler.cache.LabelCache;
import io.ticketlabeler.cache.MemoryLabelCache;
import io.ticketlabeler.doccano.DoccanoExporter;
import io.ticketlabeler.export.CsvExporter;
import io.ticketlabeler.export.LabelSink;
import io.ticketlabeler.jdbc.SqliteLabelCache;
import io.ticketlabeler.labelstudio.LabelStudioExporter;
import io.ticketlabeler.model.LabelModel;
import io.ticketlabeler.read.LabelFile;
import io.ticketlabeler.read.TicketReader;
import io.ticketlabeler.ticket.LabelSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Labels a file of tickets and writes everything the review tools need. */
@Command(
        name = "label",
        description = "Labels tickets and writes them for Label Studio and doccano.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit: 0 all labelled, 2 bad input, 3 finished with tickets left over, 4 stopped.",
            "Keys: OPENAI_API_KEY, OPENROUTER_API_KEY."
        })
final class LabelCommand implements Callable<Integer> {

    @Mixin
    private TicketOptions tickets = new TicketOptions();

    @Mixin
    private ModelOptions models = new ModelOptions();

    @Option(
            names = "--labels",
            required = true,
            paramLabel = "FILE",
            description = "JSON: [{\"name\":…,\"description\":…}]")
    private Path labels = Path.of("");

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "where the files go")
    private Path out = Path.of("");

    @Option(
            names = "--batch",
            defaultValue = "0",
            paramLabel = "N",
            description = "tickets a call (default: 20 for chat models)")
    private int batch;

    @Option(names = "--concurrency", defaultValue = "8", paramLabel = "N", description = "calls at once (default: 8)")
    private int concurrency;

    @Option(
            names = "--cache",
            paramLabel = "FILE",
            description = "keeps paid answers, e.g. labels.db; several runs may share it")
    private @Nullable Path cache;

    @Override
    public Integer call() throws IOException {
        LabelSet set = LabelFile.read(labels);
        LabelModel model = models.model();
        TicketReader reader = tickets.open();
        RunReport report;
        try (LabelCache answers = cache == null ? MemoryLabelCache.create() : SqliteLabelCache.open(cache)) {
            report = run(set, model, answers, reader, out, batch, concurrency);
        }
        System.err.println(reader.report());
        System.err.println(report);
        return report.labeled() == report.tickets() ? Main.ALL_LABELED : Main.SOME_LEFT;
    }

    /** Runs and writes; {@code report.json} is written for a stopped run, too. */
    static RunReport run(
            LabelSet labels,
            LabelModel model,
            LabelCache cache,
            TicketReader reader,
            Path out,
            int batch,
            int concurrency)
            throws IOException {
        Path labelStudio = Files.createDirectories(out.resolve("label-studio"));
        Path doccano = Files.createDirectories(out.resolve("doccano"));
        LabelSink[] sinks = {
            LabelStudioExporter.to(labelStudio), DoccanoExporter.to(doccano), CsvExporter.to(out.resolve("labels.csv"))
        };
        try (Progress progress = new Progress()) {
            TicketLabeler.Builder builder = TicketLabeler.builder()
                    .labels(labels)
                    .model(model)
                    .cache(cache)
                    .concurrency(concurrency)
                    .listener(progress);
            if (batch > 0) {
                builder.batchSize(batch);
            }
            try (TicketLabeler labeler = builder.build()) {
                RunReport report = labeler.run(reader, sinks);
                ReportFile.write(
                        out.resolve("report.json"),
                        report,
                        model.name(),
                        reader.report().toString());
                return report;
            } catch (RunStoppedException e) {
                ReportFile.write(
                        out.resolve("report.json"),
                        e.report(),
                        model.name(),
                        reader.report().toString());
                throw e;
            }
        }
    }
}
