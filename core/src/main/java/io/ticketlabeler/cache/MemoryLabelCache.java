package io.ticketlabeler.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Collection;
import java.util.Map;

/**
 * Keeps answers in memory, as long as this object lives and while there is room; the least useful ones go first. A million answers
 * take some 300 MB. Thread-safe.
 */
public final class MemoryLabelCache implements LabelCache {

    private static final long DEFAULT_ENTRIES = 100_000;

    private final Cache<CacheKey, CachedLabel> entries;

    private MemoryLabelCache(long maxEntries) {
        entries = Caffeine.newBuilder().maximumSize(maxEntries).build();
    }

    /** Room for 100,000 answers. */
    public static MemoryLabelCache create() {
        return atMost(DEFAULT_ENTRIES);
    }

    /** Room for that many answers. */
    public static MemoryLabelCache atMost(long maxEntries) {
        if (maxEntries < 0) {
            throw new IllegalArgumentException("room for " + maxEntries + " answers");
        }
        return new MemoryLabelCache(maxEntries);
    }

    @Override
    public Map<CacheKey, CachedLabel> getAll(Collection<CacheKey> keys) {
        return entries.getAllPresent(keys);
    }

    @Override
    public void putAll(Map<CacheKey, CachedLabel> answers) {
        entries.putAll(answers);
    }

    /** Keeps everything: there is nothing to free, and the cache may serve another labeler. */
    @Override
    public void close() {}
}
