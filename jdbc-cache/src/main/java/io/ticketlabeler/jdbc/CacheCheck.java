package io.ticketlabeler.jdbc;

import io.ticketlabeler.cache.CacheKey;
import java.util.List;

/**
 * What a look at every answer found. Made by the cache only; more fields may come.
 *
 * @param answers  rows that were read
 * @param damaged  those of them that are not what was written; they count as missing and are paid again when they are asked
 * @param examples keys of the first 100 of these
 * @param problems what the database says of its own file; the first 100
 */
public record CacheCheck(long answers, long damaged, List<CacheKey> examples, List<String> problems) {

    public CacheCheck {
        examples = List.copyOf(examples);
        problems = List.copyOf(problems);
    }

    /** Nothing is wrong. */
    public boolean isFine() {
        return damaged == 0 && problems.isEmpty();
    }
}
