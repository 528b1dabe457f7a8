package io.ticketlabeler.cache;

import java.util.Collection;
import java.util.Map;

/**
 * Keeps answers, so that nobody pays twice.
 *
 * <p><b>If you write your own</b>: both methods are called from many threads at once. {@link #putAll} is called before anyone
 * sees the answers and must have made them durable, as far as the cache is, when it returns; an exception there ends the run,
 * because going on would spend money that the next run spends again. An answer for a key never changes, so a later one for the
 * same key may win or lose. Return what was stored unchanged, or nothing: a damaged entry is a miss. Extend
 * {@code io.ticketlabeler.contract.LabelCacheContract} (test jar of core) to check the rules.
 */
public interface LabelCache extends AutoCloseable {

    /** The answers that are there; keys without one are absent. */
    Map<CacheKey, CachedLabel> getAll(Collection<CacheKey> keys);

    /** Keeps these answers. */
    void putAll(Map<CacheKey, CachedLabel> answers);

    /** Frees what is held. May be called twice. */
    @Override
    void close();
}
