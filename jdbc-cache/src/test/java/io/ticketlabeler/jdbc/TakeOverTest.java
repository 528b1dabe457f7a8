package io.ticketlabeler.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketlabeler.cache.Attempt;
import io.ticketlabeler.cache.AttemptEnd;
import io.ticketlabeler.cache.CacheKey;
import io.ticketlabeler.cache.LabelCache;
import io.ticketlabeler.ticket.Usage;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose claims are taken over, when, and what clocks that jump have to do with it (row R17): nothing. */
class TakeOverTest {

    private static final List<CacheKey> KEYS = Answered.keys(0, 3);
    private static final Host ELSEWHERE = new Host("another machine", 1, 1);
    private static final Leases SHORT =
            new Leases(Duration.ofMillis(600), Duration.ofMillis(100), Duration.ofMillis(400));
    private static final Leases SHORT_AND_SILENT =
            new Leases(Duration.ofMillis(600), Duration.ofDays(1), Duration.ofDays(1));

    @TempDir
    private Path folder;

    @Test
    void claimsOfAKilledProcessOfThisMachineAreFreeAtOnce() {
        killedProcessIsNoticed("sqlite:" + folder.resolve("labels.db"));
    }

    @Test
    void claimsOfAKilledProcessOfThisMachineAreFreeAtOnceInPostgres() {
        killedProcessIsNoticed(TestPostgres.newSchema());
    }

    private static void killedProcessIsNoticed(String address) {
        try (LabelCache cache = StoreUnderTest.open(address);
                Child child = Child.start(Hold.class, address)) {
            child.line("holding");
            assertThat(cache.claim(KEYS, "me")).isEmpty();
            assertThat(cache.unsettled()).isEmpty();

            child.kill();

            long from = System.nanoTime();
            assertThat(claimWithin(cache, Duration.ofSeconds(20))).isTrue();
            assertThat(Duration.ofNanos(System.nanoTime() - from))
                    .isLessThan(Duration.ofSeconds(8)); // a second, if the machine is not busy
            assertThat(cache.unsettled()).as("may be on the bill").containsExactlyInAnyOrderElementsOf(KEYS);
        }
    }

    @Test
    void aNewProcessKnowsAtOnceWhatTheKilledOneLeft() {
        String address = "sqlite:" + folder.resolve("labels.db");
        try (Child child = Child.start(Hold.class, address)) {
            child.line("holding");
            child.kill();
        }

        try (LabelCache cache = StoreUnderTest.open(address)) {
            assertThat(cache.unsettled()).containsExactlyInAnyOrderElementsOf(KEYS);
            assertThat(cache.claim(KEYS, "me")).containsExactlyInAnyOrderElementsOf(KEYS);
        }
    }

    @Test
    void claimsOfADeadProcessElsewhereAreFreeAfterTheLease() {
        try (LabelCache dead = open(ELSEWHERE, SHORT_AND_SILENT, new AtomicLong());
                LabelCache cache = open(here(), SHORT, new AtomicLong())) {
            dead.claim(KEYS, "dead");

            assertThat(cache.claim(KEYS, "me")).isEmpty();
            assertThat(claimWithin(cache, Duration.ofSeconds(20))).isTrue();
        }
    }

    @Test
    void claimsOfALivingProcessElsewhereAreNot() {
        try (LabelCache living = open(ELSEWHERE, SHORT, new AtomicLong());
                LabelCache cache = open(here(), SHORT, new AtomicLong())) {
            living.claim(KEYS, "living");

            assertThat(claimWithin(cache, Duration.ofSeconds(5))).isFalse();

            living.release(KEYS, "living");
            assertThat(claimWithin(cache, Duration.ofSeconds(5))).isTrue();
        }
    }

    @Test
    void aClockThatJumpsTakesNothingFromTheLiving() {
        AtomicLong clock = new AtomicLong();
        try (LabelCache living = open(ELSEWHERE, SHORT, clock);
                LabelCache cache = open(here(), SHORT, clock)) {
            living.claim(KEYS, "living");

            for (Duration jump : List.of(Duration.ofHours(1), Duration.ofMinutes(-5), Duration.ofHours(-1))) {
                clock.addAndGet(jump.toMillis());
                assertThat(claimWithin(cache, Duration.ofMillis(2500))).isFalse();
            }
        }
    }

