package io.ticketlabeler.contract;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Counts what comes and goes. Thread-safe; 24 to 48 bytes for each different text, once {@link #asked} is full. */
final class Counters {

    private static final int MAX_TEXTS = 100_000;
    private static final long MAX_CHARS = 32_000_000;

    private final Map<Integer, Long> byStatus = new TreeMap<>();
    private final Map<String, Integer> asked = new LinkedHashMap<>();
    private final Tally tally = new Tally();
    private final Cooldown cooldown = new Cooldown();
    private long askedChars;
    private long requests;
    private long broken;
    private long early;
    private int inFlight;
    private int maxInFlight;
    private long tickets;
    private long ticketsAgain;

    synchronized void arrived(Request request) {
        requests++;
        inFlight++;
        maxInFlight = Math.max(maxInFlight, inFlight);
        if (cooldown.isEarly(request)) {
            early++;
        }
    }

    /** To be called right before the answer is sent. */
    void answered(Request request, Response response, Map<String, String> headers) {
        Optional<Duration> wait =
                response.status() >= 400 ? WaitHeaders.wait(headers, Instant.now()) : Optional.empty();
        Collection<String> paid = response.isPaidFor() ? request.texts() : List.of();
        synchronized (this) {
            byStatus.merge(response.status(), 1L, Long::sum);
            if (response.delivery() != Delivery.WHOLE) {
                broken++;
            }
            wait.ifPresent(time -> cooldown.refused(request, System.nanoTime(), time.toNanos()));
            paid.forEach(this::count);
        }
    }

    synchronized void left() {
        inFlight--;
    }

    synchronized Map<String, Integer> asked() {
        return new LinkedHashMap<>(asked);
    }

    synchronized Counts counts() {
        return new Counts(requests, byStatus, broken, early, inFlight, maxInFlight, tickets, ticketsAgain);
    }

    private void count(String text) {
        tickets++;
        if (tally.add(text) > 1) {
            ticketsAgain++;
        }
        if (asked.containsKey(text) || (asked.size() < MAX_TEXTS && askedChars < MAX_CHARS)) {
            if (asked.merge(text, 1, Integer::sum) == 1) {
                askedChars += text.length();
            }
        }
    }
}
