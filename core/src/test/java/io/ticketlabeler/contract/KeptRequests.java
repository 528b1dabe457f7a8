package io.ticketlabeler.contract;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The newest requests, within bounds: so many as the test asked for, or as fit into memory. Thread-safe. */
final class KeptRequests {

    private static final long MAX_CHARS = 64_000_000; // some 10,000 calls of 25 tickets

    private final Deque<Request> newest = new ArrayDeque<>();
    private long chars;
    private int atMost = -1; // not said
    private boolean forgot;

    synchronized void atMost(int n) {
        if (n < 0) {
            throw new IllegalArgumentException("cannot keep " + n + " requests");
        }
        atMost = n;
        shrink();
    }

    synchronized void add(Request request) {
        newest.addLast(request);
        chars += request.body().length();
        shrink();
    }

    synchronized List<Request> all() {
        if (atMost < 0 && forgot) {
            throw new IllegalStateException("only the newest " + newest.size()
                    + " requests were kept; say how many you need with keepRequests(n), or ask counts()");
        }
        return List.copyOf(newest);
    }

    private void shrink() {
        while (atMost < 0 ? chars > MAX_CHARS : newest.size() > atMost) {
            chars -= newest.removeFirst().body().length();
            forgot = true;
        }
    }
}
