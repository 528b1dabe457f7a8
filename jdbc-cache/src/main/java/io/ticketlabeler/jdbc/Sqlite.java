package io.ticketlabeler.jdbc;

import io.ticketlabeler.cache.CacheKey;
import io.ticketlabeler.ticket.TicketLabelerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.sqlite.NativeLibraryNotFoundException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;
import org.sqlite.SQLiteOpenMode;

/** A file, for the processes of one machine. */
class Sqlite implements Dialect {

    private static final int BUSY_MILLIS = 10_000;
    private static final int CACHE_KIB = 16_000;
    private static final int MAX_PROBLEMS = 100;

    private final Path file;
    private final SQLiteConfig config = new SQLiteConfig();
    private volatile @Nullable Object fileKey; // the file that was opened

    Sqlite(Path file) {
        this.file = file;
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(
                SQLiteConfig.SynchronousMode.FULL); // labels are money: also a power cut must not lose them
        config.setBusyTimeout(BUSY_MILLIS);
        config.setCacheSize(-CACHE_KIB);
        config.setOpenMode(SQLiteOpenMode.OPEN_URI);
    }

    @Override
    public Connection connect() throws SQLException {
        Connection connection = open();
        try (Statement statement = connection.createStatement()) {
            statement.execute("pragma cell_size_check=on"); // damage is better found before it is used
            return connection;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private Connection open() throws SQLException {
        try {
            // as a URI, because a question mark in a path would be the start of parameters
            return config.createConnection("jdbc:sqlite:" + address());
        } catch (UnsatisfiedLinkError e) {
            throw noLibrary(e);
        } catch (SQLException e) {
            if (e.getCause() instanceof NativeLibraryNotFoundException) {
                throw noLibrary(e);
            }
            throw e;
        }
    }

    String address() {
        return file.toAbsolutePath().toUri().toASCIIString();
    }

    private TicketLabelerException noLibrary(Throwable e) {
        return new TicketLabelerException(
                file
                        + " cannot be opened: SQLite's library could not be loaded from the folder for temporary files; give one"
                        + " that can be written and allows programs (no \"noexec\"): -Dorg.sqlite.tmpdir=/some/folder",
                e);
    }

    /** At once with the right to write: SQLite does not wait for a lock that a transaction asks for later. */
    @Override
    public void begin(Connection connection) throws SQLException {
        checkPlace();
        execute(
                connection,
                "begin immediate"); // the driver's own transactions begin too early and keep the lock while idle
    }

    /** What is written to a file that was deleted or replaced is written to nowhere, without any error. */
    private void checkPlace() {
        Object first = fileKey;
        Object now = currentFileKey();
        if (first == null) {
            fileKey = now;
        } else if (!first.equals(now)) {
            throw new TicketLabelerException(
                    file + " was removed or replaced while it is in use, so answers would be lost:"
                            + " put it back, or run again to start with a new one");
        }
    }

    private @Nullable Object currentFileKey() {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class)
                    .fileKey(); // null on Windows, where one cannot do that
        } catch (IOException e) {
            return null;
        }
    }

    @Override
    public void commit(Connection connection) throws SQLException {
        execute(connection, "commit");
    }

    @Override
    public void rollback(Connection connection) throws SQLException {
        execute(connection, "rollback");
    }

    @Override
    public String place() {
        return file.toString();
    }

    @Override
    public String now() {
        return "cast(unixepoch('subsec') * 1000 as integer)";
    }

    @Override
    public String bytesType() {
        return "blob";
    }

    @Override
    public String keyedTable() {
        return " without rowid";
    }

    @Override
    public void lockSchema(Connection connection) {
        // each transaction holds the only lock there is
    }

    @Override
    public boolean hasTables(Connection connection) throws SQLException {
        boolean others = false;
        try (Statement statement = connection.createStatement();
                ResultSet tables = statement.executeQuery("select name from sqlite_schema where type = 'table'")) {
            while (tables.next()) {
                if (tables.getString(1).equals(Schema.META)) {
                    return true;
                }
                others = true;
            }
        }
        if (others) {
            throw new TicketLabelerException(
                    file + " is the database of another program: give a path for the cache that does not exist yet");
        }
        return false;
    }

    @Override
    public String among(int keys) {
        return "in (with recursive at(i) as (select 0 union all select i + 1 from at where i + 1 < " + keys
                + ") select substr(?, " + CacheKey.BYTES + " * i + 1, " + CacheKey.BYTES + ") from at)";
    }

    @Override
    public int set(PreparedStatement statement, int index, List<CacheKey> keys) throws SQLException {
        statement.setBytes(index, Keys.joined(keys)); // one parameter: each of them costs more than finding its row
        return index + 1;
    }

