package io.ticketlabeler.labelstudio;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import io.ticketlabeler.export.JsonText;
import io.ticketlabeler.internal.json.ExportJson;
import io.ticketlabeler.internal.reading.ReadTicket;
import io.ticketlabeler.internal.reading.ReviewSource;
import io.ticketlabeler.ticket.TicketLabelerException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The tasks of a project, page by page.
 *
 * <p>A page is those after the last number seen, so that tasks that are deleted meanwhile shift nothing. Two calls each: the list
 * tells all predictions as whole objects, but only the caller's own drafts, and not what was proposed to an annotator; the export of the
 * same tasks tells everybody's drafts and that, but bare numbers for predictions. Seen with 1.23.2.
 */
final class ServerTasks implements ReviewSource {

    private static final int PAGE = 250; // 0.5 s for the list, 0.7 s for the export on 2 busy cores, 4 kB of address

    private final LabelStudioApi api;
    private final long project;
    private final Fields fields;
    private final boolean withText;
    private final Deque<ReadTicket> waiting = new ArrayDeque<>();
    private @Nullable Judgement judgement;
    private long last;
    private boolean ended;

    ServerTasks(LabelStudioApi api, long project, Fields fields, boolean withText) {
        this.api = api;
        this.project = project;
        this.fields = fields;
        this.withText = withText;
    }

    @Override
    public @Nullable ReadTicket next() throws IOException {
        while (waiting.isEmpty() && !ended) {
            page();
        }
        return waiting.poll();
    }

    private void page() throws IOException {
        Map<String, JsonNode> predictions = list();
        if (predictions.isEmpty()) {
            ended = true;
            return;
        }
        Judgement judge = judgement();
        String ids = predictions.keySet().stream().map(id -> "&ids[]=" + id).collect(Collectors.joining());
        String path = "/api/projects/" + project + "/export?exportType=JSON&download_all_tasks=true";
        Map<String, ReadTicket> tasks = new HashMap<>();
        try (InputStream in = api.get(path + ids.replace("[]", "%5B%5D"));
                JsonExport export = new JsonExport(in, fields, withText)) {
            for (JsonTask task = export.nextTask(); task != null; task = export.nextTask()) {
                JsonNode known = predictions.get(task.id());
                tasks.put(task.id(), (known == null ? task : task.predictions(known)).judged(judge));
            }
        }
        for (String id : predictions.keySet()) { // the export's order is the database's
            ReadTicket task = tasks.get(id);
            if (task != null) { // else it was deleted between the two calls
                waiting.add(task);
            }
        }
    }

    /** The numbers of the next tasks with their predictions, in order; none at the end. */
    private Map<String, JsonNode> list() throws IOException {
        Map<String, JsonNode> tasks = new LinkedHashMap<>();
        try (InputStream in = api.get(listPath());
                JsonParser parser = ExportJson.parser(in)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("the list of tasks is no JSON object");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean here = parser.currentName().equals("tasks");
                if (parser.nextToken() == JsonToken.START_ARRAY && here) {
                    while (parser.nextToken() == JsonToken.START_OBJECT) {
                        JsonNode task = ExportJson.tree(parser);
                        long id = task.path("id").asLong();
                        if (id <= last) {
                            throw new IOException(
                                    "the server does not list tasks by their number; is it Label Studio?");
                        }
                        last = id;
                        tasks.put(Long.toString(id), task.path("predictions"));
                    }
                } else {
                    parser.skipChildren();
                }
            }
        }
        return tasks;
    }

    private String listPath() {
        Map<String, Object> after =
                Map.of("filter", "filter:tasks:id", "operator", "greater", "type", "Number", "value", last);
        String query = JsonText.of(Map.of(
                "filters", Map.of("conjunction", "and", "items", List.of(after)), "ordering", List.of("tasks:id")));
        return "/api/tasks?project=" + project + "&page=1&page_size=" + PAGE
                + "&fields=all&include=id,predictions&query=" + URLEncoder.encode(query, StandardCharsets.UTF_8);
    }

    private Judgement judgement() {
        if (judgement == null) {
            judgement = new Judgement(fields, people());
        }
        return judgement;
    }

    /** Mail addresses by number; whoever may read the project need not be allowed to read those. */
    private Map<String, String> people() {
        Map<String, String> people = new HashMap<>();
        try (InputStream in = api.get("/api/users/");
                JsonParser parser = ExportJson.parser(in)) {
            parser.nextToken();
            JsonNode answer = ExportJson.tree(parser);
            for (JsonNode user : answer.isArray() ? answer : answer.path("results")) {
                String email = user.path("email").asText("");
                if (!email.isEmpty()) {
                    people.put(user.path("id").asText(), email);
                }
            }
        } catch (IOException | TicketLabelerException e) {
            waiting.add(new ReadTicket(
                    "", null, null, List.of(), List.of("the server does not tell mail addresses: people are numbers")));
        }
        return people;
    }

    @Override
    public void close() {
        ended = true;
        waiting.clear();
    }
}
