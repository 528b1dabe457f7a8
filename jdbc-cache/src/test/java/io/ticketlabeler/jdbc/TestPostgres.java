package io.ticketlabeler.jdbc;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A real PostgreSQL: that of {@code TICKETLABELER_PG_URL}, else one that is started for the tests. Each test gets a schema of its
 * own.
 */
final class TestPostgres {

    private TestPostgres() {}

    /** Started when the first test needs it; children that get an address need none of their own. */
    private static final class Server {
        static final Optional<String> URL = url();
    }

    @SuppressWarnings("resource") // it ends with this process
    private static Optional<String> url() {
        String given = System.getenv("TICKETLABELER_PG_URL");
        if (given != null && !given.isBlank()) {
            return Optional.of(given);
        }
        try {
            EmbeddedPostgres server = EmbeddedPostgres.builder()
                    .setPGStartupWait(Duration.ofSeconds(60))
                    .setServerConfig("max_connections", "100")
                    .start();
            return Optional.of(server.getJdbcUrl("postgres", "postgres"));
        } catch (IOException | RuntimeException e) {
            System.err.println("PostgreSQL cannot be started: " + e);
            return Optional.empty();
        }
    }

    /** The address of a new, empty schema. */
    static String newSchema() {
        String url = Server.URL.orElseGet(
                () -> missing("PostgreSQL cannot be started here; run: export \"$(testbed/postgres start)\""));
        String schema = "t" + UUID.randomUUID().toString().replace("-", "");
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("create schema " + schema);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> drop(url, schema)));
        } catch (SQLException e) {
            throw new IllegalStateException("no schema", e);
        }
        return url + (url.contains("?") ? "&" : "?") + "currentSchema=" + schema;
    }

    private static void drop(String url, String schema) {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("drop schema " + schema + " cascade");
        } catch (SQLException e) {
            // a server of our own ends at the same time, with all that is in it
        }
    }

    static DataSource at(String url) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url);
        return source;
    }

    private static String missing(String what) {
        if ("true".equals(System.getenv("CI"))) {
            return Assertions.fail(what);
        }
        System.err.println("skipped: " + what);
        return Assumptions.abort(what);
    }
}
