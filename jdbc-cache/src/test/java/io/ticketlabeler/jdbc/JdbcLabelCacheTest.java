package io.ticketlabeler.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticketlabeler.cache.Attempt;
import io.ticketlabeler.cache.AttemptEnd;
import io.ticketlabeler.cache.LabelCache;
import io.ticketlabeler.ticket.TicketLabelerException;
import io.ticketlabeler.ticket.Usage;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

/** What a cache does beyond the contract: sums, lists, purges, and its edges. */
class JdbcLabelCacheTest {

    private static final Usage USAGE = new Usage(57, 40, 9, OptionalDouble.of(0.25));

    @TempDir
    private Path folder;

    private JdbcLabelCache open() {
        return SqliteLabelCache.open(folder.resolve("labels.db"));
    }

    @Test
    void statsExplainTheBill() {
        statsExplainTheBill(open());
    }

    @Test
    void statsExplainTheBillInPostgres() {
        statsExplainTheBill(JdbcLabelCache.of(TestPostgres.at(TestPostgres.newSchema())));
    }

    private static void statsExplainTheBill(JdbcLabelCache opened) {
        try (JdbcLabelCache cache = opened) {
            cache.putAll(Answered.answers(0, 30));
            for (AttemptEnd.State state : AttemptEnd.State.values()) {
                Attempt attempt = new Attempt("call " + state, "run", "me", "m", Answered.keys(28, 32), 100);
                cache.sending(attempt);
                cache.ended(attempt, new AttemptEnd(state, "detail", "m", USAGE), Map.of());
            }
            cache.sending(new Attempt("in the air", "run", "me", "m", Answered.keys(40, 45), 100));
            cache.claim(Answered.keys(40, 45), "me");

            CacheStats stats = cache.stats();

            assertThat(stats.schema()).isEqualTo(2);
            assertThat(stats.bytes().orElse(0)).isPositive();
            assertThat(stats.answerCount()).isEqualTo(30);
            assertThat(stats.answers().keySet()).containsExactly("model-0", "model-1", "model-2");
            assertThat(stats.answers().get("model-1").usage().inputTokens()).isEqualTo(145);
            assertThat(stats.texts()).isZero();
            assertThat(stats.oldest()).contains(Instant.ofEpochSecond(1_800_000_000L));
            assertThat(stats.newest()).contains(Instant.ofEpochSecond(1_800_000_029L));
            assertThat(stats.calls().get(LedgerEntry.State.UNKNOWN)).isEqualTo(new Spending(1, 4, USAGE, 0));
            assertThat(stats.calls().get(LedgerEntry.State.SENT).tickets()).isEqualTo(5);
            assertThat(stats.calls().get(LedgerEntry.State.SENT).unpriced()).isEqualTo(1);
            assertThat(stats.unsettled()).as("30 and 31 of the lost call").isEqualTo(2);
            assertThat(stats.claims()).isEqualTo(5);
            assertThat(stats.damaged()).isZero();
            assertThat(cache.verify()).isEqualTo(new CacheCheck(30, 0, List.of(), List.of()));
        }
    }

    @Test
    void exportsAreLinesOfJson() throws IOException {
        exportsAreLinesOfJson(open());
    }

    @Test
    void exportsAreLinesOfJsonInPostgres() throws IOException {
        exportsAreLinesOfJson(JdbcLabelCache.of(TestPostgres.at(TestPostgres.newSchema())));
    }

    private static void exportsAreLinesOfJson(JdbcLabelCache opened) throws IOException {
        try (JdbcLabelCache cache = opened.withTexts()) {
            cache.putAll(Map.of(Answered.key(7), Answered.withText(7)));
            cache.putAll(Answered.answers(100, 3_100));
            Attempt attempt = new Attempt("call", "run", "me", "m", Answered.keys(1, 3), 100);
            cache.sending(attempt);
            cache.ended(attempt, new AttemptEnd(AttemptEnd.State.UNKNOWN, "TIMEOUT", "", Usage.NONE), Map.of());
            StringWriter answers = new StringWriter();
            StringWriter ledger = new StringWriter();

            long count = cache.export(answers);
            cache.exportLedger(ledger);

            assertThat(count).isEqualTo(3_001);
            assertThat(answers.toString().lines()).hasSize(3_001).isSorted();
            assertThat(answers.toString())
                    .contains(
                            "{\"key\":\"" + Answered.key(7)
                                    + "\",\"labels\":[{\"label\":\"Größe & Co. 🙂 7\",\"confidence\":0.07},{\"label\":\"second\"}],"
                                    + "\"model\":\"model-1\",\"input_tokens\":7,\"cached_input_tokens\":1,\"output_tokens\":2,"
                                    + "\"cost_usd\":7.0E-7,\"answered\":\"2027-01-15T08:00:07.000000007Z\",\"text\":\"text of ticket 7\"}\n");
            assertThat(ledger.toString().lines()).hasSize(1);
            assertThat(ledger.toString())
                    .startsWith(
                            "{\"call\":\"call\",\"run\":\"run\",\"model\":\"m\",\"tickets\":2,\"estimated_tokens\":100,\"sent\":\"2")
                    .contains("\"state\":\"UNKNOWN\",\"detail\":\"TIMEOUT\",\"answered_by\":\"\",\"input_tokens\":0,");
        }
    }

