package io.ticketlabeler.cli;

import io.ticketlabeler.RunReport;
import io.ticketlabeler.RunStoppedException;
import io.ticketlabeler.TicketLabeler;
import io.ticketlabeler.cache.LabelCache;
import io.ticketlabeler.doccano.DoccanoExporter;
import io.ticketlabeler.export.CsvExporter;
import io.ticketlabeler.export.LabelSink;
import io.ticketlabeler.kili.KiliExporter;
import io.ticketlabeler.labelstudio.LabelStudioExporter;
import io.ticketlabeler.read.LabelFile;
import io.ticketlabeler.read.TicketReader;
import io.ticketlabeler.run.Settled;
import io.ticketlabeler.ticket.LabelSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Labels a file of tickets and writes everything the review tools need. */
@Command(
        name = "label",
        description = "Labels tickets and writes them for Label Studio, doccano and, with --kili, Kili.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit: 0 all labelled, 2 bad input, 3 finished with tickets left over, 4 stopped.",
            "Keys: OPENAI_API_KEY, OPENROUTER_API_KEY."
        })
final class LabelCommand implements Callable<Integer> {

    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Duration CALLS_END = Duration.ofSeconds(30);

    @Mixin
    private TicketOptions tickets = new TicketOptions();

    @Mixin
    private ModelOptions models = new ModelOptions();

    @Mixin
    private EngineOptions engine = new EngineOptions();

    @Mixin
    private RelabelOptions earlier = new RelabelOptions();

    @Option(
            names = "--labels",
            required = true,
            paramLabel = "FILE",
            description = "JSON: [{\"name\":…,\"description\":…}]")
    private Path labels = Path.of("");

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "where the files go")
    private Path out = Path.of("");

    @Option(names = "--kili", description = "write kili/, too: it has a file for each ticket")
    private boolean kili;

    @Option(names = "--estimate", description = "say what it would cost, send nothing, write nothing")
    private boolean estimate;

    @Override
    public Integer call() throws IOException {
        LabelSet set = LabelFile.read(labels);
        Settled settled = earlier.settled(set);
        TicketLabeler.Builder builder = models.apply(TicketLabeler.builder(), set);
        TicketReader reader = tickets.open();
        if (estimate) {
            try (LabelCache cache = engine.openCache();
                    TicketLabeler labeler = engine.apply(builder, cache).build()) {
                System.out.println(labeler.estimate(reader, settled));
            }
            return Main.ALL_LABELED;
        }
        LabelSink[] more = kili ? new LabelSink[] {KiliExporter.to(out.resolve("kili"))} : new LabelSink[0];
        RunReport report = run(builder, reader, settled, out, engine, more);
        System.err.println(reader.report());
        System.err.println(report);
        return report.labeled() == report.tickets() ? Main.ALL_LABELED : Main.SOME_LEFT;
    }

    /**
     * Runs and writes, also into more sinks, with a labeler that knows its labels and model; {@code report.json} is written for a stopped
     * run, too.
     */
    static RunReport run(
            TicketLabeler.Builder builder,
            TicketReader reader,
            Settled settled,
            Path out,
            EngineOptions engine,
            LabelSink... more)
            throws IOException {
        Path labelStudio = Files.createDirectories(out.resolve("label-studio"));
        Path doccano = Files.createDirectories(out.resolve("doccano"));
        List<LabelSink> sinks = new ArrayList<>(List.of(
                LabelStudioExporter.to(labelStudio),
                DoccanoExporter.to(doccano),
                CsvExporter.to(out.resolve("labels.csv"))));
        sinks.addAll(List.of(more));
        try (Progress progress = new Progress();
                LabelCache cache = engine.openCache();
                TicketLabeler labeler =
                        engine.apply(builder.listener(progress), cache).build();
                Interrupts ignored = Interrupts.forThisThread()) {
            try {
                RunReport report = labeler.run(reader, settled, sinks.toArray(LabelSink[]::new));
                write(out, report, labeler, reader);
                return report;
            } catch (RuntimeException e) {
                boolean interrupted = Thread.interrupted();
                labeler.drain(interrupted ? SOON : CALLS_END); // they are paid: their answers belong into the cache
                if (e instanceof RunStoppedException stopped) {
                    write(out, stopped.report(), labeler, reader);
                }
                throw e;
            }
        }
    }

    private static void write(Path out, RunReport report, TicketLabeler labeler, TicketReader reader)
            throws IOException {
        ReportFile.write(
                out.resolve("report.json"), report, labeler, reader.report().toString());
    }
}
