package io.ticketlabeler.jdbc;

import io.ticketlabeler.cache.Attempt;
import io.ticketlabeler.cache.AttemptEnd;
import io.ticketlabeler.cache.CacheKey;
import io.ticketlabeler.cache.CachedLabel;
import io.ticketlabeler.cache.LabelCache;
import io.ticketlabeler.run.Budget;
import io.ticketlabeler.run.SharedBudget;
import io.ticketlabeler.run.SharedLimit;
import io.ticketlabeler.ticket.TicketLabelerException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * A label cache in a database, shared by all processes that open it: a file ({@link SqliteLabelCache}) or PostgreSQL.
 *
 * <p>An answer is committed when {@link #putAll} or {@link #ended} returns. Of several processes that want the same answer one asks;
 * the others find it a little later. When a process dies, what it had claimed is free at once for others that can see it
 * (same machine, same container), for the rest 30 to 42 s later; only the store's clock counts. Tables are made when they
 * are missing and brought up to date when they are older; a newer schema is refused. A row that was damaged counts as missing.
 *
 * <p>Thread-safe. One thread writes; what waits for it is committed together. Three connections at most are used: the writing one for
 * as long as the cache is open. Memory does not grow with the number of answers.
 */
public final class JdbcLabelCache implements LabelCache {

    private final Dialect dialect;
    private final Store store;
    private final Writer writer;
    private final Connections connections;
    private final Books books;
    private volatile boolean texts;

    private JdbcLabelCache(Dialect dialect, Host host, Leases leases) {
        this.dialect = dialect;
        this.store = new Store(dialect, host, leases);
        this.writer = new Writer(dialect, store, host, leases);
        this.connections = new Connections(dialect);
        this.books = new Books(dialect, store);
    }

    /**
     * Opens the cache in a PostgreSQL database (checked with 15 and 18), in the first schema of the search path; its tables are
     * called {@code ticketlabeler_…}.
     *
     * @param source gives connections to it, pooled or not; stays open when the cache is closed
     * @throws TicketLabelerException if that is not PostgreSQL, or holds a cache of a newer version, or does not answer
     */
    public static JdbcLabelCache of(DataSource source) {
        return of(source, Host.here(false), Leases.DEFAULT);
    }

    static JdbcLabelCache of(DataSource source, Host host, Leases leases) {
        return open(new Postgres(source, placeOf(source)), host, leases);
    }

    private static String placeOf(DataSource source) {
        try (Connection connection = source.getConnection()) {
            String product = connection.getMetaData().getDatabaseProductName();
            if (!product.equals("PostgreSQL")) {
                throw new TicketLabelerException("the DataSource leads to " + product
                        + ", where no label cache can be: give one to PostgreSQL, or use SqliteLabelCache.open(path)");
            }
            // jdbc:postgresql://db.example/labels?user=…&password=…: what stands behind the question mark is nobody's
            // business
            return connection.getMetaData().getURL().replaceFirst("\\?.*", "").replaceFirst("^jdbc:", "");
        } catch (SQLException e) {
            throw new Postgres(source, "PostgreSQL").explain(e);
        }
    }

    static JdbcLabelCache open(Dialect dialect, Host host, Leases leases) {
        JdbcLabelCache cache = new JdbcLabelCache(dialect, host, leases);
        cache.writer.open();
        return cache;
    }

    /** Keeps the tickets' texts with their answers from now on, e.g. to train on them. By default none is stored. */
    public JdbcLabelCache withTexts() {
        texts = true;
        return this;
    }

    /**
     * Keeps a provider's limits for all processes that have opened this store: {@code builder.sharedLimit(cache.sharedLimit())}. Lasts
     * as long as the cache is open.
     *
     * <p>A call costs two or three short round trips. Each endpoint has a row.
     */
    public SharedLimit sharedLimit() {
        return new LimitTable(dialect, connections);
    }

    /**
     * A budget that all runs of a job spend together, in whatever process: {@code builder.sharedBudget(cache.sharedBudget("tickets of May",
     * Budget.usd(20)))}. A job that is there already goes on with what it has spent; a new budget has a new name, or more to spend. Lasts as
     * long as the cache is open.
     *
     * @param job    names it among the jobs of this store
     * @param limits what may be spent in all, by this process' word
     */
    public SharedBudget sharedBudget(String job, Budget limits) {
        return new BudgetTable(connections, job, limits);
    }

    @Override
    public boolean keepsTexts() {
        return texts;
    }

    @Override
    public boolean isShared() {
        return true;
    }

    /** Asks 500 keys at a time. */
    @Override
    public Map<CacheKey, CachedLabel> getAll(Collection<CacheKey> keys) {
        return connections.retried(connection -> store.read(connection, keys));
    }

    /** The first answer for a key stays. */
    @Override
    public void putAll(Map<CacheKey, CachedLabel> answers) {
        writer.settle(new Settlement().answers(rows(answers)));
    }

    private List<AnswerRow> rows(Map<CacheKey, CachedLabel> answers) {
        List<AnswerRow> rows = new ArrayList<>(answers.size());
        answers.forEach((key, answer) -> rows.add(AnswerRow.of(key, answer, texts)));
        return rows;
    }

    @Override
    public Set<CacheKey> claim(Collection<CacheKey> keys, String owner) {
        return writer.claim(keys, owner);
    }

    @Override
    public void release(Collection<CacheKey> keys, String owner) {
        writer.settle(new Settlement().released(keys, owner));
    }

    @Override
    public void sending(Attempt attempt) {
        writer.settle(new Settlement().sent(attempt));
    }

    @Override
    public void ended(Attempt attempt, AttemptEnd end, Map<CacheKey, CachedLabel> answers) {
        writer.settle(new Settlement().ended(attempt, end).answers(rows(answers)));
    }

    @Override
    public Set<CacheKey> unsettled() {
        return connections.retried(store::unsettled);
    }

    /** What is in it. Reads every row, half a million a second or so. */
    public CacheStats stats() {
        return connections.retried(books::stats);
    }

    /** Looks at every answer, and at the file. */
    public CacheCheck verify() {
        return connections.retried(books::check);
    }

    /**
     * Hands over all answers in the order of their keys, with constant memory. Damaged ones are left out.
     *
     * @return how many
     */
    public long forEach(BiConsumer<CacheKey, CachedLabel> reader) {
        long[] count = {0};
        return connections.once(connection -> {
            store.scan(
                    connection,
                    row -> row.ifPresent(known -> known.answer().ifPresent(answer -> {
                        reader.accept(known.key(), answer);
                        count[0]++;
                    })));
            return count[0];
        });
    }

    /**
     * Writes all answers as JSON Lines: {@code {"key":"9f…","labels":[{"label":"Billing","confidence":0.93}],"model":"gpt-4o-mini",
     * "input_tokens":57,"cached_input_tokens":0,"output_tokens":9,"cost_usd":1.2E-5,"answered":"2026-11-24T12:00:00Z"}}, and
     * {@code "text"} where it was kept. Constant memory.
     *
     * @return how many
     */
    public long export(java.io.Writer out) throws IOException {
        return unwrapped(() -> forEach((key, answer) -> write(out, Jsonl.line(key, answer))));
    }

    /** Hands over the calls, oldest first, with constant memory. */
    public void ledger(Consumer<LedgerEntry> reader) {
        connections.once(connection -> {
            books.ledger(connection, reader);
            return true;
        });
    }

    /** Writes the ledger as JSON Lines, one call each, with the names of {@link LedgerEntry} in small letters. */
    public void exportLedger(java.io.Writer out) throws IOException {
        unwrapped(() -> {
            ledger(call -> write(out, Jsonl.line(call)));
            return true;
        });
    }

    private static void write(java.io.Writer out, String line) {
        try {
            out.write(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <T> T unwrapped(Supplier<T> writing) throws IOException {
        try {
            return writing.get();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Removes, in small steps, so that others can go on. In a file the room is overwritten, and used again for new answers. */
    public Purge.Removed purge(Purge purge) {
        writer.plain(connection -> {
            dialect.eraseDeleted(connection);
            return true;
        });
        long[] answers = {0};
        long calls = 0;
        if (purge.what != Purge.What.CALLS) {
            List<CacheKey> portion = new ArrayList<>();
            connections.once(connection -> {
                books.keysOf(connection, purge, key -> {
                    portion.add(key);
                    if (portion.size() == Store.KEYS_A_QUERY) {
                        answers[0] += delete(portion);
                    }
                });
                return true;
            });
            answers[0] += delete(portion);
        }
        if (purge.what == Purge.What.DAMAGED) {
            answers[0] += writer.alone(books::deleteWithoutKey);
        }
        if (purge.what == Purge.What.CALLS || purge.what == Purge.What.EVERYTHING) {
            calls = writer.alone(connection -> books.deleteCalls(connection, purge));
        }
        if (purge.what == Purge.What.EVERYTHING) {
            int unused = writer.alone(books::deleteShared);
        }
        writer.plain(connection -> {
            dialect.tidy(connection);
            return true;
        });
        return new Purge.Removed(answers[0], calls);
    }

    private int delete(List<CacheKey> portion) {
        List<CacheKey> keys = List.copyOf(portion);
        portion.clear();
        int deleted = writer.alone(connection -> store.deleteAnswers(connection, keys));
        store.replaced(keys);
        return deleted;
    }

    /** Gives the room of removed answers back to the disk. A file is written anew, and others wait meanwhile. */
    public void compact() {
        writer.plain(connection -> {
            dialect.compact(connection);
            return true;
        });
    }

    /** Writes what waits, gives up the claims of this process, closes the connections. */
    @Override
    public void close() {
        connections.close();
        writer.close();
    }

    /** Where the answers are. */
    @Override
    public String toString() {
        return "JdbcLabelCache[" + dialect.place() + "]";
    }
}
