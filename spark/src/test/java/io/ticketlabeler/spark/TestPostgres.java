package io.ticketlabeler.spark;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Assertions;

/** A real PostgreSQL: that of {@code TICKETLABELER_PG_URL}, else one that is started for the tests and ends with this process. */
final class TestPostgres {

    private TestPostgres() {}

    private static final class Server {

        static final String URL = url();

        @SuppressWarnings("resource") // it ends with this process
        private static String url() {
            String given = System.getenv("TICKETLABELER_PG_URL");
            if (given != null && !given.isBlank()) {
                return given;
            }
            try {
                return EmbeddedPostgres.builder()
                        .setPGStartupWait(Duration.ofSeconds(60))
                        .setServerConfig("max_connections", "100")
                        .start()
                        .getJdbcUrl("postgres", "postgres");
            } catch (IOException | RuntimeException e) {
                return Assertions.fail(
                        "PostgreSQL cannot be started here; run: export \"$(testbed/postgres start)\"", e);
            }
        }
    }

    /** The address of a new, empty schema. */
    static String newSchema() {
        String schema = "t" + UUID.randomUUID().toString().replace("-", "");
        try (Connection connection = DriverManager.getConnection(Server.URL);
                Statement statement = connection.createStatement()) {
            statement.execute("create schema " + schema);
        } catch (SQLException e) {
            throw new IllegalStateException("no schema", e);
        }
        return Server.URL + (Server.URL.contains("?") ? "&" : "?") + "currentSchema=" + schema;
    }
}
