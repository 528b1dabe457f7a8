package io.ticketlabeler.internal.engine;

import io.ticketlabeler.cache.CacheKey;
import io.ticketlabeler.internal.Tokens;
import java.util.concurrent.CompletableFuture;

/**
 * One text that is asked about, on behalf of all tickets that have it. Its counters belong to whoever holds the question: the
 * batcher, then the one call it travels in.
 */
final class Question {

    final CacheKey key;
    final String text;
    final int tokens;
    final boolean alone;
    final CompletableFuture<Verdict> verdict = new CompletableFuture<>();

    /** Paid answers that held nothing usable for it. */
    int asks;

    /** What was wrong with the last of them. */
    String problem = "";

    private volatile boolean sent;

    Question(CacheKey key, String text, boolean alone) {
        this.key = key;
        this.text = text;
        this.tokens = Tokens.estimate(text);
        this.alone = alone;
    }

    /** Whether it has left the batcher. */
    boolean isSent() {
        return sent;
    }

    void markSent() {
        sent = true;
    }
}
