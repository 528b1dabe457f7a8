package io.ticketlabeler.doccano;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** As files, which the worker imports. */
final class FileSender implements Sender {

    private static final int ROWS = 1_000; // one batch of the worker, 1.5 s; checked with 1.8.4

    private final Api api;
    private final Worker worker;
    private final long project;

    FileSender(Api api, Worker worker, long project) {
        this.api = api;
        this.worker = worker;
        this.project = project;
    }

    @Override
    public int most() {
        return ROWS;
    }

    @Override
    public void check() {
        worker.check();
    }

    @Override
    public Map<String, String> send(Chunk chunk, InFlight inFlight) {
        String upload = api.store("tickets.jsonl", chunk.jsonl());
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("format", "JSONL");
        values.put("uploadIds", List.of(upload));
        values.put("task", "DocumentClassification");
        values.put("column_data", "text");
        values.put("column_label", "label");
        values.put("encoding", "utf_8"); // else it is guessed
        String task = api.send("POST", "/v1/projects/" + project + "/upload", values)
                .path("task_id")
                .asText();
        inFlight.task(task);
        JsonNode status = worker.await(task);
        String error = status.path("error").path("text").asText("");
        if (!status.path("error").isNull() && !status.path("error").isMissingNode()) {
            throw new DoccanoException("the import failed in doccano's worker: " + Answers.quotable(error));
        }
        return errors(status.path("result").path("error"), chunk.tickets());
    }

    /** The worker counts lines from 1; line 0 is the whole file. */
    static Map<String, String> errors(JsonNode errors, List<String> tickets) {
        Map<String, String> found = new LinkedHashMap<>();
        for (JsonNode error : errors) {
            String message =
                    "doccano says: " + Answers.quotable(error.path("message").asText(""));
            int line = error.path("line").asInt();
            if (line < 1 || line > tickets.size()) {
                tickets.forEach(ticket -> found.putIfAbsent(ticket, message));
            } else {
                found.put(tickets.get(line - 1), message);
            }
        }
        return found;
    }
}
