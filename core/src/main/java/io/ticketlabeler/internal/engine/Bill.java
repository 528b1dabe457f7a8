package io.ticketlabeler.internal.engine;

import io.ticketlabeler.ticket.Usage;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** What a session has cost and how calls went. Thread-safe. */
public final class Bill {

    private long calls;
    private long failedCalls;
    private long answers;
    private long shortened;
    private Usage usage = Usage.NONE;
    private final Map<String, Long> models = new TreeMap<>();

    synchronized void called() {
        calls++;
    }

    synchronized void failed(Usage cost) {
        failedCalls++;
        usage = usage.plus(cost);
    }

    synchronized void answered(String model, int tickets, Usage cost) {
        answers += tickets;
        usage = usage.plus(cost);
        models.merge(model, 1L, Long::sum);
    }

    synchronized void shortened() {
        shortened++;
    }

    /** Whether anything was ever answered. */
    synchronized boolean hasAnswers() {
        return answers > 0;
    }

    /** Requests that were made, failed ones included. */
    public synchronized long calls() {
        return calls;
    }

    /** Requests without a usable answer as a whole. */
    public synchronized long failedCalls() {
        return failedCalls;
    }

    /** Tickets of which the model saw only the beginning and the end. */
    public synchronized long shortenedTickets() {
        return shortened;
    }

    /** The sum over all calls. */
    public synchronized Usage usage() {
        return usage;
    }

    /** The models that answered and in how many calls. */
    public synchronized Map<String, Long> models() {
        return Collections.unmodifiableMap(new TreeMap<>(models));
    }
}
