package io.ticketlabeler.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticketlabeler.cache.CacheKey;
import io.ticketlabeler.cache.CachedLabel;
import io.ticketlabeler.ticket.TicketLabelerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A full disk, row R14 of the fault matrix: whoever writes is told which file, nothing is half there, with room it goes on. */
class FullDiskTest {

    private static final int A_GROUP = 25;

    @TempDir
    private Path folder;

    @Test
    void aFileThatCannotGrowRefusesWholeGroups() {
        Path file = folder.resolve("labels.db");
        AtomicInteger pages = new AtomicInteger(30);
        Dialect small = new Sqlite(file) {
            @Override
            public void begin(Connection connection) throws SQLException {
                try (Statement statement = connection.createStatement()) {
                    statement.execute("pragma max_page_count=" + pages);
                }
                super.begin(connection);
            }
        };
        try (JdbcLabelCache cache = JdbcLabelCache.open(small, Host.here(true), Leases.DEFAULT)) {
            fillAndGoOn(cache, file, () -> pages.set(1_000_000));
        }
        assertWhole(file);
    }

    @Test
    void aDiskThatIsFullRefusesWholeGroups() throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        Assumptions.assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", disk.toString()), "may mount");
        try {
            Path file = disk.resolve("labels.db");
            Path ballast = Files.write(disk.resolve("ballast"), new byte[1 << 20]);
            try (JdbcLabelCache cache = SqliteLabelCache.open(file)) {
                fillAndGoOn(cache, file, () -> delete(ballast));
            }
            assertWhole(file);
        } finally {
            run("umount", disk.toString());
        }
    }

    private static void fillAndGoOn(JdbcLabelCache cache, Path file, Runnable makeRoom) {
        AtomicInteger next = new AtomicInteger();
        assertThatThrownBy(() -> {
                    while (next.get() < 1_000_000) {
                        cache.putAll(Answered.answers(next.get(), next.get() + A_GROUP));
                        next.addAndGet(A_GROUP);
                    }
                })
                .isInstanceOf(TicketLabelerException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("the disk is full")
                .hasMessageContaining("make room and run again");
        int stored = next.get();
        assertThat(stored).isPositive();
        assertThat(cache.getAll(Answered.keys(0, stored))).isEqualTo(Answered.answers(0, stored));
        Map<CacheKey, CachedLabel> refused = cache.getAll(Answered.keys(stored, stored + A_GROUP));
        assertThat(refused).as("the group that was refused").isEmpty();

        makeRoom.run();

        cache.putAll(Answered.answers(stored, stored + A_GROUP));
        assertThat(cache.getAll(Answered.keys(0, stored + A_GROUP))).isEqualTo(Answered.answers(0, stored + A_GROUP));
    }

    private static void assertWhole(Path file) {
        try (JdbcLabelCache cache = SqliteLabelCache.open(file)) {
            assertThat(cache.verify().isFine()).isTrue();
            assertThat(cache.stats().answerCount() % A_GROUP).isZero();
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean run(String... command) throws Exception {
        try {
            Process process = new ProcessBuilder(command).start();
            return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false; // no such program
        }
    }
}
