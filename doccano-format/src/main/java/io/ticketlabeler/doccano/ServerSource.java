package io.ticketlabeler.doccano;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ticketlabeler.internal.json.Json;
import io.ticketlabeler.internal.reading.ReadTicket;
import io.ticketlabeler.internal.reading.ReviewSource;
import io.ticketlabeler.internal.reading.Times;
import io.ticketlabeler.review.Review;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * The documents of a project whose annotations are shared, page by page: one call for a page, two more for each confirmed document,
 * which tell its labels, and who confirmed it and when. For one thread.
 */
final class ServerSource implements ReviewSource {

    private static final int PAGE = 200; // 0.4 s in the server; checked with 1.8.4
    private static final int AT_ONCE = 4;

    private final Api api;
    private final String project;
    private final Verdict verdict;
    private final LabelTypes types;
    private final Map<String, String> people;
    private final ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE, ServerSource::daemon);
    private final Deque<ReadTicket> waiting = new ArrayDeque<>();
    private Map<String, String> names = new HashMap<>();
    private long count = -1;
    private int offset;
    private boolean ended;

    ServerSource(Api api, long project, Verdict verdict) {
        this.api = api;
        this.project = "/v1/projects/" + project;
        this.verdict = verdict;
        this.types = new LabelTypes(api, project);
        this.people = new Members(api, project).names();
    }

    @Override
    public @Nullable ReadTicket next() throws IOException {
        while (waiting.isEmpty() && !ended) {
            page();
        }
        return waiting.poll();
    }

    private void page() throws IOException {
        JsonNode page = api.get(project + "/examples?limit=" + PAGE + "&offset=" + offset);
        List<Future<List<ReadTicket>>> read = new ArrayList<>();
        names();
        for (JsonNode example : page.path("results")) {
            read.add(threads.submit(() -> tickets(example)));
        }
        for (Future<List<ReadTicket>> each : read) {
            waiting.addAll(result(each));
        }
        offset += PAGE;
        ended = !page.path("next").isTextual();
        long now = page.path("count").asLong();
        if (count >= 0 && now != count) {
            waiting.add(note("documents were added or deleted while they were read; read again"));
        }
        count = now;
    }

    /** One for each person who confirmed it; one if nobody did. */
    private List<ReadTicket> tickets(JsonNode example) {
        ObjectNode row = Json.STRICT.createObjectNode();
        example.path("meta").properties().forEach(field -> row.set(field.getKey(), field.getValue()));
        row.set("text", example.path("text"));
        String number = example.path("id").asText();
        if (!example.path("is_confirmed").asBoolean()) {
            return List.of(verdict.of(row, "", false, "document " + number));
        }
        ArrayNode labels = row.putArray("label");
        for (JsonNode category : api.get(project + "/examples/" + number + "/categories")) {
            String type = category.path("label").asText();
            labels.add(names.getOrDefault(type, type));
        }
        List<ReadTicket> tickets = new ArrayList<>();
        for (JsonNode state :
                api.get(project + "/examples/" + number + "/states?limit=100").path("results")) {
            String who = state.path("confirmed_by").asText();
            ReadTicket ticket = verdict.of(row, people.getOrDefault(who, who), true, "document " + number);
            tickets.add(at(ticket, state.path("confirmed_at")));
        }
        return tickets.isEmpty() // taken back between the two calls
                ? List.of(verdict.of(row, "", false, "document " + number))
                : tickets;
    }

    private static ReadTicket at(ReadTicket ticket, JsonNode confirmed) {
        Optional<Instant> time = Times.instant(confirmed);
        if (time.isEmpty()) {
            return ticket;
        }
        List<Review> timed =
                ticket.reviews().stream().map(review -> review.at(time.get())).toList();
        return new ReadTicket(ticket.project(), ticket.ticketId(), ticket.text(), timed, ticket.notes());
    }

    private void names() {
        Map<String, String> now = new HashMap<>();
        types.numbers().forEach((name, number) -> now.put(number.toString(), name));
        names = now;
    }

    private static ReadTicket note(String note) {
        return new ReadTicket("", null, null, List.of(), List.of(note));
    }

    private static List<ReadTicket> result(Future<List<ReadTicket>> future) throws IOException {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while documents are read", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof DoccanoException known) {
                throw known;
            }
            throw new IllegalStateException("a document could not be read", e.getCause());
        }
    }

    @Override
    public void close() {
        ended = true;
        waiting.clear();
        threads.shutdownNow();
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "doccano-pull");
        thread.setDaemon(true);
        return thread;
    }
}
