package io.ticketlabeler.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketlabeler.RunReport;
import io.ticketlabeler.contract.StubProvider;
import io.ticketlabeler.model.LabelModel;
import io.ticketlabeler.run.CallEvent;
import io.ticketlabeler.ticket.Ticket;
import java.time.Duration;
import java.util.List;

/** A run in the middle of which the provider is away. */
final class Outage {

    static final int IN_FLIGHT = 8;
    static final Duration LATENCY = Duration.ofMillis(100);

    private static final int CALLS = 320; // four seconds without an outage
    private static final int BATCH = 5;
    private static final double MOST_CALLS = 1.1;
    private static final Duration MOST_UNTIL_OPEN = Duration.ofSeconds(5);

    private final Duration length;

    Outage(Duration length) {
        this.length = length;
    }

    /** The bars of R5. */
    Trial isEndured(LabelModel model, StubProvider provider, Duration in) {
        List<Ticket> tickets = Trial.tickets(CALLS * BATCH);
        long start = System.nanoTime();
        try (Trial trial = Trial.of(Trial.settings(model).batchSize(BATCH).concurrency(IN_FLIGHT))) {
            RunReport report = trial.run(tickets);

            trial.assertAllRight(tickets);
            assertThat(report.wall()).isGreaterThan(length);
            assertThat(Math.max(report.calls(), provider.counts().requests()))
                    .as("calls, with requests in vain")
                    .isLessThanOrEqualTo((long) (MOST_CALLS * CALLS));
            long opened = trial.events.stream()
                    .filter(told -> told.event() instanceof CallEvent.CircuitOpened)
                    .mapToLong(Trial.Told::nanoTime)
                    .min()
                    .orElseThrow();
            assertThat(Duration.ofNanos(opened - start).minus(in)).isLessThan(MOST_UNTIL_OPEN);
            assertThat(trial.events(CallEvent.CircuitClosed.class)).isNotEmpty();
            System.out.println("R5: " + report.calls() + " calls for " + CALLS + ", open after "
                    + Duration.ofNanos(opened - start).minus(in).toMillis() + " ms, wall " + report.wall());
            return trial;
        }
    }
}
