package io.ticketlabeler.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The writing thread's connection, made when it is needed and made anew when it broke, and what is done on it, again where that may help.
 * Used by one thread.
 */
final class Transactions {

    private static final int TRIES = 7; // SQLite waits ten seconds each time, a server that starts anew needs some
    private static final int TRIES_AT_THE_END = 2; // a server that is gone must not keep a program from ending

    private final Dialect dialect;
    private @Nullable Connection connection;
    private int tries = TRIES;

    Transactions(Dialect dialect) {
        this.dialect = dialect;
    }

    boolean isConnected() {
        return connection != null;
    }

    /** The program ends: fewer tries from here on. */
    void hurry() {
        tries = TRIES_AT_THE_END;
    }

    <T> T transaction(Steps<T> steps) {
        return retried(c -> inTransaction(c, steps));
    }

    <T> T inTransaction(Connection c, Steps<T> steps) throws SQLException {
        dialect.begin(c);
        boolean committed = false;
        try {
            T result = steps.on(c);
            dialect.commit(c);
            committed = true;
            return result;
        } finally {
            if (!committed) {
                rollback(c);
            }
        }
    }

    private void rollback(Connection c) {
        try {
            dialect.rollback(c);
        } catch (SQLException e) {
            close(); // SQLite has rolled back by itself, or the server is gone; a new connection is clean
        }
    }

    /** All that is written here may be written twice, so a commit whose answer was lost is simply done again. */
    <T> T retried(Steps<T> steps) {
        for (int attempt = 1; ; attempt++) {
            try {
                Connection c = connection;
                if (c == null) {
                    c = dialect.connect();
                    connection = c;
                }
                return steps.on(c);
            } catch (SQLException e) {
                if (dialect.isBroken(e)) {
                    close();
                }
                if (attempt >= tries || !dialect.isPassing(e)) {
                    throw dialect.explain(e);
                }
                Pause.before(attempt);
            }
        }
    }

    /** Gives the connection up; the next step makes another one. */
    void close() {
        Connection c = connection;
        connection = null;
        if (c != null) {
            drop(c);
        }
    }

    static void drop(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            // of no more use either way
        }
    }
}
