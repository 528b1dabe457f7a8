package io.ticketlabeler.jdbc;

import io.ticketlabeler.cache.Attempt;
import io.ticketlabeler.cache.AttemptEnd;
import io.ticketlabeler.cache.CacheKey;
import io.ticketlabeler.cache.CachedLabel;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The statements, the same for both databases but for what {@link Dialect} says. Rows are locked in one order everywhere: owners,
 * attempts, answers, claims; and within a table in the order of the keys. A transaction that makes claims does nothing else,
 * because it waits for those who answer the same keys.
 */
final class Store {

    static final int KEYS_A_QUERY = 500; // measured: more is not faster, in both databases

    static final int SENT = 0;
    static final int ANSWERED = 1;
    static final int FAILED = 2;
    static final int UNKNOWN = 3;

    /** An owner's row. */
    record Owner(String id, String host, long pid, long started, long leaseUntil, long now) {}

    private final Dialect dialect;
    private final Host host;
    private final Leases leases;
    private final Set<CacheKey> damaged = ConcurrentHashMap.newKeySet();

    Store(Dialect dialect, Host host, Leases leases) {
        this.dialect = dialect;
        this.host = host;
        this.leases = leases;
    }

    /** How many rows were found damaged, and taken for missing. */
    int damagedRows() {
        return damaged.size();
    }

