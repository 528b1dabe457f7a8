package io.ticketlabeler.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.ticketlabeler.TicketLabeler;
import io.ticketlabeler.contract.ScriptedModel;
import io.ticketlabeler.model.Fallback;
import io.ticketlabeler.model.ModelCallException;
import io.ticketlabeler.model.ModelCallException.Kind;
import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.Ticket;
import io.ticketlabeler.ticket.Usage;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LabelerMetricsTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @Test
    void callsTicketsAndRetriesAreCounted() {
        ScriptedModel model = ScriptedModel.answering(text -> "Bug");
        model.failNext(new ModelCallException(Kind.UNAVAILABLE, "down"));

        run(TicketLabeler.builder().model(model));

        assertThat(registry.get("ticketlabeler.call")
                        .tag("result", "answered")
                        .timer()
                        .count())
                .isEqualTo(2);
        assertThat(registry.get("ticketlabeler.call")
                        .tag("result", "unavailable")
                        .timer()
                        .count())
                .isEqualTo(1);
        assertThat(registry.get("ticketlabeler.retries")
                        .tag("reason", "unavailable")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(registry.get("ticketlabeler.tickets")
                        .tag("model", "scripted")
                        .counter()
                        .count())
                .isEqualTo(30);
        assertThat(registry.get("ticketlabeler.tokens")
                        .tag("type", "prompt")
                        .counter()
                        .count())
                .isZero();
    }

    @Test
    void ticketsThatGoOnToAnotherModelAndWaitsAreCounted() {
        ScriptedModel first = ScriptedModel.answering(text -> "Bug");
        first.failNext(
                new ModelCallException(Kind.RATE_LIMITED, "slow down", 429, Duration.ofMillis(20), Usage.NONE, null),
                new ModelCallException(Kind.AUTHENTICATION, "no key"),
                new ModelCallException(Kind.AUTHENTICATION, "no key"));

        run(TicketLabeler.builder().model(Fallback.of(first, ScriptedModel.answering(text -> "Question"))));

        assertThat(registry.get("ticketlabeler.throttled").timer().count()).isEqualTo(1);
        assertThat(registry.get("ticketlabeler.fallbacks").counter().count()).isPositive();
    }

    @Test
    void noMeterHoldsTextIdsOrLabels() {
        run(TicketLabeler.builder().model(ScriptedModel.answering(text -> "Bug")));

        assertThat(registry.getMetersAsString()).doesNotContain("broken", "T1", "Bug");
    }

    private void run(TicketLabeler.Builder builder) {
        List<Ticket> tickets = IntStream.range(0, 30)
                .mapToObj(i -> Ticket.of("T" + i, "broken " + i))
                .toList();
        try (TicketLabeler labeler = builder.labels(LabelSet.of("Bug", "Question"))
                .listener(LabelerMetrics.bindTo(registry))
                .concurrency(1)
                .build()) {
            assertThat(labeler.run(tickets).labeled()).isEqualTo(30);
        }
    }
}
