package io.ticketlabeler.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketlabeler.cache.Attempt;
import io.ticketlabeler.cache.AttemptEnd;
import io.ticketlabeler.cache.CacheKey;
import io.ticketlabeler.cache.LabelCache;
import io.ticketlabeler.ticket.Usage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prints the figures of the README. The only bar: no provider answers as fast as that, on no machine. */
class SpeedIT {

    private static final int ROWS = 50_000;
    private static final int CALLS = 200;

    @TempDir
    private Path folder;

    @Test
    void aFileIsFasterThanAnyModel() {
        measure("sqlite:" + folder.resolve("labels.db"));
    }

    @Test
    void postgresIsFasterThanAnyModel() {
        measure(TestPostgres.newSchema());
    }

    private static void measure(String address) {
        String name = address.replaceFirst(":.*", "");
        long from = System.nanoTime();
        try (LabelCache cache = StoreUnderTest.open(address)) {
            System.out.printf("%s: first opening %.0f ms%n", name, seconds(from) * 1e3);
            for (int group : new int[] {25, 500}) {
                from = System.nanoTime();
                int first = group == 25 ? 0 : ROWS;
                for (int i = first; i < first + ROWS; i += group) {
                    cache.putAll(Answered.answers(i, i + group));
                }
                tell(name, "put, groups of " + group, ROWS / seconds(from));
            }
            List<CacheKey> keys = new ArrayList<>(Answered.keys(0, 2 * ROWS));
            Collections.shuffle(keys, new Random(1));
            for (int group : new int[] {25, 500}) {
                from = System.nanoTime();
                for (List<CacheKey> portion : Keys.portions(keys, group)) {
                    assertThat(cache.getAll(portion)).hasSize(portion.size());
                }
                tell(name, "get, groups of " + group, keys.size() / seconds(from));
            }
            from = System.nanoTime();
            for (int i = 0; i < CALLS; i++) {
                aCall(cache, 2 * ROWS + i * 25);
            }
            double perCall = seconds(from) / CALLS;
            System.out.printf("%s: claim, sending and ended of 25 tickets: %.1f ms%n", name, perCall * 1e3);
            assertThat(perCall).isLessThan(1);
        }
        from = System.nanoTime();
        StoreUnderTest.open(address).close();
        System.out.printf("%s: opening and closing %.0f ms%n", name, seconds(from) * 1e3);
    }

    private static void aCall(LabelCache cache, int from) {
        List<CacheKey> keys = Answered.keys(from, from + 25);
        cache.claim(keys, "me");
        Attempt attempt = new Attempt(UUID.randomUUID().toString(), "run", "me", "model", keys, 100);
        cache.sending(attempt);
        cache.ended(
                attempt,
                new AttemptEnd(AttemptEnd.State.ANSWERED, "", "model", Usage.NONE),
                Answered.answers(from, from + 25));
    }

    private static double seconds(long from) {
        return (System.nanoTime() - from) / 1e9;
    }

    private static void tell(String name, String what, double rowsPerSecond) {
        System.out.printf("%s: %s: %,.0f rows/s%n", name, what, rowsPerSecond);
        assertThat(rowsPerSecond).isGreaterThan(500);
    }
}
