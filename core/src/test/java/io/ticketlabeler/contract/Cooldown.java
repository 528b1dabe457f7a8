package io.ticketlabeler.contract;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** The times in which no request should come, because an earlier one was told to wait. Bounded. Not thread-safe. */
final class Cooldown {

    private static final long TOLERANCE = 50_000_000; // of clocks
    private static final long ON_THEIR_WAY = 500_000_000; // a busy machine lets requests cross a refusal for so long
    private static final int MAX_TEXTS = 100_000;

    private record Wait(long from, long until) {}

    private final Deque<Wait> waits = new ArrayDeque<>(); // later ones end later
    private final Map<Long, Long> refusedUntil = new HashMap<>(); // by hash of the text

    void refused(Request request, long now, long waitNanos) {
        long until = now + waitNanos;
        Wait last = waits.peekLast();
        if (last == null || until - last.until > 1_000_000) { // else the last one covers it, but for a millisecond
            waits.addLast(new Wait(now, until));
        }
        if (refusedUntil.size() < MAX_TEXTS) {
            request.texts().forEach(text -> refusedUntil.put(Tally.hash(text), until));
        }
    }

    boolean isEarly(Request request) {
        long now = request.nanoTime();
        while (!waits.isEmpty() && waits.peekFirst().until - now <= TOLERANCE) {
            waits.removeFirst();
        }
        if (waits.isEmpty()) {
            refusedUntil.clear();
            return false;
        }
        return waits.peekFirst().from + ON_THEIR_WAY - now < 0
                || request.texts().stream().anyMatch(text -> isRefused(text, now));
    }

    private boolean isRefused(String text, long now) {
        Long until = refusedUntil.get(Tally.hash(text));
        return until != null && until - now > TOLERANCE;
    }
}
