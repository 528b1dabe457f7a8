package io.ticketlabeler.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketlabeler.cache.MemoryLabelCache;
import io.ticketlabeler.model.CallSize;
import io.ticketlabeler.model.ModelCallException;
import io.ticketlabeler.model.ModelCallException.Kind;
import io.ticketlabeler.run.Budget;
import io.ticketlabeler.run.CallEvent;
import io.ticketlabeler.ticket.Labeled;
import io.ticketlabeler.ticket.Ticket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** After an outage the first model is asked again. The engine's nano clock is put forward instead of waiting. */
@Timeout(30)
class FirstModelComesBackTest {

    private final AtomicLong skipped = new AtomicLong();
    private final List<CallEvent> events = new CopyOnWriteArrayList<>();
    private volatile Kind fault;
    private final TestModel first = new TestModel("first", CallSize.FREE, tickets -> {
        Kind now = fault;
        if (now != null) {
            throw new ModelCallException(now, "does not work");
        }
    });
    private final TestModel second = new TestModel("second", CallSize.FREE, tickets -> {});

    private Engine engine() {
        return new Engine(new EngineSettings(
                List.of(first, second),
                List.of(),
                Before.NOTHING,
                MemoryLabelCache.create(),
                0,
                0,
                8,
                OptionalLong.empty(),
                OptionalLong.empty(),
                Optional.empty(),
                Optional.empty(),
                Duration.ofMillis(10),
                Duration.ofMinutes(15),
                new Random(7),
                new JumpingClock(),
                () -> System.nanoTime() + skipped.get(),
                events::add));
    }

    private static void label(Engine engine, List<Ticket> tickets) throws InterruptedException {
        try (Session session = engine.run(engine.lane(Given.LABELS), Budget.NONE)) {
            List<Pending> all = session.submit(tickets);
            session.flush();
            for (Pending each : all) {
                assertThat(session.await(each, Duration.ofSeconds(10))).containsInstanceOf(Labeled.class);
            }
        }
    }

    @Test
    void afterAnOutage() throws Exception {
        try (Engine engine = engine()) {
            fault = Kind.UNAVAILABLE;
            label(engine, Given.tickets(0, 400));
            assertThat(second.asked()).isEqualTo(400);
            fault = null;

            skipped.addAndGet(Duration.ofMinutes(1).toNanos());
            label(engine, Given.tickets(400, 420)); // finds out
            second.forget();
            label(engine, Given.tickets(420, 820));

            assertThat(second.calls()).isEmpty();
            assertThat(events).hasAtLeastOneElementOfType(CallEvent.CircuitClosed.class);
        }
    }

    @Test
    void aWrongKeyIsTriedOnceAMomentAndNeverSaidToBeBack() throws Exception {
        try (Engine engine = engine()) {
            fault = Kind.AUTHENTICATION;
            label(engine, Given.tickets(0, 400));
            first.forget();

            for (int minute = 1; minute <= 5; minute++) {
                skipped.addAndGet(Duration.ofMinutes(1).toNanos());
                label(engine, Given.tickets(400 * minute, 400 * (minute + 1)));
            }

            assertThat(first.calls()).hasSizeLessThanOrEqualTo(5);
            assertThat(events).doesNotHaveAnyElementsOfTypes(CallEvent.CircuitClosed.class);
        }
    }

    /** R17: an hour forth or back with each look; only what is noted with answers comes from it. */
    private static final class JumpingClock extends Clock {

        private final Random random = new Random(17);

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public synchronized Instant instant() {
            return Instant.parse("2026-11-24T12:00:00Z").plusSeconds(random.nextInt(-3_600, 3_600));
        }
    }
}
