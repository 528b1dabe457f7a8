package io.ticketlabeler.jdbc;

import io.ticketlabeler.cache.CacheKey;
import io.ticketlabeler.ticket.TicketLabelerException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.OptionalLong;

/** What SQLite and PostgreSQL do not say in the same way. */
interface Dialect {

    /** A connection that commits each statement by itself outside of {@link #begin} and {@link #commit}. */
    Connection connect() throws SQLException;

    /** Begins a transaction in which each statement sees what others committed before it. */
    void begin(Connection connection) throws SQLException;

    void commit(Connection connection) throws SQLException;

    void rollback(Connection connection) throws SQLException;

    /** Which store this is, as messages name it: a path, or server and database. */
    String place();

    /** The store's clock in milliseconds, as an SQL expression. */
    String now();

    /** The type of a column of bytes. */
    String bytesType();

    /** What stands behind the columns of a table that is read by its primary key only. */
    String keyedTable();

    /** Makes sure that of several processes that find an empty store only one makes the tables. */
    void lockSchema(Connection connection) throws SQLException;

    /** Whether our tables are there. */
    boolean hasTables(Connection connection) throws SQLException;

    /** {@code in (?,?)} or {@code = any(?)}. */
    String among(int keys);

    /** Sets the parameters of {@link #among}; gives the index of the next one. */
    int set(PreparedStatement statement, int index, List<CacheKey> keys) throws SQLException;

    /** What is there already stays. */
    void insertAnswers(Connection connection, List<AnswerRow> sorted) throws SQLException;

    /** What is there already stays. */
    void insertClaims(Connection connection, List<CacheKey> sorted, List<String> owners) throws SQLException;

    /** Whosever they are. */
    void deleteClaims(Connection connection, List<CacheKey> sorted) throws SQLException;

    /** Whether the same again may go well: locked by another process, a deadlock, a lost connection. */
    boolean isPassing(SQLException e);

    /** Whether the connection is of no more use. */
    boolean isBroken(SQLException e);

    /** Says what happened, where, and what to do. */
    TicketLabelerException explain(SQLException e);

    /** Deleted rows are to be unreadable in what is written from now on by this connection. */
    void eraseDeleted(Connection connection) throws SQLException;

    /** Leaves nothing in side files, as far as other processes allow that. Outside of transactions. */
    void tidy(Connection connection) throws SQLException;

    /** Gives the room of deleted rows back to the disk. Outside of transactions. */
    void compact(Connection connection) throws SQLException;

    /** Goes through a result that may be larger than the memory. Outside of transactions. */
    void scan(Connection connection, String sql, ResultReader reader) throws SQLException;

    /** Takes the row under the cursor. */
    interface ResultReader {
        void row(ResultSet rows) throws SQLException;
    }

    /** What the store's own check finds; empty when all is well. */
    List<String> problems(Connection connection) throws SQLException;

    /** Bytes on disk. */
    OptionalLong size(Connection connection) throws SQLException;
}
