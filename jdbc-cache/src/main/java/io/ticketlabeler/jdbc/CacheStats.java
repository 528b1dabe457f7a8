package io.ticketlabeler.jdbc;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is in a cache. Made by the cache only; more fields may come.
 *
 * @param place     the file, or server and database
 * @param schema    version of the tables
 * @param bytes     on disk, as far as the store tells
 * @param answers   by the model that answered, in the order of names; damaged rows count, too
 * @param texts     how many answers have the ticket's text with them
 * @param oldest    when the first of them was given; empty when there is none
 * @param newest    when the last of them was given
 * @param calls     of the ledger, by what became of them
 * @param unsettled keys without an answer that were in calls of unknown outcome: asking them again may pay twice
 * @param claims    keys that are being asked now
 * @param damaged   rows that this object found damaged when it read them; {@link JdbcLabelCache#verify} looks at all
 */
public record CacheStats(
        String place,
        int schema,
        OptionalLong bytes,
        Map<String, Spending> answers,
        long texts,
        Optional<Instant> oldest,
        Optional<Instant> newest,
        Map<LedgerEntry.State, Spending> calls,
        long unsettled,
        long claims,
        long damaged) {

    public CacheStats {
        answers = Collections.unmodifiableMap(new LinkedHashMap<>(answers));
        calls = Collections.unmodifiableMap(new LinkedHashMap<>(calls));
    }

    /** All answers, whoever gave them. */
    public long answerCount() {
        return answers.values().stream().mapToLong(Spending::count).sum();
    }
}
