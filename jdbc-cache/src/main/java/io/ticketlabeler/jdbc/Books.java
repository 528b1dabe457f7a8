package io.ticketlabeler.jdbc;

import io.ticketlabeler.cache.CacheKey;
import io.ticketlabeler.ticket.Usage;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Looks through a whole cache: sums, checks, lists. Nothing here is needed to label. */
final class Books {

    private static final int MAX_EXAMPLES = 100;
    private static final String SUMS = "sum(input_tokens), sum(cached_input_tokens), sum(output_tokens), sum(cost_usd),"
            + " sum(case when cost_usd is null then 1 else 0 end)";
    private static final LedgerEntry.State[] STATES = {
        LedgerEntry.State.SENT, LedgerEntry.State.ANSWERED, LedgerEntry.State.FAILED, LedgerEntry.State.UNKNOWN
    };

    private final Dialect dialect;
    private final Store store;

    Books(Dialect dialect, Store store) {
        this.dialect = dialect;
        this.store = store;
    }

    CacheStats stats(Connection connection) throws SQLException {
        Map<String, Spending> answers = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select model, count(*), count(*), " + SUMS + " from ticketlabeler_answer group by model")) {
            while (rows.next()) {
                answers.put(name(rows.getString(1)), spending(rows));
            }
        }
        Map<LedgerEntry.State, Spending> calls = new EnumMap<>(LedgerEntry.State.class);
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select state, count(*), sum(tickets), " + SUMS
                        + " from ticketlabeler_attempt group by state")) {
            while (rows.next()) {
                calls.put(state(rows.getInt(1)), spending(rows));
            }
        }
        return new CacheStats(
                dialect.place(),
                Schema.version(),
                dialect.size(connection),
                answers,
                number(connection, "select count(ticket) from ticketlabeler_answer")
                        .orElse(0L),
                number(connection, "select min(answered_s) from ticketlabeler_answer")
                        .flatMap(Books::instant),
                number(connection, "select max(answered_s) from ticketlabeler_answer")
                        .flatMap(Books::instant),
                calls,
                store.unsettled(connection).size(),
                number(connection, "select count(*) from ticketlabeler_claim").orElse(0L),
                store.damagedRows());
    }

    /** Of a damaged file, too. */
    private static String name(String stored) {
        try {
            return stored == null ? "" : Texts.original(stored);
        } catch (IllegalArgumentException e) {
            return stored;
        }
    }

    private static Spending spending(ResultSet rows) throws SQLException {
        Usage usage =
                new Usage(rows.getLong(4), rows.getLong(5), rows.getLong(6), OptionalDouble.of(rows.getDouble(7)));
        return new Spending(rows.getLong(2), rows.getLong(3), usage, rows.getLong(8));
    }

    private static LedgerEntry.State state(int number) {
        return number >= 0 && number < STATES.length ? STATES[number] : LedgerEntry.State.UNKNOWN;
    }

    private static Optional<Long> number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            if (!rows.next()) {
                return Optional.empty();
            }
            long number = rows.getLong(1);
            return rows.wasNull() ? Optional.empty() : Optional.of(number);
        }
    }

    private static Optional<Instant> instant(long second) {
        boolean possible = second >= Instant.MIN.getEpochSecond() && second <= Instant.MAX.getEpochSecond();
        return possible ? Optional.of(Instant.ofEpochSecond(second)) : Optional.empty();
    }

    CacheCheck check(Connection connection) {
        long[] read = {0};
        long[] damaged = {0};
        List<CacheKey> examples = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        try {
            problems.addAll(dialect.problems(connection));
            store.scan(connection, row -> {
                read[0]++;
                if (row.flatMap(AnswerRow::answer).isEmpty()) {
                    damaged[0]++;
                    row.filter(known -> examples.size() < MAX_EXAMPLES).ifPresent(known -> examples.add(known.key()));
                }
            });
        } catch (SQLException e) {
            problems.add(String.valueOf(dialect.explain(e).getMessage()));
        }
        return new CacheCheck(read[0], damaged[0], examples, problems);
    }

    void ledger(Connection connection, Consumer<LedgerEntry> reader) throws SQLException {
        dialect.scan(
                connection,
                "select id, run, model, tickets, tokens, sent, state, detail, answered_by, input_tokens, cached_input_tokens,"
                        + " output_tokens, cost_usd, ended from ticketlabeler_attempt order by sent, id",
                rows -> reader.accept(entry(rows)));
    }

    private static LedgerEntry entry(ResultSet rows) throws SQLException {
        double cost = rows.getDouble(13);
        OptionalDouble costUsd = rows.wasNull() ? OptionalDouble.empty() : OptionalDouble.of(cost);
        long ended = rows.getLong(14);
        boolean hasEnded = !rows.wasNull();
        return new LedgerEntry(
                rows.getString(1),
                rows.getString(2),
                name(rows.getString(3)),
                rows.getInt(4),
                rows.getLong(5),
                Instant.ofEpochMilli(rows.getLong(6)),
                state(rows.getInt(7)),
                name(rows.getString(8)),
                name(rows.getString(9)),
                hasEnded
                        ? Optional.of(new Usage(rows.getLong(10), rows.getLong(11), rows.getLong(12), costUsd))
                        : Optional.empty(),
                hasEnded ? Optional.of(Instant.ofEpochMilli(ended)) : Optional.empty());
    }

    /** The keys of answers that are to go. */
    void keysOf(Connection connection, Purge purge, Consumer<CacheKey> reader) throws SQLException {
        store.scan(connection, found -> found.filter(row -> isMeant(row, purge))
                .ifPresent(row -> reader.accept(row.key())));
    }

    private static boolean isMeant(AnswerRow row, Purge purge) {
        if (purge.what == Purge.What.DAMAGED) {
            return row.answer().isEmpty();
        }
        return purge.model.map(Texts::stored).map(row.model()::equals).orElse(true)
                && purge.before.map(time -> isBefore(row, time)).orElse(true);
    }

    private static boolean isBefore(AnswerRow row, Instant time) {
        return row.answeredSecond() < time.getEpochSecond()
                || (row.answeredSecond() == time.getEpochSecond() && row.answeredNano() < time.getNano());
    }

    /** Rows whose key is none can only be found by that. */
    int deleteWithoutKey(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate("delete from ticketlabeler_answer where length(key) <> 32");
        }
    }

    int deleteCalls(Connection connection, Purge purge) throws SQLException {
        String sql = "delete from ticketlabeler_attempt where state <> " + Store.SENT
                + (purge.model.isPresent() ? " and model = ?" : "")
                + (purge.before.isPresent() ? " and sent < ?" : "");
        try (PreparedStatement delete = connection.prepareStatement(sql)) {
            int index = 1;
            if (purge.model.isPresent()) {
                delete.setString(index++, Texts.stored(purge.model.get()));
            }
            if (purge.before.isPresent()) {
                delete.setLong(index, purge.before.get().toEpochMilli());
            }
            return delete.executeUpdate();
        }
    }

    /** What jobs have spent, and where limits stand. */
    int deleteShared(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate("delete from ticketlabeler_budget")
                    + statement.executeUpdate("delete from ticketlabeler_limit");
        }
    }
}
