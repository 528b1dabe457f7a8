package io.ticketlabeler.internal.engine;

import io.ticketlabeler.cache.Attempt;
import io.ticketlabeler.cache.AttemptEnd;
import io.ticketlabeler.cache.CacheKey;
import io.ticketlabeler.cache.CachedLabel;
import io.ticketlabeler.cache.LabelCache;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A cache that several processes share, with claims and a ledger, in memory: each engine is a process. Can be told to fail, and
 * that a process has died. Thread-safe.
 */
final class SharedCache implements LabelCache {

    /** What can be made to fail. */
    enum Method {
        GET_ALL,
        CLAIM,
        SENDING,
        ENDED
    }

    final Map<CacheKey, CachedLabel> answers = new HashMap<>();
    final Map<CacheKey, String> claims = new HashMap<>();
    final List<Attempt> sent = new ArrayList<>();
    final Map<String, AttemptEnd> ends = new HashMap<>();
    final List<String> mistakes = new ArrayList<>();
    final Set<CacheKey> unsettled = new HashSet<>();
    private final Set<CacheKey> inAir = new HashSet<>();

    /** Done before the cache is used, to try other schedules. */
    volatile Runnable seam = () -> {};

    private Method broken;

    synchronized void breakDown(Method method) {
        broken = method;
    }

    /** The claims of all processes there are end: they have died. */
    synchronized void everybodyDied() {
        claims.clear();
    }

    synchronized boolean hasNoClaims() {
        return claims.isEmpty();
    }

    synchronized int attempts() {
        return sent.size();
    }

    synchronized int ended() {
        return ends.size();
    }

    private void check(Method method) {
        if (method == broken) {
            throw new IllegalStateException("no space left on labels.db");
        }
    }

    @Override
    public synchronized Map<CacheKey, CachedLabel> getAll(Collection<CacheKey> keys) {
        check(Method.GET_ALL);
        Map<CacheKey, CachedLabel> found = new HashMap<>();
        keys.forEach(key -> {
            CachedLabel answer = answers.get(key);
            if (answer != null) {
                found.put(key, answer);
            }
        });
        return found;
    }

    @Override
    public synchronized void putAll(Map<CacheKey, CachedLabel> more) {
        answers.putAll(more);
        claims.keySet().removeAll(more.keySet());
    }

    @Override
    public boolean isShared() {
        return true;
    }

    @Override
    public Set<CacheKey> claim(Collection<CacheKey> keys, String owner) {
        seam.run();
        return claimNow(keys, owner);
    }

    private synchronized Set<CacheKey> claimNow(Collection<CacheKey> keys, String owner) {
        check(Method.CLAIM);
        Set<CacheKey> mine = new HashSet<>();
        for (CacheKey key : keys) {
            if (!answers.containsKey(key)
                    && claims.computeIfAbsent(key, any -> owner).equals(owner)) {
                mine.add(key);
            }
        }
        return mine;
    }

    @Override
    public void release(Collection<CacheKey> keys, String owner) {
        seam.run();
        synchronized (this) {
            keys.forEach(key -> claims.remove(key, owner));
        }
    }

    @Override
    public void sending(Attempt attempt) {
        seam.run();
        sendingNow(attempt);
    }

    private synchronized void sendingNow(Attempt attempt) {
        check(Method.SENDING);
        for (CacheKey key : attempt.keys()) {
            if (answers.containsKey(key)) {
                mistakes.add("asked again although it is answered: " + key);
            }
            if (!attempt.owner().equals(claims.get(key))) {
                mistakes.add("asked without a claim: " + key);
            }
            if (!inAir.add(key)) {
                mistakes.add("asked twice at once: " + key);
            }
        }
        sent.add(attempt);
    }

    @Override
    public synchronized void ended(Attempt attempt, AttemptEnd end, Map<CacheKey, CachedLabel> more) {
        check(Method.ENDED);
        if (!sent.contains(attempt)) {
            mistakes.add("ended without having been sent");
        }
        if (ends.put(attempt.id(), end) != null) {
            mistakes.add("ended twice");
        }
        inAir.removeAll(attempt.keys());
        putAll(more);
    }

    @Override
    public synchronized Set<CacheKey> unsettled() {
        return Set.copyOf(unsettled);
    }

    @Override
    public void close() {}
}
