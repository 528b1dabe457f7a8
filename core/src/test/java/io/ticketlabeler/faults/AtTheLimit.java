package io.ticketlabeler.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketlabeler.RunReport;
import io.ticketlabeler.TicketLabeler;
import io.ticketlabeler.contract.Counts;
import io.ticketlabeler.contract.RateLimit;
import io.ticketlabeler.contract.StubProvider;
import io.ticketlabeler.ticket.Ticket;
import java.time.Duration;
import java.util.List;

/** A run at a provider that allows 3,000 requests a minute, one ticket a call. */
final class AtTheLimit {

    static final int A_MINUTE = 3_000;

    private static final int IN_FLIGHT = 32;
    private static final Duration LATENCY = Duration.ofMillis(200);

    private final RateLimit limit;
    private final int calls;
    private final double mostRefused;
    private double timeRatio;

    /** @param mostRefused share of the calls */
    AtTheLimit(RateLimit limit, int calls, double mostRefused) {
        this.limit = limit;
        this.calls = calls;
        this.mostRefused = mostRefused;
    }

    /** With the limit in the settings. */
    AtTheLimit isKeptWhenGiven() {
        return isKept(Trial.provider(), true);
    }

    /** With what the provider says of it. */
    AtTheLimit isKeptWhenLearnt() {
        return isKept(Trial.provider(), false);
    }

    private AtTheLimit isKept(StubProvider stub, boolean given) {
        List<Ticket> tickets = Trial.tickets(calls);
        try (StubProvider provider = stub.latency(LATENCY).rateLimit(limit)) {
            TicketLabeler.Builder settings =
                    Trial.settings(Trial.model(provider)).batchSize(1).concurrency(IN_FLIGHT);
            try (Trial trial = Trial.of(given ? settings.requestsPerMinute(A_MINUTE) : settings)) {
                RunReport report = trial.run(tickets);

                trial.assertAllRight(tickets);
                Counts counts = provider.counts();
                timeRatio = report.wall().toNanos() / 60e9 * A_MINUTE / calls;
                System.out.printf(
                        "limit of %d a minute, %s: %d calls, %.2f of the possible time, %.2f %% refused%n",
                        A_MINUTE, given ? "given" : "learnt", calls, timeRatio, 100.0 * counts.refused() / calls);
                assertThat(counts.refused()).isLessThanOrEqualTo((long) Math.ceil(mostRefused * calls));
                assertThat(counts.requests()).isEqualTo(report.calls()).isEqualTo(calls + counts.refused());
            }
        }
        return this;
    }

    /** The time that so many calls take at the limit, and so much more. */
    void takesAtMost(double ofThePossibleTime) {
        assertThat(timeRatio).isLessThanOrEqualTo(ofThePossibleTime);
    }
}