    Map<CacheKey, CachedLabel> read(Connection connection, Collection<CacheKey> keys) throws SQLException {
        Map<CacheKey, CachedLabel> found = new HashMap<>();
        for (List<CacheKey> portion : Keys.portions(new ArrayList<>(keys), KEYS_A_QUERY)) {
            try (PreparedStatement select = connection.prepareStatement("select " + AnswerRow.COLUMNS
                    + " from ticketlabeler_answer where key " + dialect.among(portion.size()))) {
                dialect.set(select, 1, portion);
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        AnswerRow.read(rows).ifPresent(row -> keep(row, found));
                    }
                }
            }
        }
        return found;
    }

    private void keep(AnswerRow row, Map<CacheKey, CachedLabel> found) {
        row.answer()
                .ifPresentOrElse(
                        answer -> {
                            found.put(row.key(), answer);
                            damaged.remove(row.key());
                        },
                        () -> damaged.add(row.key()));
    }

    void settle(Connection connection, Settlement settlement) throws SQLException {
        Set<String> owners = new TreeSet<>();
        settlement.sent.forEach(attempt -> owners.add(attempt.owner()));
        alive(connection, owners);
        insertAttempts(connection, settlement.sent);
        endAttempts(connection, settlement.ended);
        if (!settlement.answers.isEmpty()) {
            List<CacheKey> keys = new ArrayList<>(settlement.answers.keySet());
            forgetDamaged(connection, keys);
            dialect.insertAnswers(connection, new ArrayList<>(settlement.answers.values()));
            dialect.deleteClaims(connection, keys);
        }
        for (Map.Entry<String, Set<CacheKey>> released : settlement.released.entrySet()) {
            release(connection, Keys.sorted(released.getValue()), released.getKey());
        }
    }

    /** Makes room for the new answers to questions whose rows were found damaged. */
    private void forgetDamaged(Connection connection, List<CacheKey> keys) throws SQLException {
        if (damaged.isEmpty()) {
            return;
        }
        deleteAnswers(connection, keys.stream().filter(damaged::contains).toList());
    }

    int deleteAnswers(Connection connection, List<CacheKey> keys) throws SQLException {
        int deleted = 0;
        for (List<CacheKey> portion : Keys.portions(keys, KEYS_A_QUERY)) {
            try (PreparedStatement delete = connection.prepareStatement(
                    "delete from ticketlabeler_answer where key " + dialect.among(portion.size()))) {
                dialect.set(delete, 1, portion);
                deleted += delete.executeUpdate();
            }
        }
        return deleted;
    }

    /** The damaged rows that were replaced meanwhile are none any more. */
    void replaced(Collection<CacheKey> keys) {
        if (!damaged.isEmpty()) {
            keys.forEach(damaged::remove);
        }
    }

    /** Says that these owners live. */
    void alive(Connection connection, Collection<String> owners) throws SQLException {
        if (owners.isEmpty()) {
            return;
        }
        try (PreparedStatement upsert = connection.prepareStatement(
                "insert into ticketlabeler_owner(id, host, pid, started, lease_until) values(?, ?, ?, ?, "
                        + dialect.now()
                        + " + ?) on conflict(id) do update set host = excluded.host, pid = excluded.pid,"
                        + " started = excluded.started, lease_until = excluded.lease_until")) {
            for (String owner : new TreeSet<>(owners)) {
                upsert.setString(1, owner);
                upsert.setString(2, host.name());
                upsert.setLong(3, host.pid());
                upsert.setLong(4, host.started());
                upsert.setLong(5, leases.lease().toMillis());
                upsert.addBatch();
            }
            upsert.executeBatch();
        }
    }

    private void insertAttempts(Connection connection, List<Attempt> sent) throws SQLException {
        if (sent.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into ticketlabeler_attempt(id, run, owner, model, tickets, tokens, keys, sent, state)"
                        + " values(?, ?, ?, ?, ?, ?, ?, " + dialect.now() + ", " + SENT
                        + ") on conflict(id) do nothing")) {
            for (Attempt attempt : sent) {
                set(insert, attempt);
                insert.setBytes(7, Keys.joined(attempt.keys()));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static void set(PreparedStatement statement, Attempt attempt) throws SQLException {
        statement.setString(1, attempt.id());
        statement.setString(2, attempt.run());
        statement.setString(3, attempt.owner());
        statement.setString(4, Texts.stored(attempt.model()));
        statement.setInt(5, attempt.keys().size());
        statement.setLong(6, attempt.tokens());
    }

    private void endAttempts(Connection connection, List<Settlement.Ended> all) throws SQLException {
        if (all.isEmpty()) {
            return;
        }
        // a row that is missing was purged meanwhile: the bill has to be explained all the same
        try (PreparedStatement upsert = connection.prepareStatement(
                "insert into ticketlabeler_attempt(id, run, owner, model, tickets, tokens, keys, state, detail, answered_by,"
                        + " input_tokens, cached_input_tokens, output_tokens, cost_usd, sent, ended)"
                        + " values(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, " + dialect.now() + ", " + dialect.now()
                        + ")"
                        + " on conflict(id) do update set keys = excluded.keys, state = excluded.state,"
                        + " detail = excluded.detail, answered_by = excluded.answered_by,"
                        + " input_tokens = excluded.input_tokens, cached_input_tokens = excluded.cached_input_tokens,"
                        + " output_tokens = excluded.output_tokens, cost_usd = excluded.cost_usd, ended = excluded.ended")) {
            for (Settlement.Ended ended : all) {
                AttemptEnd end = ended.end();
                boolean unknown = end.state() == AttemptEnd.State.UNKNOWN;
                set(upsert, ended.attempt());
                upsert.setBytes(7, unknown ? Keys.joined(ended.attempt().keys()) : null);
                upsert.setInt(8, number(end.state()));
                upsert.setString(9, Texts.stored(end.detail()));
                upsert.setString(10, Texts.stored(end.model()));
                upsert.setLong(11, end.usage().inputTokens());
                upsert.setLong(12, end.usage().cachedInputTokens());
                upsert.setLong(13, end.usage().outputTokens());
                upsert.setObject(14, AnswerRow.cost(end.usage().costUsd()), Types.DOUBLE);
                upsert.addBatch();
            }
            upsert.executeBatch();
        }
    }

    static int number(AttemptEnd.State state) {
        return switch (state) {
            case ANSWERED -> ANSWERED;
            case FAILED -> FAILED;
            case UNKNOWN -> UNKNOWN;
        };
    }

    private void release(Connection connection, List<CacheKey> keys, String owner) throws SQLException {
        for (List<CacheKey> portion : Keys.portions(keys, KEYS_A_QUERY)) {
            try (PreparedStatement delete = connection.prepareStatement(
                    "delete from ticketlabeler_claim where owner = ? and key " + dialect.among(portion.size()))) {
                delete.setString(1, owner);
                dialect.set(delete, 2, portion);
                delete.executeUpdate();
            }
        }
    }

    /** Claims what is free; gives the owner of every key. */
    Map<CacheKey, String> claim(Connection connection, Map<CacheKey, String> wanted) throws SQLException {
        alive(connection, wanted.values());
        List<CacheKey> keys = Keys.sorted(wanted.keySet());
        dialect.insertClaims(connection, keys, keys.stream().map(wanted::get).toList());
        Map<CacheKey, String> owners = new HashMap<>();
        for (List<CacheKey> portion : Keys.portions(keys, KEYS_A_QUERY)) {
            try (PreparedStatement select = connection.prepareStatement(
                    "select key, owner from ticketlabeler_claim where key " + dialect.among(portion.size()))) {
                dialect.set(select, 1, portion);
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        owners.put(CacheKey.of(rows.getBytes(1)), rows.getString(2));
                    }
                }
            }
        }
        return owners;
    }

    List<Owner> owners(Connection connection) throws SQLException {
        List<Owner> owners = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select id, host, pid, started, lease_until, " + dialect.now()
                        + " from ticketlabeler_owner order by id")) {
            while (rows.next()) {
                owners.add(new Owner(
                        rows.getString(1),
                        rows.getString(2),
                        rows.getLong(3),
                        rows.getLong(4),
                        rows.getLong(5),
                        rows.getLong(6)));
            }
        }
        return owners;
    }

    /** Ends an owner, unless it has given a sign since it was looked at: its claims are free, its calls of unknown outcome. */
    boolean bury(Connection connection, Owner owner) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("delete from ticketlabeler_owner where id = ? and lease_until = ?")) {
            delete.setString(1, owner.id());
            delete.setLong(2, owner.leaseUntil());
            if (delete.executeUpdate() == 0) {
                return false;
            }
        }
        settleEstate(connection, owner.id());
        return true;
    }

    /** Claims of nobody, because somebody removed rows by hand, or a bit has flipped. An owner comes with its first claim. */
    boolean freeOrphans(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate("delete from ticketlabeler_claim where not exists"
                            + " (select 1 from ticketlabeler_owner where id = ticketlabeler_claim.owner)")
                    > 0;
        }
    }

    /** Ends an owner of this process. */
    void leave(Connection connection, String owner) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("delete from ticketlabeler_owner where id = ?")) {
            delete.setString(1, owner);
            delete.executeUpdate();
        }
        settleEstate(connection, owner);
    }

    private void settleEstate(Connection connection, String owner) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "update ticketlabeler_attempt set state = " + UNKNOWN + " where owner = ? and state = " + SENT)) {
            update.setString(1, owner);
            update.executeUpdate();
        }
        try (PreparedStatement delete =
                connection.prepareStatement("delete from ticketlabeler_claim where owner = ?")) {
            delete.setString(1, owner);
            delete.executeUpdate();
        }
    }

    /** Whether an owner has anything that others must leave alone. */
    boolean isBusy(Connection connection, String owner) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select 1 where exists(select 1 from ticketlabeler_claim where owner = ?)"
                        + " or exists(select 1 from ticketlabeler_attempt where owner = ? and state = " + SENT + ")")) {
            select.setString(1, owner);
            select.setString(2, owner);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next();
            }
        }
    }

    Set<CacheKey> unsettled(Connection connection) throws SQLException {
        Set<CacheKey> keys = new TreeSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("select keys from ticketlabeler_attempt where keys is not null and"
                                + " (state = " + UNKNOWN + " or (state = " + SENT + " and owner not in"
                                + " (select id from ticketlabeler_owner where lease_until >= " + dialect.now()
                                + ")))")) {
            while (rows.next()) {
                keys.addAll(Keys.split(rows.getBytes(1)));
            }
        }
        keys.removeAll(read(connection, keys).keySet());
        return keys;
    }

    /** All answers in the order of their keys, one by one; empty for a row that is damaged. */
    void scan(Connection connection, RowReader reader) throws SQLException {
        dialect.scan(
                connection,
                "select " + AnswerRow.COLUMNS + " from ticketlabeler_answer order by key",
                rows -> reader.row(AnswerRow.read(rows)));
    }

    /** Takes answers as they come. */
    interface RowReader {
        void row(Optional<AnswerRow> row);
    }
}
