package io.ticketlabeler.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketlabeler.cache.CacheKey;
import io.ticketlabeler.cache.CachedLabel;
import io.ticketlabeler.cache.LabelCache;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} at random points, row R12 of the fault matrix: no answer whose {@code putAll} returned may be missing or changed.
 * The same check has to find the losses of a store that is known for them. {@link KillIT} kills a hundred times.
 */
class KillTest {

    private static final int A_GROUP = 25;

    @TempDir
    private Path folder;

    /** How often it is killed. */
    int kills() {
        return 6;
    }

    @Test
    void aFileLosesNothingThatWasAcknowledged() {
        Losses losses = losses("sqlite:" + folder.resolve("labels.db"), kills());

        assertThat(losses.missing).isEmpty();
        assertThat(losses.acknowledged).isGreaterThan(losses.kills);
        try (JdbcLabelCache cache = SqliteLabelCache.open(folder.resolve("labels.db"))) {
            assertThat(cache.verify().isFine()).isTrue();
        }
    }

    @Test
    void postgresLosesNothingThatWasAcknowledged() {
        Losses losses = losses(TestPostgres.newSchema(), kills());

        assertThat(losses.missing).isEmpty();
        assertThat(losses.acknowledged).isGreaterThan(losses.kills);
    }

    @Test
    void theCheckFindsTheLossesOfAStoreThatWritesLater() {
        Losses losses = losses("mvstore:" + folder.resolve("control.mv"), Math.min(kills(), 10));

        assertThat(losses.missing).isNotEmpty();
    }

    private static final class Losses {
        int kills;
        int acknowledged;
        final Map<Integer, String> missing = new HashMap<>();
    }

    private static Losses losses(String address, int kills) {
        Random chance = new Random(42);
        Losses losses = new Losses();
        List<int[]> runs = new ArrayList<>();
        int next = 0;
        for (losses.kills = 0; losses.kills < kills; losses.kills++) {
            int acknowledged = runAndKill(address, next, losses.kills % 2 == 0, 5 + chance.nextInt(400));
            losses.acknowledged += acknowledged - next;
            runs.add(new int[] {next, acknowledged});
            check(address, runs.subList(runs.size() - 1, runs.size()), losses);
            next = acknowledged + 10 * A_GROUP; // the group that was being written may be there or not
        }
        check(address, runs, losses); // a kill must not take what was written before, either
        System.out.printf(
                "%s: %d kills, %d acknowledged, %d lost%n",
                address.replaceFirst(":.*", ""), losses.kills, losses.acknowledged, losses.missing.size());
        return losses;
    }

    /**
     * Gives the number behind the last acknowledged answer.
     *
     * @param later whether it is killed after the first group, however long that takes on a busy machine
     */
    private static int runAndKill(String address, int from, boolean later, int millis) {
        try (Child child = Child.start(WriteForEver.class, address, Integer.toString(from))) {
            child.line("writing");
            List<String> lines = new ArrayList<>();
            if (later) {
                lines.add(child.line("done "));
            }
            LockSupport.parkNanos(millis * 1_000_000L); // the random point
            lines.addAll(child.kill());
            String last = from + "";
            for (String line : lines) {
                // a line that was cut by the kill is not an acknowledgement
                last = line.startsWith("done ") && line.endsWith(".") ? line.substring(5, line.length() - 1) : last;
            }
            return Integer.parseInt(last);
        }
    }

    private static void check(String address, List<int[]> runs, Losses losses) {
        try (LabelCache cache = StoreUnderTest.open(address)) {
            for (int[] run : runs) {
                Map<CacheKey, CachedLabel> found = cache.getAll(Answered.keys(run[0], run[1]));
                for (int i = run[0]; i < run[1]; i++) {
                    CachedLabel answer = found.get(Answered.key(i));
                    if (!Answered.answer(i).equals(answer)) {
                        losses.missing.put(i, "expected " + Answered.answer(i) + ", found " + answer);
                    }
                }
            }
        }
    }

    /** Writes groups and says so, each time after the cache has said so. */
    static final class WriteForEver {

        private WriteForEver() {}

        public static void main(String[] arguments) {
            LabelCache cache = StoreUnderTest.open(arguments[0]); // never closed
            System.out.println("writing");
            for (int from = Integer.parseInt(arguments[1]); ; from += A_GROUP) {
                cache.putAll(Answered.answers(from, from + A_GROUP));
                System.out.println("done " + (from + A_GROUP) + ".");
            }
        }
    }
}
