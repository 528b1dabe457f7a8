package io.ticketlabeler.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.model.openai.OpenAiChatModel;
import io.ticketlabeler.RunReport;
import io.ticketlabeler.contract.Faults;
import io.ticketlabeler.contract.Response;
import io.ticketlabeler.contract.StubProvider;
import io.ticketlabeler.model.ChatLabelModel;
import io.ticketlabeler.model.LabelModel;
import io.ticketlabeler.ticket.Ticket;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** R4 of the fault matrix: one call in ten fails, for no reason that anybody knows. */
@Timeout(120)
class RandomFailuresTest {

    private static final int CALLS = 400;
    private static final int BATCH = 5;
    private static final double MOST_CALLS = 1.15;

    private final List<Ticket> tickets = Trial.tickets(CALLS * BATCH);

    private static StubProvider failing(double share, int... statuses) {
        Response[] failures = new Response[statuses.length];
        for (int i = 0; i < statuses.length; i++) {
            failures[i] = Response.error(statuses[i], "failed");
        }
        return Trial.provider()
                .latency(Duration.ofMillis(5))
                .faults(Faults.seeded(3).failing(share, failures));
    }

    private RunReport holdsR4(LabelModel model, StubProvider provider) {
        try (Trial trial = Trial.of(Trial.settings(model).batchSize(BATCH).concurrency(16))) {
            RunReport report = trial.run(tickets);

            trial.assertAllRight(tickets);
            assertThat(provider.counts().requests()).isLessThanOrEqualTo((long) (MOST_CALLS * CALLS));
            assertThat(report.calls())
                    .as("calls of the report, against requests on the wire")
                    .isEqualTo(provider.counts().requests());
            assertThat(provider.counts().ticketsAgain())
                    .as("tickets paid twice")
                    .isZero();
            return report;
        }
    }

    @Test
    void allTicketsAreLabelledWithFewMoreCallsThanWithoutFailures() {
        try (StubProvider provider = failing(0.1, 500, 502, 503, 504)) {
            RunReport report = holdsR4(Trial.model(provider), provider);

            assertThat(report.failedCalls())
                    .isEqualTo(provider.counts().refused())
                    .isGreaterThan(CALLS / 20);
            assertThat(report.unknownCalls()).isZero();
        }
    }

    @Test
    void aModelThatRepeatsByItselfIsFoundOut() {
        try (StubProvider provider = failing(0.1, 500, 502, 503, 504)) {
            LabelModel repeating = ChatLabelModel.of(OpenAiChatModel.builder()
                            .baseUrl(provider.baseUrl())
                            .apiKey("none")
                            .modelName("gpt-4o-mini")
                            .maxRetries(2)
                            .build())
                    .withSchema();

            assertThatThrownBy(() -> holdsR4(repeating, provider))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("requests on the wire");
        }
    }
}
