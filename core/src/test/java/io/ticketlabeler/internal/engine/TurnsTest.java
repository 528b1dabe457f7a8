package io.ticketlabeler.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticketlabeler.RunReport;
import io.ticketlabeler.RunStoppedException;
import io.ticketlabeler.TicketLabeler;
import io.ticketlabeler.contract.StubProvider;
import io.ticketlabeler.model.Fallback;
import io.ticketlabeler.model.LabelModel;
import io.ticketlabeler.model.OpenAi;
import io.ticketlabeler.run.SharedLimit;
import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.Ticket;
import io.ticketlabeler.ticket.TicketLabelerException;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the engine does with a limit that it shares. */
class TurnsTest {

    private static LabelModel model(String name, StubProvider provider) {
        return OpenAi.chat(name).baseUrl(provider.baseUrl()).apiKey(() -> "none");
    }

    private static TicketLabeler.Builder labeler(LabelModel model, SharedLimit limit) {
        return TicketLabeler.builder()
                .labels(LabelSet.of("Bug", "Question"))
                .model(model)
                .batchSize(1)
                .requestsPerMinute(60_000)
                .sharedLimit(limit);
    }

    private static Iterator<Ticket> tickets(int many) {
        return IntStream.range(0, many)
                .mapToObj(i -> Ticket.of("t" + i, "printer " + i + " does not print"))
                .iterator();
    }

    @Test
    void eachCallTakesItsTurnAndSettlesWhatItUsed() {
        Noted limit = new Noted();
        try (StubProvider provider = StubProvider.labelling(text -> "Bug").countingTokens();
                TicketLabeler labeler = labeler(model("m", provider), limit).build()) {
            RunReport report = labeler.run(tickets(20));

            assertThat(limit.names).containsExactly(provider.baseUrl() + " m 60000");
            assertThat(limit.taken).hasSize(20);
            assertThat(limit.settled.stream().mapToLong(Long::longValue).sum())
                    .isEqualTo(report.usage().inputTokens() + report.usage().outputTokens());
        }
    }

    @Test
    void whoeverIsClosedForLongLeavesTheCallToTheNextModel() {
        try (StubProvider first = StubProvider.labelling(text -> "Bug");
                StubProvider second = StubProvider.labelling(text -> "Question")) {
            SharedLimit closedFirst =
                    (name, requests, tokens) -> name.startsWith(first.baseUrl()) ? new Closed() : new Noted();
            LabelModel both = Fallback.of(model("m", first), model("n", second));
            try (TicketLabeler labeler = labeler(both, closedFirst).build()) {
                RunReport report = labeler.run(tickets(5));

                assertThat(report.labeled()).isEqualTo(5);
                assertThat(second.requests()).hasSize(5);
                assertThat(first.requests()).isEmpty();
            }
        }
    }

    @Test
    void aPlaceThatCannotBeAskedStopsTheRunBeforeAnythingIsSent() {
        SharedLimit gone = (name, requests, tokens) -> new Noted() {
            @Override
            public Duration take(long tokens) {
                throw new TicketLabelerException("the server does not answer");
            }
        };
        try (StubProvider provider = StubProvider.labelling(text -> "Bug");
                TicketLabeler labeler = labeler(model("m", provider), gone).build()) {
            assertThatThrownBy(() -> labeler.run(tickets(5)))
                    .isInstanceOf(RunStoppedException.class)
                    .hasMessageContaining("the server does not answer");
            assertThat(provider.requests()).isEmpty();
        }
    }

    @Test
    void aPlaceThatFailsWhenACallHasEndedTakesNoAnswerAway() {
        SharedLimit forgetful = (name, requests, tokens) -> new Noted() {
            @Override
            public void settle(long taken, long used) {
                throw new TicketLabelerException("the server does not answer");
            }
        };
        try (StubProvider provider = StubProvider.labelling(text -> "Bug").countingTokens();
                TicketLabeler labeler = labeler(model("m", provider), forgetful).build()) {
            assertThat(labeler.run(tickets(5)).labeled()).isEqualTo(5);
        }
    }

    @Test
    void aRunThatIsInterruptedDoesNotWaitForItsTurn() throws InterruptedException {
        CountDownLatch asked = new CountDownLatch(1);
        SharedLimit closed = (name, requests, tokens) -> new Closed() {
            @Override
            public Duration take(long tokens) {
                asked.countDown();
                return super.take(tokens);
            }
        };
        try (StubProvider provider = StubProvider.labelling(text -> "Bug");
                TicketLabeler labeler = labeler(model("m", provider), closed).build()) {
            List<Throwable> thrown = new CopyOnWriteArrayList<>();
            Thread runner = new Thread(() -> {
                try {
                    labeler.run(tickets(5));
                } catch (RuntimeException e) {
                    thrown.add(e);
                }
            });
            runner.start();
            asked.await();
            runner.interrupt();
            runner.join();

            assertThat(thrown).hasSize(1).first().isInstanceOf(RunStoppedException.class);
            assertThat(provider.requests()).isEmpty();
        }
    }

    /** Closed for an hour. */
    private static class Closed extends Noted {

        @Override
        public Duration take(long tokens) {
            return closedFor();
        }

        @Override
        public Duration closedFor() {
            return Duration.ofHours(1);
        }
    }

    /** Room for everything; remembers what it was told. */
    private static class Noted implements SharedLimit, SharedLimit.Endpoint {

        final List<String> names = new CopyOnWriteArrayList<>();
        final List<Long> taken = new CopyOnWriteArrayList<>();
        final List<Long> settled = new CopyOnWriteArrayList<>();

        @Override
        public Endpoint at(String name, OptionalLong requestsPerMinute, OptionalLong tokensPerMinute) {
            names.add(name + " " + requestsPerMinute.orElse(0));
            return this;
        }

        @Override
        public Duration take(long tokens) {
            taken.add(tokens);
            return Duration.ZERO;
        }

        @Override
        public void giveBack(long tokens) {
            taken.remove(tokens);
        }

        @Override
        public void settle(long before, long used) {
            settled.add(used);
        }

        @Override
        public void close(Duration wait) {}

        @Override
        public Duration closedFor() {
            return Duration.ZERO;
        }
    }
}
