package io.ticketlabeler.internal.engine;

import io.ticketlabeler.cache.CacheKey;
import io.ticketlabeler.internal.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * One text that is asked about, on behalf of all tickets of all sessions that have it. Its counters belong to whoever holds the
 * question: the batcher, then the one call it travels in.
 */
final class Question {

    final Lane lane;
    final CacheKey key;
    final String text;
    final CompletableFuture<Verdict> verdict = new CompletableFuture<>();

    /** Paid answers that held nothing usable for it. */
    int asks;

    /** What was wrong with the last of them. */
    String problem = "";

    private final List<Session> askers = new ArrayList<>(1); // guarded by this
    private boolean closed; // guarded by this
    private boolean boarded; // guarded by this
    private volatile int stage;
    private volatile CacheKey claim;
    private volatile boolean sent;
    private volatile boolean urgent;
    private int tokens;
    private volatile int group;

    Question(Lane lane, CacheKey key, String text) {
        this.lane = lane;
        this.key = key;
        this.claim = key;
        this.text = text;
    }

    /** A session wants the answer; false if the question has been given up in the meantime. */
    synchronized boolean join(Session session) {
        if (closed) {
            return false;
        }
        if (!askers.contains(session)) {
            askers.add(session);
        }
        return true;
    }

    /** The first session that still wants the answer; without one the question is closed for good. */
    synchronized Optional<Session> payer() {
        for (Session asker : askers) {
            if (asker.stopped().isEmpty()) {
                return Optional.of(asker);
            }
        }
        closed = true;
        return Optional.empty();
    }

    /** Who pays for a call that is on its way: the first session that still wants the answer, else the first that did. */
    synchronized Optional<Session> payerInTheAir() {
        return askers.stream()
                .filter(asker -> asker.stopped().isEmpty())
                .findFirst()
                .or(() -> askers.stream().findFirst());
    }

    /** Closes the question for good, and tells who has asked it. */
    synchronized List<Session> close() {
        closed = true;
        return List.copyOf(askers);
    }

    /** Its call is going to be sent; false if the question has been given up in the meantime. */
    synchronized boolean board() {
        boarded = !closed;
        return boarded;
    }

    /** Its call has ended, or is not sent after all. */
    synchronized void alight() {
        boarded = false;
    }

    synchronized boolean isBoarded() {
        return boarded;
    }

    /** Which of the models is to be asked. */
    int stage() {
        return stage;
    }

    /** The key under which the present model's answer is kept. */
    CacheKey stageKey() {
        return stage == 0 ? key : lane.key(stage, text);
    }

    /** The key that keeps other processes from asking the same. */
    CacheKey claim() {
        return claim;
    }

    void claimedWith(CacheKey stageKey) {
        claim = stageKey;
    }

    /** Questions of different groups do not share a call of the present model. */
    int group() {
        return group;
    }

    void putInto(int ofModel) {
        group = ofModel;
    }

    /** Goes on to the next model, with a clean slate. */
    void goTo(int nextStage) {
        asks = 0;
        problem = "";
        sent = false;
        stage = nextStage;
    }

    /** Estimated, without the frame around it. */
    int tokens() {
        if (tokens == 0) {
            tokens = Tokens.estimate(text);
        }
        return tokens;
    }

    /** Whether it has left the batcher. */
    boolean isSent() {
        return sent;
    }

    /** Somebody waits for it who does not want to wait for long. */
    void hurry() {
        urgent = true;
    }

    boolean isUrgent() {
        return urgent;
    }

    void markSent() {
        sent = true;
    }
}
