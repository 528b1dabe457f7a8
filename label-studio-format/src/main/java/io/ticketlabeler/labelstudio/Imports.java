package io.ticketlabeler.labelstudio;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Sends chunks, and waits for servers that import them later. Thread-safe. */
final class Imports {

    private static final Duration LONGEST = Duration.ofMinutes(10); // of an import that the server puts into its queue
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Api api;
    private final long project;

    Imports(Api api, long project) {
        this.api = api;
        this.project = project;
    }

    /**
     * Makes tasks.
     *
     * @return their numbers in the order of the items; empty if the server does not tell
     * @throws LabelStudioException if they were not made, or if nobody knows
     */
    List<Long> tasks(byte[] items) {
        JsonNode answer = api.send("POST", "/api/projects/" + project + "/import?return_task_ids=true", items);
        // the community edition imports at once, others put the tasks into a queue and give its number
        JsonNode done = answer.path("import").isIntegralNumber()
                ? awaited(answer.get("import").asLong())
                : answer;
        List<Long> ids = new ArrayList<>();
        done.path("task_ids").forEach(id -> ids.add(id.asLong()));
        return ids;
    }

    /** Adds predictions to tasks that are there; answers with nothing. */
    List<Long> predictions(byte[] items) {
        api.send("POST", "/api/projects/" + project + "/import/predictions", items);
        return List.of();
    }

    private JsonNode awaited(long number) {
        String path = "/api/projects/" + project + "/imports/" + number;
        long end = System.nanoTime() + LONGEST.toNanos();
        while (true) {
            JsonNode state = api.get(path);
            String status = state.path("status").asText("");
            if (status.equals("completed")) {
                return state;
            }
            if (status.equals("failed")) {
                throw new LabelStudioException("the import was put into the server's queue and failed there: "
                        + Answers.quotable(state.path("error").asText("")));
            }
            if (System.nanoTime() - end > 0) {
                throw LabelStudioException.noAnswer(
                        "the import is still in the server's queue after " + LONGEST.toMinutes() + " minutes", true);
            }
            pause(api);
        }
    }

    static void pause(Api api) {
        try {
            TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw LabelStudioException.noAnswer("interrupted while " + api.base() + " imports", true);
        }
    }
}
