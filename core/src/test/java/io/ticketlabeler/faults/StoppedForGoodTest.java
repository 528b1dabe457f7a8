package io.ticketlabeler.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ticketlabeler.RunReport;
import io.ticketlabeler.RunStoppedException;
import io.ticketlabeler.contract.Counts;
import io.ticketlabeler.contract.StubProvider;
import io.ticketlabeler.contract.StubProvider.Response;
import io.ticketlabeler.model.ModelCallException;
import io.ticketlabeler.ticket.Ticket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** R3 of the fault matrix: wrong key, no credit, unknown model. */
@Timeout(60)
class StoppedForGoodTest {

    private static final int IN_FLIGHT = 8;
    private static final int GOOD_CALLS = 20;
    private static final double SECONDS_TO_END = 2;
    private static final double SLACK = 2; // for a busy machine

    @ParameterizedTest
    @CsvSource({
        "429, insufficient_quota",
        "401, invalid_api_key",
        "402, payment_required",
        "403, forbidden",
        "404, model_not_found",
    })
    void theRunEndsSoonCallsNoMoreAndGoesOnLater(int status, String code) {
        List<Ticket> tickets = Trial.tickets(300);
        AtomicInteger requests = new AtomicInteger();
        AtomicLong refusedAt = new AtomicLong();
        AtomicBoolean mended = new AtomicBoolean();
        try (StubProvider provider = StubProvider.answering(request -> {
                            if (mended.get() || requests.incrementAndGet() <= GOOD_CALLS) {
                                return Response.completion(request.labelled(Trial::right));
                            }
                            refusedAt.compareAndSet(0, System.nanoTime());
                            return Response.error(status, code);
                        })
                        .latency(Duration.ofMillis(30));
                Trial trial = Trial.of(
                        Trial.settings(Trial.model(provider)).batchSize(5).concurrency(IN_FLIGHT))) {

            RunStoppedException stopped = catchThrowableOfType(RunStoppedException.class, () -> trial.run(tickets));
            double seconds = (System.nanoTime() - refusedAt.get()) / 1e9;

            Counts counts = provider.counts();
            assertThat(stopped.getCause()).isInstanceOf(ModelCallException.class);
            assertThat(seconds).isLessThan(SECONDS_TO_END + SLACK);
            assertThat(counts.refused()).isBetween(1L, IN_FLIGHT + 1L);
            assertThat(stopped.report().calls()).isEqualTo(counts.requests());
            assertThat(trial.ledger.answers()).as("paid answers that are kept").isEqualTo(GOOD_CALLS * 5);
            assertThat(trial.ledger.open()).isZero();

            mended.set(true);
            RunReport resumed = trial.run(tickets);

            trial.assertAllRight(tickets);
            assertThat(resumed.cached()).isEqualTo(GOOD_CALLS * 5);
            assertThat(provider.counts().ticketsAgain())
                    .as("tickets paid twice")
                    .isZero();
        }
    }

    @Test
    void callsThatHangDoNotHoldUpTheEnd() {
        AtomicInteger requests = new AtomicInteger();
        AtomicLong refusedAt = new AtomicLong();
        try (StubProvider provider = StubProvider.answering(request -> {
                    if (requests.incrementAndGet() < IN_FLIGHT) {
                        return Response.hang();
                    }
                    refusedAt.compareAndSet(0, System.nanoTime());
                    return Response.error(401, "invalid_api_key");
                });
                Trial trial = Trial.of(
                        Trial.settings(Trial.model(provider)).batchSize(5).concurrency(IN_FLIGHT))) {

            RunStoppedException stopped =
                    catchThrowableOfType(RunStoppedException.class, () -> trial.run(Trial.tickets(100)));
            double seconds = (System.nanoTime() - refusedAt.get()) / 1e9;

            assertThat(stopped).hasMessageContaining("check the key");
            assertThat(seconds).isLessThan(SECONDS_TO_END + SLACK);
            assertThat(provider.counts().requests()).isLessThanOrEqualTo(2 * IN_FLIGHT);
        }
    }

    @Test
    void aModelThatOnlyEverAnswersProseIsNotPaidForAllTickets() {
        List<Ticket> tickets = Trial.tickets(1_000);
        try (StubProvider provider = StubProvider.answering(
                                request -> Response.completion("I am sorry, I would rather talk about the weather."))
                        .latency(Duration.ofMillis(10));
                Trial trial = Trial.of(
                        Trial.settings(Trial.model(provider)).batchSize(20).concurrency(IN_FLIGHT))) {

            RunStoppedException stopped = catchThrowableOfType(RunStoppedException.class, () -> trial.run(tickets));

            assertThat(stopped).hasMessageContaining("20 answers of gpt-4o-mini held no usable label");
            assertThat(stopped).hasMessageContaining("the reply held no JSON");
            assertThat(provider.counts().requests()).isLessThanOrEqualTo(20 + IN_FLIGHT);
        }
    }

    @Test
    void aModelThatNeverEndsStopsTheRunInsteadOfFailingAllTickets() {
        List<Ticket> tickets = Trial.tickets(20 * IN_FLIGHT);
        try (StubProvider provider = StubProvider.answering(request -> Response.hang());
                Trial trial = Trial.of(Trial.settings(Trial.model(provider).deadline(Duration.ofMillis(100)))
                        .batchSize(20)
                        .concurrency(IN_FLIGHT))) {

            RunStoppedException stopped = catchThrowableOfType(RunStoppedException.class, () -> trial.run(tickets));

            assertThat(stopped).hasMessageContaining("gave no complete answer within 0.1 s");
            assertThat(stopped.report().failed()).isLessThanOrEqualTo(40);
            assertThat(provider.counts().requests()).isLessThanOrEqualTo(3L * IN_FLIGHT + 2);
        }
    }
}
