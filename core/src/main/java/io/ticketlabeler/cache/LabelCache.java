package io.ticketlabeler.cache;

import java.util.Collection;
import java.util.Map;
import java.util.Set;

/**
 * Keeps answers, so that nobody pays twice.
 *
 * <p><b>If you write your own</b>: {@link #getAll} and {@link #putAll} are enough for a cache of one process. All methods are
 * called from many threads at once, from Java 21 on virtual ones: wait with locks rather than within {@code synchronized}. Answers
 * are handed over before anyone sees them and must be durable, as far as the cache is, when the call returns; an exception there
 * ends the run, because going on would spend money that the next run spends again. An answer for a key never changes, so a later
 * one for the same key may win or lose. Return what was stored unchanged, or nothing: a damaged entry is a miss. Extend
 * {@code io.ticketlabeler.contract.LabelCacheContract} (test jar of core) to check the rules.
 *
 * <p>A cache that several processes use at once overrides {@link #isShared}, {@link #claim} and {@link #release}, so that two of
 * them do not pay for one answer; one that explains the bill overrides {@link #sending}, {@link #ended} and {@link #unsettled}.
 */
public interface LabelCache extends AutoCloseable {

    /** The answers that are there; keys without one are absent. */
    Map<CacheKey, CachedLabel> getAll(Collection<CacheKey> keys);

    /** Keeps these answers, and ends the claims on their keys. */
    void putAll(Map<CacheKey, CachedLabel> answers);

    /** Whether ticket texts are wanted with the answers ({@link CachedLabel#text()}); by default they are never handed over. */
    default boolean keepsTexts() {
        return false;
    }

    /** Whether other processes may use the same answers now, so that keys have to be claimed before they are asked. */
    default boolean isShared() {
        return false;
    }

    /**
     * Claims keys: of those that have no answer yet, the ones that now belong to {@code owner}, including those that did before.
     * The rest is being asked by somebody else, or was just answered: look them up again a little later. A claim lasts until the
     * key is answered or {@linkplain #release released}, or the owner's process is gone.
     *
     * @param owner tells the claims of one engine from those of others, e.g. a random UUID
     */
    default Set<CacheKey> claim(Collection<CacheKey> keys, String owner) {
        return Set.copyOf(keys);
    }

    /** Gives up claims of this owner, because the keys will not be asked now. */
    default void release(Collection<CacheKey> keys, String owner) {}

    /** A call is about to be sent; noted, as far as the cache is durable, when this returns. */
    default void sending(Attempt attempt) {}

    /**
     * A call has ended. Its end and its answers are kept in one step.
     *
     * @param answers what was usable of the reply; may be empty
     */
    default void ended(Attempt attempt, AttemptEnd end, Map<CacheKey, CachedLabel> answers) {
        if (!answers.isEmpty()) {
            putAll(answers);
        }
    }

    /**
     * Keys without an answer that were in calls of unknown outcome: sent by a process that has since died, or timed out. The
     * provider may have billed them, and asking them again may pay twice. Asked before the first call of each run.
     */
    default Set<CacheKey> unsettled() {
        return Set.of();
    }

    /** Frees what is held. May be called twice. */
    @Override
    void close();
}