    @Test
    void purgesRemoveWhatWasMeant() {
        purgesRemoveWhatWasMeant(open());
    }

    @Test
    void purgesRemoveWhatWasMeantInPostgres() {
        purgesRemoveWhatWasMeant(JdbcLabelCache.of(TestPostgres.at(TestPostgres.newSchema())));
    }

    private static void purgesRemoveWhatWasMeant(JdbcLabelCache opened) {
        try (JdbcLabelCache cache = opened) {
            cache.putAll(Answered.answers(0, 1_200));
            Attempt attempt = new Attempt("call", "run", "me", "m", Answered.keys(1, 3), 100);
            cache.sending(attempt);
            cache.sending(new Attempt("in the air", "run", "me", "m", Answered.keys(1, 3), 100));
            cache.ended(attempt, new AttemptEnd(AttemptEnd.State.ANSWERED, "", "m", USAGE), Map.of());

            assertThat(cache.purge(Purge.damagedAnswers())).isEqualTo(new Purge.Removed(0, 0));
            assertThat(cache.purge(
                            Purge.answers().ofModel("model-0").before(Instant.ofEpochSecond(1_800_000_300L, 300))))
                    .isEqualTo(new Purge.Removed(100, 0));
            assertThat(cache.getAll(Answered.keys(0, 1_200))).hasSize(1_100).containsKey(Answered.key(300));
            assertThat(cache.purge(Purge.answers().ofModel("model-1"))).isEqualTo(new Purge.Removed(400, 0));
            assertThat(cache.purge(Purge.calls().before(Instant.EPOCH))).isEqualTo(new Purge.Removed(0, 0));
            assertThat(cache.purge(Purge.everything())).isEqualTo(new Purge.Removed(700, 1));
            cache.compact();
            assertThat(cache.stats().answerCount()).isZero();
            assertThat(cache.stats().calls().keySet()).containsExactly(LedgerEntry.State.SENT);
            assertThatThrownBy(() -> Purge.everything().ofModel("m")).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void purgedTextsAreGoneFromTheDisk() throws IOException {
        Path file = folder.resolve("labels.db");
        try (JdbcLabelCache cache = open().withTexts()) {
            cache.putAll(Map.of(Answered.key(7), Answered.withText(7)));
            cache.purge(Purge.everything());

            for (Path left : List.of(file, folder.resolve("labels.db-wal"))) {
                assertThat(new String(Files.readAllBytes(left), java.nio.charset.StandardCharsets.ISO_8859_1))
                        .doesNotContain("text of ticket");
            }
        }
    }

    @Test
    void textsAreDroppedUnlessTheyAreWanted() throws IOException {
        try (JdbcLabelCache cache = open()) {
            assertThat(cache.keepsTexts()).isFalse();

            cache.putAll(Map.of(Answered.key(7), Answered.withText(7)));

            assertThat(cache.getAll(List.of(Answered.key(7)))).containsEntry(Answered.key(7), Answered.answer(7));
        }
    }

    @Test
    void aClosedCacheSaysSo() {
        JdbcLabelCache cache = open();
        cache.close();

        assertThatThrownBy(() -> cache.getAll(Answered.keys(0, 1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("labels.db was closed");
        assertThatThrownBy(() -> cache.putAll(Answered.answers(0, 1))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> cache.claim(Answered.keys(0, 1), "me")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(cache::stats).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void closingLeavesOneFile() throws IOException {
        JdbcLabelCache cache = open();
        cache.putAll(Answered.answers(0, 100));
        cache.getAll(Answered.keys(0, 100));

        cache.close();

        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(folder.resolve("labels.db"));
        }
    }

    @Test
    void anInterruptedCallerKeepsItsAnswerAndItsInterrupt() {
        try (JdbcLabelCache cache = open()) {
            Thread.currentThread().interrupt();
            cache.putAll(Answered.answers(0, 1));
            boolean kept = Thread.interrupted();

            assertThat(kept).isTrue();
            assertThat(cache.getAll(Answered.keys(0, 1))).hasSize(1);
        }
    }

    @Test
    void whatWasAcknowledgedBeforeAClosingIsThere() throws Exception {
        JdbcLabelCache cache = open();
        Set<Integer> acknowledged = ConcurrentHashMap.newKeySet();
        AtomicInteger next = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<?>> writers = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            writers.add(threads.submit(() -> {
                while (true) {
                    int i = next.getAndIncrement();
                    cache.putAll(Answered.answers(i, i + 1));
                    acknowledged.add(i);
                }
            }));
        }
        while (acknowledged.size() < 50) {
            Thread.onSpinWait();
        }

        cache.close();

        for (Future<?> writer : writers) {
            assertThatThrownBy(writer::get).hasRootCauseInstanceOf(IllegalStateException.class);
        }
        threads.shutdown();
        try (JdbcLabelCache again = open()) {
            assertThat(again.getAll(acknowledged.stream().map(Answered::key).toList()))
                    .hasSize(acknowledged.size());
        }
    }

    @Test
    void oneCallersFaultIsNotAnothers() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try (LabelCache cache = JdbcLabelCache.of(TestPostgres.at(TestPostgres.newSchema()))) {
            List<Future<?>> good = new ArrayList<>();
            List<Future<?>> bad = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                int number = i;
                good.add(threads.submit(() -> cache.putAll(Answered.answers(number, number + 1))));
                String id = "no text may have a \u0000 in PostgreSQL " + i;
                bad.add(threads.submit(() -> cache.sending(new Attempt(id, "run", "me", "m", Answered.keys(0, 1), 1))));
            }

            for (Future<?> each : good) {
                each.get();
            }
            for (Future<?> each : bad) {
                assertThatThrownBy(each::get).hasCauseInstanceOf(TicketLabelerException.class);
            }
            assertThat(cache.getAll(Answered.keys(0, 200))).hasSize(200);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void namesWithSignsOfAddressesAreFiles() {
        for (String name : List.of("a b?c=d&e#f%41.db", "ü🙂.db", ":memory:", "file:x.db")) {
            Path file = folder.resolve(name);
            SqliteLabelCache.open(file).close();

            assertThat(file).exists();
        }
    }

    @Test
    void anOwnerWithoutClaimsIsForgotten() {
        Leases shortOnes = new Leases(Duration.ofMillis(200), Duration.ofMillis(20), Duration.ofMillis(100));
        try (JdbcLabelCache cache = SqliteLabelCache.open(folder.resolve("labels.db"), shortOnes)) {
            cache.claim(Answered.keys(0, 1), "me");
            cache.putAll(Answered.answers(0, 1));

            long from = System.nanoTime();
            while (owners() > 0
                    && System.nanoTime() - from < Duration.ofSeconds(20).toNanos()) {
                Thread.onSpinWait();
            }
            assertThat(owners()).isZero();
        }
    }

    private int owners() {
        Dialect dialect = new Sqlite(folder.resolve("labels.db"));
        try (var connection = dialect.connect()) {
            return new Store(dialect, Host.here(true), Leases.DEFAULT)
                    .owners(connection)
                    .size();
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void onlyPostgresIsTakenFromADataSource() {
        SQLiteDataSource source = new SQLiteDataSource();
        source.setUrl("jdbc:sqlite::memory:");

        assertThatThrownBy(() -> JdbcLabelCache.of(source)).hasMessageContaining("use SqliteLabelCache.open(path)");
        assertThatThrownBy(() -> JdbcLabelCache.of(TestPostgres.at(
                        "jdbc:postgresql://127.0.0.1:1/labels?user=me&password=secret&connectTimeout=2")))
                .isInstanceOf(TicketLabelerException.class)
                .hasMessageContaining("does not answer")
                .hasMessageNotContaining("secret");
    }

    @Test
    void aTemporaryFolderThatAllowsNoProgramsIsNamed() {
        Child child = Child.start(
                OpenOnly.class,
                List.of("-Dorg.sqlite.tmpdir=/proc/none"),
                folder.resolve("labels.db").toString());

        assertThat(String.join("\n", child.rest()))
                .contains("labels.db cannot be opened")
                .contains("-Dorg.sqlite.tmpdir=");
    }

    /** Opens a file and says what happened. */
    static final class OpenOnly {

        private OpenOnly() {}

        public static void main(String[] arguments) {
            try (LabelCache cache = SqliteLabelCache.open(Path.of(arguments[0]))) {
                System.out.println("opened " + cache);
            } catch (RuntimeException e) {
                System.out.println(e.getMessage());
            }
        }
    }
}
