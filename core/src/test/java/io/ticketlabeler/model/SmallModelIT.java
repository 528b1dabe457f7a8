package io.ticketlabeler.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketlabeler.RunReport;
import io.ticketlabeler.TicketLabeler;
import io.ticketlabeler.contract.testbed.Needed;
import io.ticketlabeler.contract.testbed.RealTickets;
import io.ticketlabeler.export.LabelSink;
import io.ticketlabeler.export.RunHeader;
import io.ticketlabeler.ticket.ConfidenceSource;
import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.Labeled;
import io.ticketlabeler.ticket.Outcome;
import io.ticketlabeler.ticket.ScoredLabel;
import io.ticketlabeler.ticket.Ticket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A real language model behind a real server (testbed/llm). It labels badly; what is proved is the wire: schema, ids, usage, and
 * that nothing outside the set comes through.
 */
class SmallModelIT {

    private static final LabelSet LABELS = LabelSet.builder()
            .add("bug", "Something is broken")
            .add("feature", "Wants something new")
            .add("question", "Wants to know something")
            .build();

    @Test
    void aRealModelLabelsRealTicketsUnderTheSchema() throws Exception {
        List<Ticket> tickets = RealTickets.of("banking77.csv").subList(0, 40);
        OpenAi model = OpenAi.chat(Needed.variable("OPENAI_MODEL"))
                .baseUrl(Needed.variable("OPENAI_BASE_URL"))
                .tokenConfidence()
                .parameter("max_tokens", 160); // it does not know when to stop
        Kept kept = new Kept();
        try (TicketLabeler labeler = TicketLabeler.builder()
                .labels(LABELS)
                .model(model)
                .batchSize(2)
                .concurrency(4)
                .build()) {
            RunReport report = labeler.run(tickets, kept);

            System.out.println("small model: " + report);
            assertThat(report.tickets()).isEqualTo(40);
            assertThat(report.labeled()).isPositive(); // how many is a matter of the model: it gets ids wrong
            assertThat(report.usage().inputTokens()).isPositive();
            assertThat(report.usage().outputTokens()).isPositive();
            assertThat(kept.outcomes).filteredOn(Labeled.class::isInstance).allSatisfy(outcome -> {
                ScoredLabel label = ((Labeled) outcome).labels().get(0);
                assertThat(LABELS.names()).contains(label.name());
                assertThat(label.source()).isEqualTo(ConfidenceSource.TOKENS);
            });
            assertThat(labeler.run(tickets.subList(0, 1)).tickets()).isEqualTo(1);
        }
    }

    private static final class Kept implements LabelSink {

        private final List<Outcome> outcomes = new ArrayList<>();

        @Override
        public void open(RunHeader run) {}

        @Override
        public void accept(Ticket ticket, Outcome outcome) {
            outcomes.add(outcome);
        }

        @Override
        public void complete() {}

        @Override
        public void close() {}
    }
}
