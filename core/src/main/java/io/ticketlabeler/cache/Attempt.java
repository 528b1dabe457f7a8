package io.ticketlabeler.cache;

import java.util.List;

/**
 * A call of a model, as noted before it is sent: one line of the ledger that explains the bill.
 *
 * @param id     unique, e.g. a random UUID
 * @param run    the run or labeler on whose account, e.g. a random UUID
 * @param owner  the claims' owner, see {@link LabelCache#claim}
 * @param model  the model that is asked, e.g. {@code gpt-4o-mini}
 * @param keys   the questions in it
 * @param tokens estimated, prompt and completion
 */
public record Attempt(String id, String run, String owner, String model, List<CacheKey> keys, long tokens) {

    public Attempt {
        keys = List.copyOf(keys);
    }
}
