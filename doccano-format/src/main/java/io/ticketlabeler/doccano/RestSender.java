package io.ticketlabeler.doccano;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ticketlabeler.internal.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** One by one, with {@code score} and {@code prob}; without the worker. */
final class RestSender implements Sender, AutoCloseable {

    private static final int ROWS = 100;
    private static final int AT_ONCE = 4; // the server's threads; more of them wait there; checked with 1.8.4

    private final Api api;
    private final String examples;
    private final Labels labels;
    private final ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE, RestSender::daemon);

    RestSender(Api api, long project, Labels labels) {
        this.api = api;
        this.examples = "/v1/projects/" + project + "/examples";
        this.labels = labels;
    }

    @Override
    public int most() {
        return ROWS;
    }

    @Override
    public void check() {
        // a web server is enough
    }

    @Override
    public Map<String, String> send(Chunk chunk, InFlight inFlight) {
        Map<String, Future<?>> sent = new LinkedHashMap<>();
        chunk.rows().forEach((ticket, row) -> sent.put(ticket, threads.submit(() -> send(row))));
        Map<String, String> failed = new LinkedHashMap<>();
        List<DoccanoException> unknown = new ArrayList<>();
        sent.forEach((ticket, future) -> {
            try {
                future.get();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                unknown.add(DoccanoException.noAnswer("interrupted while documents are sent to " + api.base(), true));
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof DoccanoException known)) {
                    throw new IllegalStateException("a document could not be sent", e.getCause());
                }
                if (known.maybeDone() || known.status() == 0) {
                    unknown.add(known);
                } else {
                    failed.put(ticket, String.valueOf(known.getMessage()));
                }
            }
        });
        if (!unknown.isEmpty()) {
            throw unknown.get(0);
        }
        return failed;
    }

    private void send(JsonNode row) {
        ObjectNode meta = row.deepCopy();
        meta.remove(List.of("text", "label"));
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("text", text(row));
        values.put("meta", Json.STRICT.convertValue(meta, Map.class));
        values.put("score", Labels.confidence(row));
        long document = api.send("POST", examples, values).path("id").asLong();
        labels.give(document, row, true);
    }

    /** Here doccano itself takes the blanks at the ends away, and would show an empty page. */
    static String text(JsonNode row) {
        String text = DoccanoLabels.name(row.path("text").asText());
        return text.isBlank() ? DoccanoRows.EMPTY_TEXT : text;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "doccano-push");
        thread.setDaemon(true);
        return thread;
    }
}
