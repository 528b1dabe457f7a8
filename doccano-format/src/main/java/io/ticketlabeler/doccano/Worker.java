package io.ticketlabeler.doccano;

import com.fasterxml.jackson.databind.JsonNode;
import io.ticketlabeler.internal.http.Exchange;
import io.ticketlabeler.internal.json.Json;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/**
 * The Celery worker, which imports and exports. Whether it runs is told by the health page, which sends it a small job and waits three
 * seconds; a worker that is busy with something long looks like none. Thread-safe.
 */
final class Worker {

    private static final String STATUS = "/v1/tasks/status/";
    private static final String HEALTH = "/v1/health/?format=json";
    private static final Duration LONGEST = Duration.ofMinutes(10); // of one task; 1,000 rows take 1.5 s
    private static final Duration LONGEST_FINISH = Duration.ofMinutes(1);
    private static final Duration FIRST_LOOK = Duration.ofSeconds(20); // then a task of ours is overdue
    private static final int GONE = 3; // so many looks in a row without an answer
    private static final long SHORTEST_PAUSE = 50; // ms
    private static final long LONGEST_PAUSE = 500;

    private final Api api;

    Worker(Api api) {
        this.api = api;
    }

    /** @throws DoccanoException at once, if no worker answers */
    void check() {
        if (!answers()) {
            throw gone("", false);
        }
    }

    /** False only if the health page says so: other versions and gateways may not show it. */
    private boolean answers() {
        Exchange exchange = api.probe(HEALTH);
        if (exchange.failure() != null || !Answers.isJson(exchange)) {
            return true;
        }
        try {
            for (Map.Entry<String, JsonNode> each :
                    Json.STRICT.readTree(exchange.body()).properties()) {
                if (each.getKey().startsWith("Celery")
                        && each.getValue().asText().startsWith("unavailable")) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            return true;
        }
    }

    /**
     * Waits until a task of an earlier push does nothing any more. The server may have forgotten it, and then says for ever that it is not
     * ready; so a worker that answers, with nothing else to do, is waited for a minute at most.
     *
     * @throws DoccanoException if no worker answers
     */
    void finish(String task) {
        long end = System.nanoTime() + LONGEST_FINISH.toNanos();
        int silent = 0;
        while (!api.get(STATUS + task).path("ready").asBoolean() && System.nanoTime() - end < 0) {
            silent = answers() ? 0 : silent + 1;
            if (silent == GONE) {
                throw gone("", true);
            }
            api.pause(LONGEST_PAUSE);
        }
    }

    /**
     * Waits for a task.
     *
     * @return its status, {@code ready}
     * @throws DoccanoException if it does not end
     */
    JsonNode await(String task) {
        long start = System.nanoTime();
        long pause = SHORTEST_PAUSE;
        long nextLook = FIRST_LOOK.toNanos();
        int silent = 0;
        while (true) {
            JsonNode status = api.get(STATUS + task);
            if (status.path("ready").asBoolean()) {
                return status;
            }
            long waited = System.nanoTime() - start;
            if (waited > nextLook) {
                silent = answers() ? 0 : silent + 1;
                nextLook = waited + Duration.ofSeconds(5).toNanos();
            }
            if (silent == GONE || waited > LONGEST.toNanos()) {
                throw gone(" for " + Duration.ofNanos(waited).toSeconds() + " s", true);
            }
            api.pause(pause);
            pause = Math.min(LONGEST_PAUSE, pause * 3 / 2);
        }
    }

    private DoccanoException gone(String time, boolean maybeDone) {
        return DoccanoException.noAnswer(
                "doccano's worker does not answer at " + api.base() + time
                        + ", so that nothing is imported or exported;"
                        + " start it beside the web server (doccano task), or try again later if it is busy with"
                        + " another import",
                maybeDone);
    }
}
