package io.ticketlabeler.jdbc;

import io.ticketlabeler.ticket.TicketLabelerException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Makes the tables, and brings older ones up to date. */
final class Schema {

    static final String META = "ticketlabeler_meta";

    /** One entry for each version, what leads to it from the one before. Entries that were released never change. */
    private static final List<List<String>> STEPS = List.of(
            List.of(
                    "create table ticketlabeler_answer(key $bytes not null primary key, labels text not null, model text not null,"
                            + " input_tokens bigint not null, cached_input_tokens bigint not null, output_tokens bigint not null,"
                            + " cost_usd double precision, answered_s bigint not null, answered_ns int not null, ticket text,"
                            + " crc bigint not null)$keyed",
                    "create table ticketlabeler_owner(id text not null primary key, host text not null, pid bigint not null,"
                            + " started bigint not null, lease_until bigint not null)",
                    "create table ticketlabeler_claim(key $bytes not null primary key, owner text not null)$keyed",
                    "create index ticketlabeler_claim_owner on ticketlabeler_claim(owner)",
                    "create table ticketlabeler_attempt(id text not null primary key, run text not null, owner text not null,"
                            + " model text not null, tickets int not null, tokens bigint not null, keys $bytes, sent bigint not null,"
                            + " state int not null, detail text, answered_by text, input_tokens bigint, cached_input_tokens bigint,"
                            + " output_tokens bigint, cost_usd double precision, ended bigint)",
                    "create index ticketlabeler_attempt_open on ticketlabeler_attempt(owner) where state = 0 or state = 3"),
            List.of(
                    "create table ticketlabeler_limit(name text not null primary key, requests_due double precision not null,"
                            + " tokens_due double precision not null, closed_until bigint not null)",
                    "create table ticketlabeler_budget(job text not null primary key, tokens bigint not null,"
                            + " usd double precision not null)"));

    private static final String KEEP_VERSION = "insert into " + META + "(name, value) values('schema', '%s')"
            + " on conflict(name) do update set value = excluded.value";

    private Schema() {}

    /** The version that this library writes. */
    static int version() {
        return STEPS.size();
    }

    /** To be called in a transaction. */
    static void prepare(Connection connection, Dialect dialect) throws SQLException {
        if (found(connection, dialect) == version()) {
            return;
        }
        dialect.lockSchema(connection);
        int found = found(connection, dialect);
        if (found > version()) {
            throw new TicketLabelerException(
                    dialect.place() + " was written by a newer ticketlabeler-jdbc-cache (schema " + found
                            + ", this one knows " + version() + "): update the library, or give another place");
        }
        try (Statement statement = connection.createStatement()) {
            if (found == 0) {
                statement.execute("create table " + META + "(name text not null primary key, value text not null)");
            }
            for (List<String> step : STEPS.subList(found, version())) {
                for (String sql : step) {
                    statement.execute(
                            sql.replace("$bytes", dialect.bytesType()).replace("$keyed", dialect.keyedTable()));
                }
            }
            if (found < version()) {
                statement.execute(String.format(KEEP_VERSION, version()));
            }
        }
    }

    private static int found(Connection connection, Dialect dialect) throws SQLException {
        if (!dialect.hasTables(connection)) {
            return 0;
        }
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select value from " + META + " where name = 'schema'")) {
            if (!rows.next()) {
                throw unreadable(dialect);
            }
            int version = Integer.parseInt(rows.getString(1));
            if (version < 1) {
                throw unreadable(dialect);
            }
            return version;
        } catch (NumberFormatException e) {
            throw unreadable(dialect);
        }
    }

    private static TicketLabelerException unreadable(Dialect dialect) {
        return new TicketLabelerException(dialect.place()
                + " does not say which schema it has, so it is damaged: move it away and start with a new one");
    }
}
