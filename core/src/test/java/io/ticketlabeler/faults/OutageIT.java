package io.ticketlabeler.faults;

import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import io.ticketlabeler.contract.StubProvider;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;

/** R5 of the fault matrix: the provider is away for a minute. */
@Timeout(180)
class OutageIT {

    private static final Duration IN = Duration.ofSeconds(2);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Test
    @Execution(CONCURRENT)
    void aMinuteWithoutAProviderCostsFewCallsAndThenTheRunGoesOnAlone() {
        try (StubProvider provider = Trial.provider().latency(Outage.LATENCY)) {
            Outage outage = new Outage(MINUTE);
            provider.outage(IN, MINUTE);

            outage.isEndured(Trial.model(provider), provider, IN);
        }
    }

    @Test
    @Execution(CONCURRENT)
    void aMinuteWithoutAConnectionIsNoDifferent() {
        try (StubProvider provider = Trial.provider().latency(Outage.LATENCY)) {
            Outage outage = new Outage(MINUTE);
            provider.unreachable(IN, MINUTE);

            outage.isEndured(Trial.model(provider), provider, IN);
        }
    }
}