    @Override
    public void insertAnswers(Connection connection, List<AnswerRow> sorted) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("insert into ticketlabeler_answer("
                + AnswerRow.COLUMNS + ") values(?,?,?,?,?,?,?,?,?,?,?) on conflict(key) do nothing")) {
            for (AnswerRow row : sorted) {
                insert.setBytes(1, row.key().bytes());
                insert.setString(2, row.labels());
                insert.setString(3, row.model());
                insert.setLong(4, row.inputTokens());
                insert.setLong(5, row.cachedInputTokens());
                insert.setLong(6, row.outputTokens());
                insert.setObject(7, row.costUsd());
                insert.setLong(8, row.answeredSecond());
                insert.setInt(9, row.answeredNano());
                insert.setString(10, row.text());
                insert.setLong(11, row.crc());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    @Override
    public void insertClaims(Connection connection, List<CacheKey> sorted, List<String> owners) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into ticketlabeler_claim(key, owner) values(?, ?) on conflict(key) do nothing")) {
            for (int i = 0; i < sorted.size(); i++) {
                insert.setBytes(1, sorted.get(i).bytes());
                insert.setString(2, owners.get(i));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    @Override
    public void deleteClaims(Connection connection, List<CacheKey> sorted) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("delete from ticketlabeler_claim where key = ?")) {
            for (CacheKey key : sorted) {
                delete.setBytes(1, key.bytes());
                delete.addBatch();
            }
            delete.executeBatch();
        }
    }

    @Override
    public boolean isPassing(SQLException e) {
        SQLiteErrorCode code = primary(e);
        return code == SQLiteErrorCode.SQLITE_BUSY || code == SQLiteErrorCode.SQLITE_LOCKED;
    }

    @Override
    public boolean isBroken(SQLException e) {
        return false;
    }

    /** The kind of failure, without its details. */
    private static SQLiteErrorCode primary(SQLException e) {
        int code = e instanceof SQLiteException known ? known.getResultCode().code & 0xff : e.getErrorCode() & 0xff;
        return SQLiteErrorCode.getErrorCode(code);
    }

    @Override
    public TicketLabelerException explain(SQLException e) {
        String advice =
                switch (primary(e)) {
                    case SQLITE_FULL ->
                        " cannot grow, the disk is full; what was stored before is safe, what was handed over now is not stored:"
                                + " make room and run again";
                    case SQLITE_READONLY, SQLITE_PERM, SQLITE_AUTH ->
                        " cannot be written: give this user the right to write to the file and its folder (SQLite keeps files"
                                + " beside it)";
                    case SQLITE_CANTOPEN ->
                        " cannot be opened: give this user the right to read and write the file and its folder";
                    case SQLITE_NOTADB ->
                        " is not a label cache, or its beginning is damaged: give another path, or move the file away and"
                                + " start with a new one";
                    case SQLITE_CORRUPT ->
                        " is damaged: save what can be read with \"cache export\", move the file away together with its -wal"
                                + " and -shm, and start with a new one; answers that are lost are asked and paid again";
                    case SQLITE_BUSY, SQLITE_LOCKED ->
                        " is held by another process for a minute now: end that process, or wait for it, and run again";
                    case SQLITE_IOERR ->
                        " cannot be read or written by the system (" + name(e)
                                + "): check the disk; network file systems do not work for SQLite";
                    default -> " failed with " + name(e) + ": \"cache verify\" tells whether the file is damaged";
                };
        return new TicketLabelerException(file + advice, e);
    }

    private static String name(SQLException e) {
        return e instanceof SQLiteException known ? known.getResultCode().name() : "code " + e.getErrorCode();
    }

    @Override
    public void eraseDeleted(Connection connection) throws SQLException {
        execute(connection, "pragma secure_delete=on");
    }

    @Override
    public void tidy(Connection connection) throws SQLException {
        execute(connection, "pragma wal_checkpoint(truncate)");
    }

    @Override
    public void compact(Connection connection) throws SQLException {
        execute(connection, "vacuum");
        tidy(connection);
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void scan(Connection connection, String sql, ResultReader reader) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                reader.row(rows);
            }
        }
    }

    @Override
    public List<String> problems(Connection connection) throws SQLException {
        List<String> problems = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("pragma integrity_check(" + MAX_PROBLEMS + ")")) {
            while (rows.next()) {
                if (!rows.getString(1).equals("ok")) {
                    problems.add(rows.getString(1));
                }
            }
        }
        return problems;
    }

    @Override
    public OptionalLong size(Connection connection) {
        long bytes = 0;
        for (String suffix : List.of("", "-wal")) {
            try {
                bytes += Files.size(Path.of(file + suffix));
            } catch (IOException e) {
                // no such side file at the moment
            }
        }
        return OptionalLong.of(bytes);
    }
}
