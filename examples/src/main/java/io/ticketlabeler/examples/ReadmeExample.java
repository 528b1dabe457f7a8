package io.ticketlabeler.examples;

import io.ticketlabeler.RunReport;
import io.ticketlabeler.TicketLabeler;
import io.ticketlabeler.doccano.DoccanoExporter;
import io.ticketlabeler.labelstudio.LabelStudioExporter;
import io.ticketlabeler.model.OpenAi;
import io.ticketlabeler.read.TicketFiles;
import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.Outcome;
import io.ticketlabeler.ticket.Ticket;
import java.nio.file.Path;

/** What the README shows; a test compares the two. Needs OPENAI_API_KEY and a file tickets.csv. */
public final class ReadmeExample {

    private ReadmeExample() {}

    public static void main(String[] args) {
        // README begins
        try (TicketLabeler labeler = TicketLabeler.builder()
                .labels(LabelSet.of("Bug", "Feature Request", "Question"))
                .model(OpenAi.chat("gpt-4o-mini")) // key from OPENAI_API_KEY
                .build()) {

            // live, inside a help desk
            Outcome one = labeler.label(Ticket.of("101", "Error 500 when saving profile"));
            System.out.println(one);

            // 10,000 tickets, streaming
            RunReport report = labeler.run(
                    TicketFiles.read(Path.of("tickets.csv")),
                    LabelStudioExporter.to(Path.of("out/label-studio")),
                    DoccanoExporter.to(Path.of("out/doccano")));
            System.out.println(report);
        }
        // README ends
    }
}
