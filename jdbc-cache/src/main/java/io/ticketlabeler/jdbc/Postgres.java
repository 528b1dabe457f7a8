package io.ticketlabeler.jdbc;

import io.ticketlabeler.cache.CacheKey;
import io.ticketlabeler.ticket.TicketLabelerException;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A server, for the processes of many machines. */
class Postgres implements Dialect {

    private static final int ROWS_A_FETCH = 1_000;
    private static final long SCHEMA_LOCK = 0x7469636b65746cL; // "ticketl"; any number that others do not use

    private final DataSource source;
    private final String place;
    private volatile @Nullable Boolean commitsLater; // asked once

    Postgres(DataSource source, String place) {
        this.source = source;
        this.place = place;
    }

    @Override
    public Connection connect() throws SQLException {
        Connection connection = source.getConnection();
        try {
            connection.setAutoCommit(true);
            // what others commit while a claim waits for them has to be seen
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            return connection;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /** A commit that has returned is on the disk, also where the server is set to answer before. */
    @Override
    public void begin(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        Boolean off = commitsLater;
        if (off == null) {
            off = commitsLater(connection);
            commitsLater = off;
        }
        if (off) {
            execute(connection, "set local synchronous_commit = on");
        }
    }

    private static boolean commitsLater(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("show synchronous_commit")) {
            return rows.next() && rows.getString(1).equals("off");
        }
    }

    @Override
    public void commit(Connection connection) throws SQLException {
        connection.commit();
        connection.setAutoCommit(true);
    }

    @Override
    public void rollback(Connection connection) throws SQLException {
        connection.rollback();
        connection.setAutoCommit(true);
    }

    @Override
    public String place() {
        return place;
    }

    @Override
    public String now() {
        return "cast(extract(epoch from clock_timestamp()) * 1000 as bigint)";
    }

    @Override
    public String bytesType() {
        return "bytea";
    }

    @Override
    public String keyedTable() {
        return "";
    }

    @Override
    public void lockSchema(Connection connection) throws SQLException {
        execute(connection, "select pg_advisory_xact_lock(" + SCHEMA_LOCK + ")");
    }

    /** Asks the catalogue itself: to_regclass remembers "no" over the wait for the lock, while another makes the table. */
    @Override
    public boolean hasTables(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select exists(select 1 from pg_catalog.pg_class where relname = '" + Schema.META
                                + "' and relkind in ('r', 'p') and pg_catalog.pg_table_is_visible(oid))")) {
            return rows.next() && rows.getBoolean(1);
        }
    }

    @Override
    public String among(int keys) {
        return "= any(?)";
    }

    @Override
    public int set(PreparedStatement statement, int index, List<CacheKey> keys) throws SQLException {
        statement.setArray(index, bytes(statement.getConnection(), keys));
        return index + 1;
    }

    /** As {@code byte[][]}: the driver does not take them in an {@code Object[]}. */
    private static Array bytes(Connection connection, List<CacheKey> keys) throws SQLException {
        return connection.createArrayOf(
                "bytea", keys.stream().map(CacheKey::bytes).toArray(byte[][]::new));
    }

    private static <T> Array array(
            Connection connection, String type, List<T> values, Function<T, @Nullable Object> element)
            throws SQLException {
        return connection.createArrayOf(type, values.stream().map(element).toArray());
    }