    @Test
    void aClockThatWasSetBackDoesNotKeepTheDeadAlive() {
        AtomicLong clock = new AtomicLong();
        try (LabelCache dead = open(ELSEWHERE, SHORT_AND_SILENT, clock);
                LabelCache cache = open(here(), SHORT, clock)) {
            dead.claim(KEYS, "dead");

            clock.addAndGet(Duration.ofHours(-1).toMillis());

            assertThat(claimWithin(cache, Duration.ofSeconds(20))).isTrue();
        }
    }

    @Test
    void whoWasTakenForDeadMayStillHandInItsAnswers() {
        try (LabelCache slow = open(ELSEWHERE, SHORT_AND_SILENT, new AtomicLong());
                LabelCache cache = open(here(), SHORT, new AtomicLong())) {
            Attempt late = new Attempt("late", "run", "slow", "model", KEYS, 1);
            slow.claim(KEYS, "slow");
            slow.sending(late);
            assertThat(claimWithin(cache, Duration.ofSeconds(20))).isTrue();
            Attempt second = new Attempt("second", "run", "me", "model", KEYS, 1);
            cache.sending(second);

            AttemptEnd answered = new AttemptEnd(AttemptEnd.State.ANSWERED, "", "model", Usage.NONE);
            slow.ended(late, answered, Map.of(KEYS.get(0), Answered.answer(1)));
            cache.ended(second, answered, Map.of(KEYS.get(0), Answered.answer(2), KEYS.get(1), Answered.answer(3)));

            assertThat(cache.getAll(KEYS))
                    .as("the first answer stays")
                    .isEqualTo(Map.of(KEYS.get(0), Answered.answer(1), KEYS.get(1), Answered.answer(3)));
            assertThat(((JdbcLabelCache) cache)
                            .stats()
                            .calls()
                            .get(LedgerEntry.State.ANSWERED)
                            .count())
                    .as("both are on the bill")
                    .isEqualTo(2);
        }
    }

    @Test
    void claimsOfNobodyAreFree() throws SQLException {
        Dialect dialect = new Sqlite(folder.resolve("labels.db"));
        try (LabelCache other = open(ELSEWHERE, Leases.DEFAULT, new AtomicLong());
                LabelCache cache = open(here(), SHORT, new AtomicLong());
                Connection connection = dialect.connect();
                Statement statement = connection.createStatement()) {
            other.claim(KEYS, "other");
            statement.execute("delete from ticketlabeler_owner");

            assertThat(claimWithin(cache, Duration.ofSeconds(20))).isTrue();
        }
    }

    private LabelCache open(Host host, Leases leases, AtomicLong clock) {
        Dialect dialect = new Sqlite(folder.resolve("labels.db")) {
            @Override
            public String now() {
                return "(" + super.now() + " + " + clock + ")";
            }
        };
        return JdbcLabelCache.open(dialect, host, leases);
    }

    private static Host here() {
        return Host.here(true);
    }

    /** Asks again and again, as an engine does. */
    private static boolean claimWithin(LabelCache cache, Duration time) {
        long from = System.nanoTime();
        Set<CacheKey> mine = new HashSet<>();
        while (mine.size() < KEYS.size() && System.nanoTime() - from < time.toNanos()) {
            mine.addAll(cache.claim(KEYS, "me"));
            LockSupport.parkNanos(20_000_000);
        }
        return mine.size() == KEYS.size();
    }

    /** Claims, sends, and waits to be killed. */
    static final class Hold {

        private Hold() {}

        public static void main(String[] arguments) throws Exception {
            LabelCache cache = StoreUnderTest.open(arguments[0]);
            cache.claim(KEYS, "child");
            cache.sending(new Attempt("call", "run", "child", "model", KEYS, 1));
            System.out.println("holding");
            Thread.sleep(Long.MAX_VALUE);
        }
    }
}
