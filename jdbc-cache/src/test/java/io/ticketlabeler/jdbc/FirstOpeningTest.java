package io.ticketlabeler.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Several processes that are the first to open a store, at the same time. */
@Timeout(60)
class FirstOpeningTest {

    @Test
    void whoWaitedForAnotherToMakeTheTablesFindsThem() throws Exception {
        DataSource source = TestPostgres.at(TestPostgres.newSchema());
        Dialect dialect = new Postgres(source, "the server");
        ExecutorService other = Executors.newSingleThreadExecutor();
        try (Connection first = dialect.connect();
                Connection second = dialect.connect()) {
            dialect.begin(first);
            Schema.prepare(first, dialect);

            int waiting = pid(second);
            dialect.begin(second);
            Future<?> opened = other.submit(() -> {
                Schema.prepare(second, dialect);
                dialect.commit(second);
                return null;
            });
            while (!waitsForALock(first, waiting)) {
                assertThat(opened.isDone()).as("opened without a lock").isFalse();
                LockSupport.parkNanos(2_000_000);
            }
            dialect.commit(first);

            opened.get(30, TimeUnit.SECONDS);
        } finally {
            other.shutdownNow();
        }
        try (JdbcLabelCache cache = JdbcLabelCache.of(source)) {
            assertThat(cache.verify().isFine()).isTrue();
        }
    }

    private static int pid(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select pg_backend_pid()")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static boolean waitsForALock(Connection connection, int pid) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select exists(select 1 from pg_locks where not granted and pid = " + pid + ")")) {
            rows.next();
            return rows.getBoolean(1);
        }
    }
}
