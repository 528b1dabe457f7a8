package io.ticketlabeler.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticketlabeler.RunReport;
import io.ticketlabeler.TicketLabeler;
import io.ticketlabeler.cache.AttemptEnd;
import io.ticketlabeler.cache.AttemptEnd.State;
import io.ticketlabeler.internal.engine.SharedCache.Method;
import io.ticketlabeler.model.ModelCallException;
import io.ticketlabeler.model.ModelCallException.Kind;
import io.ticketlabeler.ticket.TicketLabelerException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The ledger explains the bill to the call: noted before it is sent, ended before anyone sees the outcome. */
@Timeout(60)
class LedgerTest {

    private static final int CONCURRENCY = 4;

    private final SharedCache cache = new SharedCache();

    private TicketLabeler labeler(TestModel model) {
        return Given.labeler(model).cache(cache).concurrency(CONCURRENCY).build();
    }

    private static ModelCallException failure(Kind kind) {
        return new ModelCallException(kind, "stub says " + kind);
    }

    @Test
    void whateverHappensToACallItIsNotedOnceAndEndedOnce() {
        Random chance = new Random(11);
        Kind[] kinds = {Kind.UNAVAILABLE, Kind.BROKEN, Kind.REFUSED, Kind.UNUSABLE_REPLY, Kind.TOO_LONG};
        TestModel model = TestModel.doing(tickets -> {
            if (chance.nextInt(5) == 0) {
                throw failure(kinds[chance.nextInt(kinds.length)]);
            }
        });
        try (TicketLabeler labeler = labeler(model)) {
            RunReport report = labeler.run(Given.tickets(1_000));

            assertThat(report.tickets()).isEqualTo(1_000);
            assertThat(cache.attempts()).isEqualTo(model.calls().size()).isEqualTo((int) report.calls());
            assertThat(cache.ended()).isEqualTo(cache.attempts());
            assertThat(cache.mistakes).isEmpty();
            assertThat(cache.ends.values().stream().filter(end -> end.state() == State.UNKNOWN))
                    .hasSize((int) report.unknownCalls());
        }
    }

    @Test
    void aCallIsNotedBeforeTheModelIsAsked() {
        AtomicInteger unnoted = new AtomicInteger();
        AtomicInteger calls = new AtomicInteger();
        TestModel model = TestModel.doing(tickets -> {
            if (cache.attempts() < calls.incrementAndGet()) {
                unnoted.incrementAndGet();
            }
        });
        try (TicketLabeler labeler =
                Given.labeler(model).cache(cache).concurrency(1).build()) {
            labeler.run(Given.tickets(200));
        }

        assertThat(calls).hasValue(10);
        assertThat(unnoted).hasValue(0);
    }

    @Test
    void anAnswerIsKeptBeforeAnyoneSeesIt() {
        try (TicketLabeler labeler = Given.labeler(TestModel.quick())
                .cache(cache)
                .linger(Duration.ZERO)
                .build()) {
            for (int i = 0; i < 200; i++) {
                labeler.label(Given.tickets(i, i + 1));

                synchronized (cache) {
                    assertThat(cache.answers).hasSize(i + 1);
                    assertThat(cache.ends).hasSize(i + 1);
                }
            }
        }
    }

    @Test
    void theKindOfFailureIsInTheLedger() {
        AtomicInteger calls = new AtomicInteger();
        TestModel model = TestModel.doing(tickets -> {
            if (calls.incrementAndGet() == 1) {
                throw failure(Kind.TIMEOUT);
            }
        });
        try (TicketLabeler labeler = labeler(model)) {
            RunReport report = labeler.run(Given.tickets(20));

            assertThat(cache.ends.values().stream().map(AttemptEnd::detail)).containsExactlyInAnyOrder("TIMEOUT", "");
            assertThat(report.maybePaidTwice()).isEqualTo(20); // it may have been billed, and was asked again
        }
    }

    @Test
    void whatAProcessThatDiedHadInTheAirIsCountedWhenItIsAskedAgain() {
        try (TicketLabeler labeler = labeler(TestModel.quick())) {
            labeler.run(Given.tickets(30));
        }
        cache.unsettled.addAll(cache.answers.keySet()); // as if it had died before the answers came
        cache.answers.clear();
        cache.sent.clear();

        try (TicketLabeler labeler = labeler(TestModel.quick())) {
            RunReport report = labeler.run(Given.tickets(100));

            assertThat(report.maybePaidTwice()).isEqualTo(30);
            assertThat(report.labeled()).isEqualTo(100);
        }
    }

    @Test
    void whatOthersLostSinceTheLabelerWasMadeIsCountedInItsNextRun() {
        try (TicketLabeler labeler = labeler(TestModel.quick())) {
            labeler.run(Given.tickets(30));
            cache.unsettled.addAll(cache.answers.keySet()); // as if another process had asked these, and died
            cache.answers.clear();
            cache.sent.clear();

            RunReport report = labeler.run(Given.tickets(100));

            assertThat(report.maybePaidTwice()).isEqualTo(30);
        }
    }

    @ParameterizedTest
    @EnumSource(Method.class)
    void aCacheThatCannotKeepAnythingStopsTheRunAndSpendsNoMore(Method method) {
        AtomicInteger calls = new AtomicInteger();
        AtomicInteger after = new AtomicInteger();
        TestModel model = TestModel.doing(tickets -> {
            if (calls.incrementAndGet() == 30) {
                cache.breakDown(method);
            } else if (calls.get() > 30) {
                after.incrementAndGet();
            }
            Given.pause(2);
        });
        try (TicketLabeler labeler = labeler(model)) {
            assertThatThrownBy(() -> labeler.run(Given.tickets(20_000)))
                    .isInstanceOf(TicketLabelerException.class)
                    .hasStackTraceContaining("no space left on labels.db");

            if (method == Method.SENDING || method == Method.ENDED) {
                assertThat(after.get()).isLessThanOrEqualTo(CONCURRENCY);
            } else {
                // it is noticed when the next tickets are read: no more than what is in the window by then
                assertThat(after.get()).isLessThanOrEqualTo(1_000 / 20 + CONCURRENCY);
            }
        }
    }
}
