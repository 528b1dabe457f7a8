package io.ticketlabeler.examples;

import io.ticketlabeler.RunReport;
import io.ticketlabeler.TicketLabeler;
import io.ticketlabeler.doccano.DoccanoExporter;
import io.ticketlabeler.labelstudio.LabelStudioExporter;
import io.ticketlabeler.model.LabelModel;
import io.ticketlabeler.model.OpenAi;
import io.ticketlabeler.read.LabelFile;
import io.ticketlabeler.read.TicketFiles;
import java.nio.file.Path;

/** A file of tickets, labelled by OpenAI, ready for review in both tools. Needs OPENAI_API_KEY. */
public final class LabelCsvWithOpenAi {

    private LabelCsvWithOpenAi() {}

    public static void main(String[] args) {
        System.out.println(run(OpenAi.chat("gpt-4o-mini"), Path.of("examples/sample"), Path.of("out")));
    }

    static RunReport run(LabelModel model, Path sample, Path out) {
        try (TicketLabeler labeler = TicketLabeler.builder()
                .labels(LabelFile.read(sample.resolve("labels.json")))
                .model(model)
                .build()) {
            return labeler.run(
                    TicketFiles.read(sample.resolve("tickets.csv")),
                    LabelStudioExporter.to(out.resolve("label-studio")),
                    DoccanoExporter.to(out.resolve("doccano")));
        }
    }
}
