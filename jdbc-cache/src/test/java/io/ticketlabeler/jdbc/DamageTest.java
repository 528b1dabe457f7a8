package io.ticketlabeler.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticketlabeler.cache.CacheKey;
import io.ticketlabeler.cache.CachedLabel;
import io.ticketlabeler.ticket.TicketLabelerException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damaged files, row R15 of the fault matrix: what comes out is what was stored, or nothing, or an exception that names the file
 * and says what to do. {@link DamageIT} does more of it.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class DamageTest {

    private static final int ANSWERS = 400;
    private static final int PAGE = 4096;

    @TempDir
    private Path folder;

    int flips() {
        return 120;
    }

    int cuts() {
        return 60;
    }

    private byte[] file() throws IOException {
        Path file = folder.resolve("whole.db");
        try (JdbcLabelCache cache = SqliteLabelCache.open(file)) {
            cache.putAll(Answered.answers(0, ANSWERS));
        }
        return Files.readAllBytes(file);
    }

    @Test
    void flippedBitsNeverMakeAWrongLabel() throws IOException {
        byte[] whole = file();
        Random chance = new Random(7);
        Tally tally = new Tally();
        for (int i = 0; i < flips(); i++) {
            byte[] damaged = whole.clone();
            damaged[chance.nextInt(damaged.length)] ^= (byte) (1 << chance.nextInt(8));
            look(damaged, tally);
        }
        System.out.println("flipped bits: " + tally);
        assertThat(tally.counted).as("rows that were recognised as damaged").isPositive();
    }

    @Test
    void cutFilesNeverMakeAWrongLabel() throws IOException {
        byte[] whole = file();
        Tally tally = new Tally();
        for (int i = 1; i <= cuts(); i++) {
            look(Arrays.copyOf(whole, whole.length - i * PAGE / cuts()), tally);
        }
        for (int pages = 0; pages < whole.length / PAGE; pages += 3) {
            look(Arrays.copyOf(whole, pages * PAGE), tally);
        }
        System.out.println("cut files: " + tally);
    }

    @Test
    void emptyPagesNeverMakeAWrongLabel() throws IOException {
        byte[] whole = file();
        Tally tally = new Tally();
        for (int page = 0; page < whole.length / PAGE; page++) {
            byte[] damaged = whole.clone();
            Arrays.fill(damaged, page * PAGE, (page + 1) * PAGE, (byte) 0);
            look(damaged, tally);
        }
        System.out.println("empty pages: " + tally);
    }

    @Test
    void aDamagedSideFileNeverMakesAWrongLabel() throws IOException {
        Path file = folder.resolve("whole.db");
        byte[] main;
        byte[] wal;
        try (JdbcLabelCache cache = SqliteLabelCache.open(file)) {
            for (int i = 0; i < ANSWERS; i += 40) {
                cache.putAll(Answered.answers(i, i + 40));
            }
            main = Files.readAllBytes(file);
            wal = Files.readAllBytes(folder.resolve("whole.db-wal"));
        }
        Random chance = new Random(7);
        Tally tally = new Tally();
        lookAtBoth(main, wal, tally);
        assertThat(tally.fine).as("the control: copies without damage").isEqualTo(1);
        for (int i = 0; i < flips() / 2; i++) {
            byte[] damaged = wal.clone();
            damaged[chance.nextInt(damaged.length)] ^= (byte) (1 << chance.nextInt(8));
            lookAtBoth(main, i % 3 == 0 ? Arrays.copyOf(damaged, damaged.length * 2 / 3) : damaged, tally);
        }
        System.out.println("damaged side files: " + tally);
    }

    private void lookAtBoth(byte[] main, byte[] wal, Tally tally) throws IOException {
        Path copy = Files.createTempDirectory(folder, "wal").resolve("labels.db");
        Files.write(copy, main);
        Files.write(Path.of(copy + "-wal"), wal);
        look(copy, tally);
    }

    /** What looking at damaged files gave. */
    private static final class Tally {
        int fine;
        int missing;
        int refused;
        long counted;

        @Override
        public String toString() {
            return fine + " whole, " + missing + " with answers missing, " + refused + " refused, " + counted
                    + " rows recognised as damaged";
        }
    }

    private void look(byte[] content, Tally tally) throws IOException {
        Path copy = Files.createTempDirectory(folder, "copy").resolve("labels.db");
        Files.write(copy, content);
        look(copy, tally);
    }

    private static void look(Path copy, Tally tally) throws IOException {
        judge(copy, tally);
        for (String suffix : List.of("", "-wal", "-shm")) {
            Files.deleteIfExists(Path.of(copy + suffix)); // thousands of them would fill the disk
        }
    }

    private static void judge(Path copy, Tally tally) {
        Map<CacheKey, CachedLabel> whole = Answered.answers(0, ANSWERS);
        try (JdbcLabelCache cache = SqliteLabelCache.open(copy)) {
            Map<CacheKey, CachedLabel> found = cache.getAll(whole.keySet());
            assertThat(whole).containsAllEntriesOf(found);
            CacheCheck check = cache.verify();
            tally.counted += check.damaged();
            Map<CacheKey, CachedLabel> exported = new HashMap<>();
            try {
                cache.forEach(exported::put);
            } catch (TicketLabelerException e) {
                assertRefused(e, copy);
            }
            assertThat(whole).containsAllEntriesOf(exported);
            if (found.size() == whole.size()) {
                tally.fine++;
            } else {
                tally.missing++;
            }
            cache.putAll(Map.of(Answered.key(-1), Answered.answer(1)));
            assertThat(cache.getAll(List.of(Answered.key(-1))).values()).allMatch(Answered.answer(1)::equals);
        } catch (TicketLabelerException e) {
            assertRefused(e, copy);
            tally.refused++;
        }
    }

    private static void assertRefused(TicketLabelerException e, Path file) {
        assertThat(e).hasMessageContaining(file.toString()).hasMessageMatching("(?s).*: .{10,}");
    }

    @Test
    void aDamagedRowIsAMissUntilItIsAnsweredAgain() {
        Path file = folder.resolve("labels.db");
        try (JdbcLabelCache cache = SqliteLabelCache.open(file)) {
            cache.putAll(Answered.answers(0, 10));
            sql(file, "update ticketlabeler_answer set labels = replace(labels, ' 3', ' 4') where input_tokens = 3");

            assertThat(cache.getAll(Answered.keys(0, 10))).hasSize(9).doesNotContainKey(Answered.key(3));
            assertThat(cache.stats().damaged()).isEqualTo(1);
            CacheCheck check = cache.verify();
            assertThat(check.isFine()).isFalse();
            assertThat(check.examples()).containsExactly(Answered.key(3));
            assertThat(cache.claim(Answered.keys(0, 10), "me")).containsExactly(Answered.key(3));

            cache.putAll(Map.of(Answered.key(3), Answered.answer(3)));

            assertThat(cache.getAll(Answered.keys(0, 10))).isEqualTo(Answered.answers(0, 10));
            assertThat(cache.stats().damaged()).isZero();
            assertThat(cache.verify().isFine()).isTrue();
        }
    }

    @Test
    void aRowUnderAnotherKeyIsDamaged() {
        Path file = folder.resolve("labels.db");
        try (JdbcLabelCache cache = SqliteLabelCache.open(file)) {
            cache.putAll(Answered.answers(0, 1));
            sql(file, "update ticketlabeler_answer set key = x'" + Answered.key(1) + "'");

            assertThat(cache.getAll(Answered.keys(0, 2))).isEmpty();
            assertThat(cache.purge(Purge.damagedAnswers()).answers()).isEqualTo(1);
            assertThat(cache.verify()).isEqualTo(new CacheCheck(0, 0, List.of(), List.of()));
        }
    }

    @Test
    void aNewerSchemaIsRefusedWithAdvice() {
        Path file = folder.resolve("labels.db");
        SqliteLabelCache.open(file).close();
        sql(file, "update ticketlabeler_meta set value = '99'");

        assertThatThrownBy(() -> SqliteLabelCache.open(file))
                .isInstanceOf(TicketLabelerException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("schema 99, this one knows 2")
                .hasMessageContaining("update the library");
    }

    @Test
    void aSchemaThatSaysNothingIsDamage() {
        Path file = folder.resolve("labels.db");
        SqliteLabelCache.open(file).close();
        sql(file, "update ticketlabeler_meta set value = 'q'");

        assertThatThrownBy(() -> SqliteLabelCache.open(file))
                .isInstanceOf(TicketLabelerException.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    void whatIsNoCacheIsLeftAlone() throws IOException {
        Path text = Files.writeString(
                folder.resolve("notes.txt"), "remember the milk ".repeat(1000), StandardCharsets.UTF_8);
        Path other = folder.resolve("other.db");
        sql(other, "create table songs(name text)");

        assertThatThrownBy(() -> SqliteLabelCache.open(text)).hasMessageContaining(text + " is not a label cache");
        assertThatThrownBy(() -> SqliteLabelCache.open(other)).hasMessageContaining("database of another program");
        assertThatThrownBy(() -> SqliteLabelCache.open(folder)).hasMessageContaining("is a folder");
        assertThatThrownBy(() -> SqliteLabelCache.open(folder.resolve("no/labels.db")))
                .hasMessageContaining("folder " + folder.resolve("no") + " does not exist");
        assertThat(Files.readString(text)).startsWith("remember the milk");
        assertThat(folder.resolve("no")).doesNotExist();
    }

    @Test
    void aFileThatIsRemovedOrReplacedMeanwhileIsNoticed() throws IOException {
        Path file = folder.resolve("labels.db");
        try (JdbcLabelCache cache = SqliteLabelCache.open(file)) {
            cache.putAll(Answered.answers(0, 10));
            Files.move(file, folder.resolve("moved.db"));

            assertThatThrownBy(() -> cache.putAll(Answered.answers(10, 20)))
                    .isInstanceOf(TicketLabelerException.class)
                    .hasMessageContaining(file + " was removed or replaced");
            Files.writeString(file, "");
            assertThatThrownBy(() -> cache.putAll(Answered.answers(10, 20)))
                    .hasMessageContaining("removed or replaced");

            Files.move(folder.resolve("moved.db"), file, StandardCopyOption.REPLACE_EXISTING);
            cache.putAll(Answered.answers(10, 20));
            assertThat(cache.getAll(Answered.keys(0, 20))).hasSize(20);
        }
    }

    private static void sql(Path file, String sql) {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
