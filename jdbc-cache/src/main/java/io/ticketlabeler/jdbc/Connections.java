package io.ticketlabeler.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;

/** A few connections for what is done at once, each statement a transaction of its own; made when they are first needed. Thread-safe. */
final class Connections {

    private static final int MAX = 2; // half a million rows a second each; more would only take a pool's connections
    private static final int TRIES = 5;

    private final Dialect dialect;
    private final Semaphore permits = new Semaphore(MAX);
    private final Deque<Connection> idle = new ConcurrentLinkedDeque<>();
    private volatile boolean closed;

    Connections(Dialect dialect) {
        this.dialect = dialect;
    }

    /** Each statement sees what was committed before it. May be done again when something passing is in the way. */
    <T> T retried(Steps<T> steps) {
        return withOne(steps, TRIES);
    }

    /** For steps that hand over what they read, and must not do so twice. */
    <T> T once(Steps<T> steps) {
        return withOne(steps, 1);
    }

    private <T> T withOne(Steps<T> steps, int tries) {
        permits.acquireUninterruptibly();
        try {
            if (closed) {
                throw Writer.closed(dialect);
            }
            for (int attempt = 1; ; attempt++) {
                try {
                    return attempt(steps);
                } catch (SQLException e) {
                    if (attempt == tries || !dialect.isPassing(e)) {
                        throw dialect.explain(e);
                    }
                    Pause.before(attempt);
                }
            }
        } finally {
            permits.release();
        }
    }

    private <T> T attempt(Steps<T> steps) throws SQLException {
        Connection connection = idle.poll();
        if (connection == null) {
            connection = dialect.connect();
        }
        boolean reusable = false;
        try {
            T result = steps.on(connection);
            reusable = true;
            return result;
        } finally {
            if (reusable) {
                idle.push(connection);
            } else {
                Transactions.drop(connection); // it may be in any state
            }
        }
    }

    /** Waits for those who read. */
    void close() {
        permits.acquireUninterruptibly(MAX);
        closed = true;
        for (Connection connection = idle.poll(); connection != null; connection = idle.poll()) {
            Transactions.drop(connection);
        }
        permits.release(MAX);
    }
}
