package io.ticketlabeler.jdbc;

import io.ticketlabeler.run.SharedLimit;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * A provider's limits in the database. For each endpoint the table says when the next request and the next token would be due if they went
 * out evenly; a call may be early by a tenth of a second, which is what makes up for the time that asking takes. Only the database's clock
 * counts. Thread-safe.
 */
final class LimitTable implements SharedLimit {

    private static final double USED = 0.97; // the provider counts by its own clock, at its own end of the line
    private static final double MINUTE_MILLIS = TimeUnit.MINUTES.toMillis(1);
    private static final long EARLY_MILLIS = 100;
    private static final String WHERE = " where name = ?";

    private final Dialect dialect;
    private final Connections connections;

    LimitTable(Dialect dialect, Connections connections) {
        this.dialect = dialect;
        this.connections = connections;
    }

    @Override
    public Endpoint at(String name, OptionalLong requestsPerMinute, OptionalLong tokensPerMinute) {
        return new Row(name, millisEach(requestsPerMinute), millisEach(tokensPerMinute));
    }

    private static double millisEach(OptionalLong perMinute) {
        return perMinute.isPresent() ? MINUTE_MILLIS / (USED * perMinute.getAsLong()) : 0;
    }

    /** One endpoint. */
    private final class Row implements Endpoint {

        private final String name;
        private final double millisARequest;
        private final double millisAToken;

        Row(String name, double millisARequest, double millisAToken) {
            this.name = name;
            this.millisARequest = millisARequest;
            this.millisAToken = millisAToken;
        }

        @Override
        public Duration take(long tokens) {
            return connections.retried(connection -> {
                while (true) {
                    if (update(
                            connection,
                            "requests_due = " + later("requests_due") + " + ?, tokens_due = " + later("tokens_due")
                                    + " + ?",
                            " and closed_until <= " + dialect.now() + " and requests_due <= " + dialect.now() + " + "
                                    + EARLY_MILLIS + " and tokens_due <= " + dialect.now() + " + " + EARLY_MILLIS,
                            millisARequest,
                            tokens * millisAToken)) {
                        return Duration.ZERO;
                    }
                    OptionalLong wait = untilRoom(connection);
                    if (wait.isPresent()) {
                        return Duration.ofMillis(Math.max(1, wait.getAsLong()));
                    }
                    insert(connection);
                }
            });
        }

        /** What was due in the past is due now: time that nobody used is gone. */
        private String later(String column) {
            return "case when " + column + " > " + dialect.now() + " then " + column + " else " + dialect.now()
                    + " end";
        }

        /** Milliseconds; empty if there is no row yet. */
        private OptionalLong untilRoom(Connection connection) throws SQLException {
            try (PreparedStatement select = connection.prepareStatement("select closed_until - " + dialect.now()
                    + ", requests_due - " + EARLY_MILLIS + " - " + dialect.now() + ", tokens_due - " + EARLY_MILLIS
                    + " - " + dialect.now() + " from ticketlabeler_limit" + WHERE)) {
                select.setString(1, name);
                try (ResultSet rows = select.executeQuery()) {
                    return rows.next()
                            ? OptionalLong.of((long) Math.ceil(
                                    Math.max(rows.getDouble(1), Math.max(rows.getDouble(2), rows.getDouble(3)))))
                            : OptionalLong.empty();
                }
            }
        }

        private void insert(Connection connection) throws SQLException {
            try (PreparedStatement insert = connection.prepareStatement(
                    "insert into ticketlabeler_limit(name, requests_due, tokens_due, closed_until) values(?, 0, 0, 0)"
                            + " on conflict(name) do nothing")) {
                insert.setString(1, name);
                insert.executeUpdate();
            }
        }

        @Override
        public void giveBack(long tokens) {
            move(-millisARequest, -tokens * millisAToken);
        }

        @Override
        public void settle(long taken, long used) {
            if (millisAToken > 0) {
                move(0, (used - taken) * millisAToken);
            }
        }

        private void move(double requestMillis, double tokenMillis) {
            connections.retried(connection -> update(
                    connection,
                    "requests_due = requests_due + ?, tokens_due = tokens_due + ?",
                    "",
                    requestMillis,
                    tokenMillis));
        }

        @Override
        public void close(Duration wait) {
            connections.retried(connection -> {
                insert(connection);
                String until = dialect.now() + " + ?";
                try (PreparedStatement close =
                        connection.prepareStatement("update ticketlabeler_limit set closed_until = " + until + WHERE
                                + " and closed_until < " + until)) {
                    close.setLong(1, wait.toMillis());
                    close.setString(2, name);
                    close.setLong(3, wait.toMillis());
                    return close.executeUpdate();
                }
            });
        }

        @Override
        public Duration closedFor() {
            return connections.retried(connection -> {
                try (PreparedStatement select = connection.prepareStatement(
                        "select closed_until - " + dialect.now() + " from ticketlabeler_limit" + WHERE)) {
                    select.setString(1, name);
                    try (ResultSet rows = select.executeQuery()) {
                        return Duration.ofMillis(rows.next() ? Math.max(0, rows.getLong(1)) : 0);
                    }
                }
            });
        }

        private boolean update(Connection connection, String set, String and, double requestMillis, double tokenMillis)
                throws SQLException {
            try (PreparedStatement update =
                    connection.prepareStatement("update ticketlabeler_limit set " + set + WHERE + and)) {
                update.setDouble(1, requestMillis);
                update.setDouble(2, tokenMillis);
                update.setString(3, name);
                return update.executeUpdate() > 0;
            }
        }
    }
}
