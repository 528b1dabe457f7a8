package io.ticketlabeler.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketlabeler.RunReport;
import io.ticketlabeler.contract.Faults;
import io.ticketlabeler.contract.Response;
import io.ticketlabeler.contract.StubProvider;
import io.ticketlabeler.ticket.Ticket;
import java.time.Duration;
import java.util.List;

/** One call in ten fails with 500, three in ten with 429 and {@code Retry-After: 1}; 20 tickets a call, 32 calls at once. */
final class MixedFaults {

    private static final int BATCH = 20;
    private static final int IN_FLIGHT = 32;

    private MixedFaults() {}

    static void areEndured(int count) {
        List<Ticket> tickets = Trial.tickets(count);
        try (StubProvider provider = Trial.provider()
                        .latency(Duration.ofMillis(50))
                        .faults(Faults.seeded(7)
                                .failing(0.1, Response.error(500, "server_error"))
                                .failing(0.3, Response.rateLimited().retryAfter(Duration.ofSeconds(1))));
                Trial trial = Trial.of(
                        Trial.settings(Trial.model(provider)).batchSize(BATCH).concurrency(IN_FLIGHT))) {
            RunReport report = trial.run(tickets);

            trial.assertAllRight(tickets);
            System.out.printf(
                    "10 %% 500 and 30 %% 429 with Retry-After 1 s: %d tickets, %d calls, %s early, %s%n",
                    count, report.calls(), provider.counts().early(), report.wall());
            assertThat(provider.counts().early())
                    .as("requests before a wait was over")
                    .isZero();
            assertThat(provider.counts().ticketsAgain())
                    .as("tickets paid twice")
                    .isZero();
            assertThat(report.calls()).isEqualTo(provider.counts().requests());
        }
    }
}
