package io.ticketlabeler.cli;

import io.ticketlabeler.RunListener;
import io.ticketlabeler.RunReport;
import io.ticketlabeler.run.CallEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** How long answered calls took. Thread-safe. */
final class Latency implements RunListener {

    private final List<Long> millis = new ArrayList<>();

    @Override
    public void progress(RunReport soFar) {}

    @Override
    public synchronized void call(CallEvent event) {
        if (event instanceof CallEvent.Answered answered) {
            millis.add(answered.took().toMillis());
        }
    }

    /** E.g. {@code 20 calls, half of them within 812 ms, 90 % within 1204 ms}. */
    @Override
    public synchronized String toString() {
        if (millis.isEmpty()) {
            return "no calls";
        }
        List<Long> sorted = new ArrayList<>(millis);
        Collections.sort(sorted);
        return sorted.size() + " calls, half of them within " + sorted.get((sorted.size() - 1) / 2)
                + " ms, 90 % within " + sorted.get((int) Math.ceil(0.9 * sorted.size()) - 1) + " ms";
    }
}
