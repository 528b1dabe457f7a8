package io.ticketlabeler.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.ticketlabeler.RunReport;
import io.ticketlabeler.cache.AttemptEnd;
import io.ticketlabeler.cache.AttemptEnd.State;
import io.ticketlabeler.contract.Response;
import io.ticketlabeler.contract.StubProvider;
import io.ticketlabeler.model.ModelCallException.Kind;
import io.ticketlabeler.ticket.Ticket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** R6 of the fault matrix: answers that were paid for and get lost on their way. */
@Timeout(60)
class BrokenAnswersTest {

    private static final Duration DEADLINE = Duration.ofMillis(1_500);
    private static final Duration LONG_DEADLINE = Duration.ofSeconds(30); // for those that must not need it
    private static final int BROKEN = 2;
    private static final int BATCH = 10;
    private static final long MIB = 1 << 20;

    static Stream<Arguments> ways() {
        return Stream.of(
                way("silence", Kind.TIMEOUT, Response::hanging),
                way("half of the body, then silence", Kind.TIMEOUT, Response::stalling),
                way("one byte a second", Kind.TIMEOUT, response -> response.dripping(1)),
                way("fast enough for any time between two bytes", Kind.TIMEOUT, response -> response.dripping(100)),
                way("reset before the headers", Kind.BROKEN, Response::resetBeforeHeaders),
                way("reset in the body", Kind.BROKEN, Response::resetInBody),
                way("a chunk that ends too soon", Kind.BROKEN, Response::truncated),
                way("a length that is too long", Kind.BROKEN, Response::lengthTooLong),
                way("a length that is too short", Kind.UNUSABLE_REPLY, Response::lengthTooShort),
                way("a body of 8 MiB and a bit", Kind.UNUSABLE_REPLY, response -> response.padded(8 * MIB)),
                way("a body without an end", Kind.UNUSABLE_REPLY, response -> response.padded(1L << 50)),
                way("10 GiB in 10 MiB of gzip", Kind.UNUSABLE_REPLY, response -> response.gzipBomb(10 * 1024 * MIB)),
                way("1 GiB in 1 MiB of gzip", Kind.UNUSABLE_REPLY, response -> response.gzipBomb(1024 * MIB)));
    }

    private static Arguments way(String name, Kind kind, UnaryOperator<Response> breaking) {
        return arguments(name, kind, breaking);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ways")
    void theCallEndsInTimeCountsAsUnknownAndIsRepeated(String name, Kind kind, UnaryOperator<Response> breaking)
            throws Exception {
        List<Ticket> tickets = Trial.tickets(4 * BATCH);
        AtomicInteger requests = new AtomicInteger();
        Duration deadline = kind == Kind.TIMEOUT ? DEADLINE : LONG_DEADLINE;
        try (StubProvider provider = StubProvider.answering(request -> {
                    Response whole = Response.completion(request.labelled(Trial::right));
                    boolean isWhole = request.tickets().size() == BATCH; // not the half of one that was broken before
                    return isWhole && requests.incrementAndGet() <= BROKEN ? breaking.apply(whole) : whole;
                });
                Trial trial = Trial.of(Trial.settings(Trial.model(provider).deadline(deadline))
                        .batchSize(BATCH)
                        .concurrency(4))) {
            RunReport report = trial.run(tickets);

            trial.assertAllRight(tickets);
            assertThat(report.calls())
                    .as("calls of the report, against requests on the wire")
                    .isEqualTo(provider.counts().requests());
            assertThat(report.failedCalls()).isEqualTo(BROKEN);
            assertThat(report.unknownCalls()).isEqualTo(BROKEN);
            assertThat(trial.ledger.ended(State.UNKNOWN))
                    .extracting(AttemptEnd::detail)
                    .containsExactly(kind.name(), kind.name());
            assertThat(report.maybePaidTwice())
                    .as("tickets asked again")
                    .isEqualTo(provider.counts().ticketsAgain())
                    .isEqualTo(BROKEN * BATCH);
            assertThat(report.wall()).isLessThan(DEADLINE.multipliedBy(2).plusSeconds(10)); // slack for a busy machine
            assertThat(nobodyIsLeft(provider)).as("connections are let go").isTrue();
        }
    }

    private static boolean nobodyIsLeft(StubProvider provider) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
        while (provider.counts().inFlight() > 0 && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
        return provider.counts().inFlight() == 0;
    }
}
