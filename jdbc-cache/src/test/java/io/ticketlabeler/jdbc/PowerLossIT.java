package io.ticketlabeler.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.ticketlabeler.cache.CacheKey;
import io.ticketlabeler.cache.CachedLabel;
import io.ticketlabeler.cache.LabelCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.h2.mvstore.MVStoreException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The power goes at 100 random points, row R13 of the fault matrix: of what was written after a file's last force nothing is left, or
 * some of it and half a write. No answer whose {@code putAll} returned is missing, and the store opens. The same check has to find
 * the losses of a store that forces later.
 */
class PowerLossIT {

    private static final int GROUPS = 300;
    private static final int A_GROUP = 25;
    private static final int POINTS = 100;

    @TempDir
    private Path folder = Path.of("");

    @Test
    void aFileLosesNothingThatWasAcknowledged() throws Exception {
        assertThat(lost("sqlite:" + folder.resolve("labels.db"), "labels.db")).isZero();
    }

    @Test
    void theCheckFindsTheLossesOfAStoreThatForcesLater() {
        Throwable broken =
                catchThrowable(() -> assertThat(lost("mvstore:" + folder.resolve("control.mv"), "control.mv"))
                        .isZero());

        assertThat(broken).isInstanceOfAny(AssertionError.class, MVStoreException.class); // lost, or cannot be opened
    }

    /** One file as it is, and as it was at its last force. */
    private static final class Content {
        byte[] now = new byte[0];
        byte[] forced = new byte[0];
        final List<SystemCalls.Write> since = new ArrayList<>();

        void write(SystemCalls.Write write) {
            now = with(now, write, write.bytes().length);
            since.add(write);
        }

        void force() {
            forced = now.clone();
            since.clear();
        }

        static byte[] with(byte[] old, SystemCalls.Write write, int length) {
            byte[] content = Arrays.copyOf(old, Math.max(old.length, write.offset() + length));
            System.arraycopy(write.bytes(), 0, content, write.offset(), length);
            return content;
        }

        /** What is on the disk when the power goes: the first so many writes since the force, and half of the next one. */
        byte[] left(int writes) {
            byte[] content = forced;
            for (int i = 0; i < Math.min(writes + 1, since.size()); i++) {
                SystemCalls.Write write = since.get(i);
                content = with(content, write, i < writes ? write.bytes().length : write.bytes().length / 2);
            }
            return content;
        }
    }

    private int lost(String address, String name) throws Exception {
        List<SystemCalls.Event> events =
                SystemCalls.of(WriteGroups.class, folder.resolve("trace.txt"), address, Integer.toString(GROUPS));
        Random chance = new Random(13);
        int first = 0;
        while (!isAcknowledgement(events.get(first))) {
            first++;
        }
        TreeSet<Integer> points = new TreeSet<>();
        while (points.size() < POINTS) {
            points.add(first + 1 + chance.nextInt(events.size() - first - 1));
        }

        Map<String, Content> files = new HashMap<>();
        int acknowledged = 0;
        int lost = 0;
        for (int i = 0; i < events.size(); i++) {
            SystemCalls.Event event = events.get(i);
            if (event instanceof SystemCalls.Write write) {
                files.computeIfAbsent(write.file(), file -> new Content()).write(write);
            } else if (event instanceof SystemCalls.Force force) {
                files.computeIfAbsent(force.file(), file -> new Content()).force();
            } else if (event instanceof SystemCalls.Cut cut) {
                Content content = files.computeIfAbsent(cut.file(), file -> new Content());
                content.now = Arrays.copyOf(content.now, cut.length());
            } else if (event instanceof SystemCalls.Removal removal) {
                files.remove(removal.file());
            } else if (event instanceof SystemCalls.Print print && isAcknowledgement(print)) {
                acknowledged = Integer.parseInt(print.text().strip().replaceAll("\\D", ""));
            }
            if (points.contains(i)) {
                lost += check(files, address, name, acknowledged, i % 2 == 0 ? -1 : chance.nextInt(20));
            }
        }
        assertThat(acknowledged).isEqualTo(GROUPS * A_GROUP);
        System.out.printf("%s: the power went %d times, %d answers lost%n", name, POINTS, lost);
        return lost;
    }

    private static boolean isAcknowledgement(SystemCalls.Event event) {
        return event instanceof SystemCalls.Print print && print.text().startsWith("done ");
    }

    /** @param kept writes that reached the disk after the last force; -1: none, not even a part of one */
    private int check(Map<String, Content> files, String address, String name, int acknowledged, int kept)
            throws IOException {
        Path after = Files.createTempDirectory(folder, "after");
        for (Map.Entry<String, Content> each : files.entrySet()) {
            Path file = Path.of(each.getKey()).getFileName();
            if (file.toString().startsWith(name) && !file.toString().endsWith("-shm")) {
                Files.write(after.resolve(file), each.getValue().left(kept));
            }
        }
        int missing = 0;
        String kind = address.substring(0, address.indexOf(':') + 1);
        try (LabelCache cache = StoreUnderTest.open(kind + after.resolve(name))) {
            Map<CacheKey, CachedLabel> found = cache.getAll(Answered.keys(0, acknowledged));
            for (int i = 0; i < acknowledged; i++) {
                missing += Answered.answer(i).equals(found.get(Answered.key(i))) ? 0 : 1;
            }
            if (cache instanceof JdbcLabelCache durable) {
                assertThat(durable.verify().isFine()).isTrue();
            }
        }
        return missing;
    }

    /** Writes groups and says so, each time after the cache has said so. */
    static final class WriteGroups {

        private WriteGroups() {}

        public static void main(String[] arguments) {
            int last = Integer.parseInt(arguments[1]) * A_GROUP;
            LabelCache cache = StoreUnderTest.open(arguments[0]); // never closed
            for (int from = 0; from < last; from += A_GROUP) {
                cache.putAll(Answered.answers(from, from + A_GROUP));
                System.out.println("done " + (from + A_GROUP) + ".");
            }
            Runtime.getRuntime().halt(0);
        }
    }
}
