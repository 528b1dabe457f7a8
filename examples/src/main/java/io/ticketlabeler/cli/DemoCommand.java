package io.ticketlabeler.cli;

import dev.langchain4j.model.embedding.onnx.allminilml6v2q.AllMiniLmL6V2QuantizedEmbeddingModel;
import io.ticketlabeler.RunReport;
import io.ticketlabeler.TicketLabeler;
import io.ticketlabeler.model.EmbeddingLabelModel;
import io.ticketlabeler.read.LabelFile;
import io.ticketlabeler.read.ReadOptions;
import io.ticketlabeler.read.TicketFiles;
import io.ticketlabeler.read.TicketReader;
import io.ticketlabeler.run.Settled;
import io.ticketlabeler.ticket.Ticket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The first thing a newcomer runs: the sample tickets, labelled offline, with the share that is right. */
@Command(
        name = "demo",
        description = "Labels the sample tickets offline and compares with the known labels.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

    @Option(
            names = "--sample",
            defaultValue = "examples/sample",
            paramLabel = "DIR",
            description = "the sample's folder")
    private Path sample = Path.of("");

    @Option(names = "--out", defaultValue = "out", paramLabel = "DIR", description = "where the files go")
    private Path out = Path.of("");

    @Override
    public Integer call() throws IOException {
        Path tickets = sample.resolve("tickets.csv");
        if (!Files.exists(tickets)) {
            throw new IllegalArgumentException(
                    tickets + " is not there; run this from the top of the repository, or give --sample");
        }
        EmbeddingLabelModel model = EmbeddingLabelModel.of(new AllMiniLmL6V2QuantizedEmbeddingModel())
                .identity("all-minilm-l6-v2-q")
                .examples(ExampleFile.read(sample.resolve("examples.csv")).examples());
        RunReport report = LabelCommand.run(
                TicketLabeler.builder()
                        .labels(LabelFile.read(sample.resolve("labels.json")))
                        .model(model),
                TicketFiles.read(tickets),
                Settled.NOTHING,
                out,
                new EngineOptions());
        print(report, rightOnes(tickets));
        return Main.ALL_LABELED;
    }

    private long rightOnes(Path tickets) {
        Map<String, String> known = new HashMap<>();
        try (TicketReader reader = TicketFiles.read(tickets)) {
            reader.forEachRemaining(
                    ticket -> known.put(ticket.id(), ticket.fields().getOrDefault("label", "")));
        }
        long right = 0;
        ReadOptions proposals =
                ReadOptions.builder().idColumn("id").textColumns("label").build();
        try (TicketReader reader = TicketFiles.read(out.resolve("labels.csv"), proposals)) {
            while (reader.hasNext()) {
                Ticket row = reader.next();
                right += row.text().equals(known.get(row.id())) ? 1 : 0;
            }
        }
        return right;
    }

    private void print(RunReport report, long right) {
        System.out.println(report);
        System.out.printf(
                Locale.ROOT,
                "%d of %d proposals are right (%.0f %%) with an English model of 16 MB: no key, no network, a third of the tickets in"
                        + " other languages. With --provider openai a chat model answers instead.%n",
                right,
                report.tickets(),
                100.0 * right / report.tickets());
        System.out.println("Where to look next:");
        System.out.println(
                "  " + out.resolve("labels.csv") + "                  every ticket's proposal and confidence");
        System.out.println("  " + out.resolve("label-studio/config.xml")
                + "     paste into a new Label Studio project, then import");
        System.out.println("  " + out.resolve("label-studio/tasks.json"));
        System.out.println("  " + out.resolve("doccano/labels.json")
                + "         import as label types into a doccano project, then");
        System.out.println("  " + out.resolve("doccano/tickets.jsonl") + "       import as dataset (JSONL)");
    }
}
