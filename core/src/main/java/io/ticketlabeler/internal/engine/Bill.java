package io.ticketlabeler.internal.engine;

import io.ticketlabeler.ticket.Usage;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** What a session has cost and how calls went. Thread-safe. */
public final class Bill {

    private long calls;
    private long failedCalls;
    private long throttledCalls;
    private long unknownCalls;
    private long paidAgain;
    private long shortened;
    private Usage usage = Usage.NONE;
    private final Map<String, Long> models = new TreeMap<>();
    private final Map<String, Usage> usages = new TreeMap<>();

    synchronized void called() {
        calls++;
    }

    /** A call that was counted was not sent. */
    synchronized void calledOff() {
        calls--;
    }

    /**
     * A call that was counted had no usable answer.
     *
     * @param unknown   whether the provider may have done the work all the same
     * @param throttled whether it only asked to come back later
     */
    synchronized void failedCall(boolean unknown, boolean throttled) {
        failedCalls++;
        unknownCalls += unknown ? 1 : 0;
        throttledCalls += throttled ? 1 : 0;
    }

    /** A call that was counted was answered. */
    synchronized void answeredCall(String model) {
        models.merge(model, 1L, Long::sum);
    }

    /** The part of a call without an answer that this session pays. */
    synchronized void used(Usage cost) {
        usage = usage.plus(cost);
    }

    /** The part of an answered call that this session pays; the call itself may be counted elsewhere. */
    synchronized void answered(String model, Usage cost) {
        usage = usage.plus(cost);
        models.merge(model, 0L, Long::sum);
        usages.merge(model, cost, Usage::plus);
    }

    synchronized void shortened() {
        shortened++;
    }

    /** Tickets that are asked although an earlier call of unknown outcome may have been billed for them. */
    synchronized void paidAgain(long tickets) {
        paidAgain += tickets;
    }

    /** Requests that were made, failed ones included. One that several sessions share is counted for one of them. */
    public synchronized long calls() {
        return calls;
    }

    /** Requests without a usable answer as a whole. */
    public synchronized long failedCalls() {
        return failedCalls;
    }

    /** Those of the failed requests that the provider refused because there were too many. */
    public synchronized long throttledCalls() {
        return throttledCalls;
    }

    /** Those of the failed requests that the provider may have billed. */
    public synchronized long unknownCalls() {
        return unknownCalls;
    }

    /** Tickets that may have been paid twice. */
    public synchronized long maybePaidTwice() {
        return paidAgain;
    }

    /** Tickets of which the model saw only the beginning and the end. */
    public synchronized long shortenedTickets() {
        return shortened;
    }

    /** The sum over all calls. */
    public synchronized Usage usage() {
        return usage;
    }

    /** What the calls cost that each model answered. */
    public synchronized Map<String, Usage> usages() {
        return Collections.unmodifiableMap(new TreeMap<>(usages));
    }

    /** The models that answered and in how many calls. */
    public synchronized Map<String, Long> models() {
        return Collections.unmodifiableMap(new TreeMap<>(models));
    }
}
