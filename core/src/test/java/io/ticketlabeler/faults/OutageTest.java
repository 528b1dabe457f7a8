package io.ticketlabeler.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import dev.langchain4j.model.openai.OpenAiChatModel;
import io.ticketlabeler.cache.AttemptEnd.State;
import io.ticketlabeler.contract.StubProvider;
import io.ticketlabeler.model.ChatLabelModel;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;

/** R5 of the fault matrix with a short outage; {@link OutageIT} has the whole minute. */
@Timeout(120)
class OutageTest {

    private static final Duration IN = Duration.ofSeconds(1);
    private static final Duration LENGTH = Duration.ofSeconds(4);

    @Test
    @Execution(CONCURRENT)
    void aProviderThatIsDownCostsFewCallsAndThenTheRunGoesOnAlone() {
        try (StubProvider provider = Trial.provider().latency(Outage.LATENCY)) {
            Outage outage = new Outage(LENGTH);
            provider.outage(IN, LENGTH);

            outage.isEndured(Trial.model(provider), provider, IN);
        }
    }

    @Test
    @Execution(CONCURRENT)
    void aProviderThatCannotBeReachedIsNoDifferent() {
        try (StubProvider provider = Trial.provider().latency(Outage.LATENCY)) {
            Outage outage = new Outage(LENGTH);
            provider.unreachable(IN, LENGTH);

            Trial trial = outage.isEndured(Trial.model(provider), provider, IN);

            assertThat(trial.ledger.ended(State.UNKNOWN))
                    .as("calls that were in the air, or reached a connection that was being closed")
                    .hasSizeLessThanOrEqualTo(2 * Outage.IN_FLIGHT);
        }
    }

    @Test
    @Execution(CONCURRENT)
    void aModelThatRepeatsByItselfMultipliesTheCallsOfAnOutage() {
        try (StubProvider provider = Trial.provider().latency(Outage.LATENCY)) {
            Outage outage = new Outage(LENGTH);
            provider.outage(IN, LENGTH);

            assertThatThrownBy(() -> outage.isEndured(
                            ChatLabelModel.of(OpenAiChatModel.builder()
                                            .baseUrl(provider.baseUrl())
                                            .apiKey("none")
                                            .modelName("gpt-4o-mini")
                                            .maxRetries(2)
                                            .build())
                                    .withSchema(),
                            provider,
                            IN))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("requests in vain");
        }
    }
}
