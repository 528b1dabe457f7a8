package io.ticketlabeler.jdbc;

import io.ticketlabeler.cache.CacheKey;
import io.ticketlabeler.cache.CachedLabel;
import io.ticketlabeler.ticket.ScoredLabel;
import io.ticketlabeler.ticket.Usage;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads made-up answers from a database in memory, so that SQLite's library and all classes are there when the first real ones are read. */
final class Rehearsal {

    private static final int ANSWERS = 20;
    private static final int TIMES = 15; // what was called 200 times is compiled

    private Rehearsal() {}

    static void ofReading() {
        Dialect memory = new Memory();
        Store store = new Store(memory, Host.here(true), Leases.DEFAULT);
        List<CacheKey> keys = new ArrayList<>();
        List<AnswerRow> rows = new ArrayList<>();
        for (int i = 0; i < ANSWERS; i++) {
            CacheKey key = CacheKey.of(ByteBuffer.allocate(32).putInt(i).array());
            keys.add(key);
            rows.add(AnswerRow.of(
                    key,
                    new CachedLabel(
                            List.of(ScoredLabel.of("Bug")), "none", Usage.NONE, Instant.EPOCH, Optional.empty()),
                    false));
        }
        try (Connection connection = memory.connect()) {
            Schema.prepare(connection, memory);
            memory.insertAnswers(connection, rows);
            for (int i = 0; i < TIMES; i++) {
                store.read(connection, keys);
            }
        } catch (SQLException e) {
            throw memory.explain(e);
        }
    }

    private static final class Memory extends Sqlite {
        Memory() {
            super(Path.of("memory"));
        }

        @Override
        String address() {
            return ":memory:";
        }
    }
}
