package io.ticketlabeler.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.ticketlabeler.RunListener;
import io.ticketlabeler.RunReport;
import io.ticketlabeler.contract.Faults;
import io.ticketlabeler.contract.Request;
import io.ticketlabeler.contract.Response;
import io.ticketlabeler.contract.StubProvider;
import io.ticketlabeler.prompt.Prompt;
import io.ticketlabeler.prompt.PromptStrategies;
import io.ticketlabeler.prompt.PromptStrategy;
import io.ticketlabeler.run.CallEvent;
import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.Ticket;
import io.ticketlabeler.ticket.TicketText;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** R1 of the fault matrix: a provider that says when to come back is left alone until then, by all calls. */
@Timeout(120)
class WaitingWhenAskedTest {

    static Stream<Arguments> waits() {
        return Stream.of(
                arguments("seconds", Response.rateLimited().retryAfter(Duration.ofSeconds(1))),
                arguments("a date", Response.rateLimited().retryAfterDate(Duration.ofSeconds(1))),
                arguments(
                        "a date of a clock that is wrong",
                        Response.rateLimited().retryAfterDate(Duration.ofSeconds(1), Duration.ofHours(-1))),
                arguments("milliseconds", Response.rateLimited().retryAfterMillis(Duration.ofMillis(700))),
                arguments(
                        "seconds with a 503", Response.error(503, "overloaded").retryAfter(Duration.ofSeconds(1))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("waits")
    void noRequestComesBeforeTheWaitIsOverAndNothingIsLost(String form, Response refusal) {
        List<Ticket> tickets = Trial.tickets(300);
        try (StubProvider provider = Trial.provider()
                        .latency(Duration.ofMillis(20))
                        .faults(Faults.seeded(11).failing(0.3, refusal));
                Trial trial = Trial.of(
                        Trial.settings(Trial.model(provider)).batchSize(10).concurrency(24))) {
            RunReport report = trial.run(tickets);

            trial.assertAllRight(tickets);
            long refused = provider.counts().status(refusal.status());
            assertThat(refused).isPositive();
            assertThat(provider.counts().early())
                    .as("requests before a wait was over")
                    .isZero();
            assertThat(provider.counts().requests()).isEqualTo(report.calls()).isEqualTo(30 + refused);
            assertThat(report.throttledCalls()).isEqualTo(report.failedCalls()).isEqualTo(refused);
            assertThat(report.unknownCalls()).isZero();
            assertThat(provider.counts().ticketsAgain())
                    .as("tickets paid twice")
                    .isZero();
        }
    }

    @Test
    @Execution(CONCURRENT)
    void aTicketMayBeToldToWaitAnyNumberOfTimes() {
        List<Ticket> tickets = Trial.tickets(1);
        try (StubProvider provider = Trial.provider()
                        .faults(Faults.seeded(1)
                                .first(25, Response.rateLimited().retryAfterMillis(Duration.ofMillis(20))));
                Trial trial = Trial.of(Trial.settings(Trial.model(provider)))) {
            RunReport report = trial.run(tickets);

            trial.assertAllRight(tickets);
            assertThat(report.throttledCalls()).isEqualTo(25);
            assertThat(trial.events(CallEvent.Throttled.class))
                    .hasSize(25)
                    .allSatisfy(throttled -> assertThat(throttled.pause()).isEqualTo(Duration.ofMillis(20)));
        }
    }

    @Test
    @Execution(CONCURRENT)
    void aCallThatWasBeingMadeWhenAnotherWasRefusedIsNotSent() {
        CountDownLatch refused = new CountDownLatch(1);
        PromptStrategy slow = new PromptStrategy() {
            private final PromptStrategy usual = PromptStrategies.zeroShot();

            @Override
            public Prompt prompt(LabelSet labels, List<TicketText> tickets) {
                if (tickets.stream().anyMatch(each -> each.text().startsWith("№ 1:"))) {
                    awaited(refused);
                }
                return usual.prompt(labels, tickets);
            }

            @Override
            public String fingerprint() {
                return usual.fingerprint();
            }
        };
        Duration wait = Duration.ofMillis(600);
        List<Ticket> tickets = Trial.tickets(2);
        try (StubProvider provider = Trial.provider()
                        .faults(Faults.seeded(1).first(1, Response.rateLimited().retryAfterMillis(wait)));
                Trial trial = Trial.of(Trial.settings(Trial.model(provider).prompt(slow))
                        .batchSize(1)
                        .listener(new RunListener() {
                            @Override
                            public void progress(RunReport soFar) {}

                            @Override
                            public void call(CallEvent event) {
                                if (event instanceof CallEvent.Throttled) {
                                    refused.countDown();
                                }
                            }
                        }))) {
            RunReport report = trial.run(tickets);

            trial.assertAllRight(tickets);
            List<Request> requests = provider.requests();
            assertThat(requests).hasSize(3);
            assertThat(requests.get(1).nanoTime() - requests.get(0).nanoTime()).isGreaterThanOrEqualTo(wait.toNanos());
            assertThat(report.calls()).isEqualTo(3);
            assertThat(report.failedCalls()).isEqualTo(report.throttledCalls()).isEqualTo(1);
            assertThat(report.maybePaidTwice()).isZero();
        }
    }

    private static void awaited(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
