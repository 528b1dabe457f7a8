package io.ticketlabeler.faults;

import io.ticketlabeler.cache.Attempt;
import io.ticketlabeler.cache.AttemptEnd;
import io.ticketlabeler.cache.AttemptEnd.State;
import io.ticketlabeler.cache.CacheKey;
import io.ticketlabeler.cache.CachedLabel;
import io.ticketlabeler.cache.LabelCache;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A cache in memory that keeps its books as a durable one would: what was sent, how it ended, what was answered. */
final class Ledger implements LabelCache {

    private final Map<CacheKey, CachedLabel> answers = new LinkedHashMap<>();
    private final Map<String, Attempt> open = new LinkedHashMap<>();
    private final Map<String, AttemptEnd> ended = new LinkedHashMap<>();

    @Override
    public synchronized Map<CacheKey, CachedLabel> getAll(Collection<CacheKey> keys) {
        Map<CacheKey, CachedLabel> found = new LinkedHashMap<>(answers);
        found.keySet().retainAll(keys);
        return found;
    }

    @Override
    public synchronized void putAll(Map<CacheKey, CachedLabel> more) {
        answers.putAll(more);
    }

    @Override
    public synchronized void sending(Attempt attempt) {
        open.put(attempt.id(), attempt);
    }

    @Override
    public synchronized void ended(Attempt attempt, AttemptEnd end, Map<CacheKey, CachedLabel> good) {
        if (open.remove(attempt.id()) == null) {
            throw new IllegalStateException("a call ended that was never sent");
        }
        ended.put(attempt.id(), end);
        answers.putAll(good);
    }

    /** How many tickets have an answer. */
    synchronized int answers() {
        return answers.size();
    }

    /** Everything that is kept, as text. */
    synchronized String dump() {
        return answers + "\n" + open + "\n" + ended;
    }

    /** How many calls were sent and have not ended. */
    synchronized int open() {
        return open.size();
    }

    /** The ends of that kind, in order. */
    synchronized List<AttemptEnd> ended(State state) {
        return ended.values().stream().filter(end -> end.state() == state).toList();
    }

    @Override
    public void close() {}
}