    @Override
    public void insertAnswers(Connection connection, List<AnswerRow> sorted) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("insert into ticketlabeler_answer("
                + AnswerRow.COLUMNS
                + ") select * from unnest(?::bytea[], ?::text[], ?::text[], ?::bigint[], ?::bigint[],"
                + " ?::bigint[], ?::double precision[], ?::bigint[], ?::int[], ?::text[], ?::bigint[])"
                + " on conflict(key) do nothing")) {
            insert.setArray(
                    1, bytes(connection, sorted.stream().map(AnswerRow::key).toList()));
            insert.setArray(2, array(connection, "text", sorted, AnswerRow::labels));
            insert.setArray(3, array(connection, "text", sorted, AnswerRow::model));
            insert.setArray(4, array(connection, "bigint", sorted, AnswerRow::inputTokens));
            insert.setArray(5, array(connection, "bigint", sorted, AnswerRow::cachedInputTokens));
            insert.setArray(6, array(connection, "bigint", sorted, AnswerRow::outputTokens));
            insert.setArray(7, array(connection, "float8", sorted, AnswerRow::costUsd));
            insert.setArray(8, array(connection, "bigint", sorted, AnswerRow::answeredSecond));
            insert.setArray(9, array(connection, "int", sorted, AnswerRow::answeredNano));
            insert.setArray(10, array(connection, "text", sorted, AnswerRow::text));
            insert.setArray(11, array(connection, "bigint", sorted, AnswerRow::crc));
            insert.executeUpdate();
        }
    }

    @Override
    public void insertClaims(Connection connection, List<CacheKey> sorted, List<String> owners) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("insert into ticketlabeler_claim(key, owner) select * from"
                        + " unnest(?::bytea[], ?::text[]) on conflict(key) do nothing")) {
            insert.setArray(1, bytes(connection, sorted));
            insert.setArray(2, array(connection, "text", owners, owner -> owner));
            insert.executeUpdate();
        }
    }

    @Override
    public void deleteClaims(Connection connection, List<CacheKey> sorted) throws SQLException {
        // a plain delete would lock the rows in any order
        try (PreparedStatement delete = connection.prepareStatement("delete from ticketlabeler_claim where key in"
                + " (select key from ticketlabeler_claim where key = any(?) order by key for update)")) {
            set(delete, 1, sorted);
            delete.executeUpdate();
        }
    }

    @Override
    public boolean isPassing(SQLException e) {
        String state = state(e);
        return state.equals("40001") // serialization failure
                || state.equals("40P01") // deadlock
                || state.equals("55P03") // lock not available
                || state.equals("53300") // too many connections
                || isBroken(e);
    }

    @Override
    public boolean isBroken(SQLException e) {
        String state = state(e);
        return state.startsWith("08") || state.startsWith("57P"); // connection lost; server shuts down or starts
    }

    private static String state(SQLException e) {
        return e.getSQLState() == null ? "" : e.getSQLState();
    }

    @Override
    public TicketLabelerException explain(SQLException e) {
        String state = state(e);
        String advice;
        if (isBroken(e)) {
            advice = " does not answer: check that the server runs and is reached from here, then run again";
        } else if (state.equals("53100")) {
            advice =
                    " cannot grow, the server's disk is full; what was stored before is safe, what was handed over now is not"
                            + " stored: make room and run again";
        } else if (state.equals("53300")) {
            advice = " has no connection left: raise max_connections, or give the DataSource a smaller pool";
        } else if (state.equals("42501")) {
            advice =
                    " refuses this role: it needs CREATE on its schema for the first opening, later SELECT, INSERT, UPDATE and"
                            + " DELETE on the tables ticketlabeler_*";
        } else if (state.startsWith("28") || state.equals("3D000")) {
            advice = " does not let this user in: check user, password and database of the DataSource";
        } else if (state.equals("25006")) {
            advice = " is read-only: connect to the primary server";
        } else if (state.startsWith("XX")) {
            advice =
                    " is damaged: see the server's log, restore the tables ticketlabeler_*, or drop them to start anew";
        } else {
            advice = " failed: see the server's log";
        }
        return new TicketLabelerException(place + advice + " (SQL state " + state + ")", e);
    }

    @Override
    public void eraseDeleted(Connection connection) {
        // vacuum does, in the server's own time
    }

    @Override
    public void tidy(Connection connection) {
        // nothing lies around
    }

    @Override
    public void compact(Connection connection) throws SQLException {
        for (String table : List.of("answer", "claim", "attempt", "owner")) {
            execute(connection, "vacuum ticketlabeler_" + table);
        }
    }

    @Override
    public void scan(Connection connection, String sql, ResultReader reader) throws SQLException {
        connection.setAutoCommit(false); // otherwise the driver fetches all rows at once
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(ROWS_A_FETCH);
            try (ResultSet rows = statement.executeQuery(sql)) {
                while (rows.next()) {
                    reader.row(rows);
                }
            }
        } finally {
            rollback(connection);
        }
    }

    @Override
    public List<String> problems(Connection connection) {
        return List.of(); // the server's checks need its administrator
    }

    @Override
    public OptionalLong size(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("select sum(pg_total_relation_size(to_regclass('ticketlabeler_' || t)))"
                                + " from unnest(array['meta', 'answer', 'claim', 'attempt', 'owner']) t")) {
            return rows.next() ? OptionalLong.of(rows.getLong(1)) : OptionalLong.empty();
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
