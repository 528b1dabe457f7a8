package io.ticketlabeler.labelstudio;

import com.fasterxml.jackson.databind.JsonNode;
import io.ticketlabeler.export.JsonText;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a project holds: which ticket has which task, and which tasks have predictions of a model version. Memory: some 100 bytes for
 * each task. For one thread.
 */
final class Known {

    static final long OURS = 0;

    private static final int PAGE = 500; // 3 s in the server, far below every gateway's patience; checked with 1.23.2

    private final Api api;
    private final long project;
    private final Map<String, Long> tasks = new HashMap<>();
    private final Map<String, Set<Long>> predicted = new HashMap<>();
    private long lastTask;

    Known(Api api, long project) {
        this.api = api;
        this.project = project;
    }

    /** The task of a ticket; {@link #OURS} if this push made it, null if there is none that is known. */
    @Nullable
    Long task(String ticket) {
        return tasks.get(ticket);
    }

    /**
     * Notes that this push made the task of a ticket, with its predictions.
     *
     * @param task 0 if the server did not tell
     */
    void made(String ticket, long task) {
        tasks.put(ticket, OURS);
        lastTask = Math.max(lastTask, task);
    }

    /**
     * Looks for tasks that are newer than all known ones. By number instead of by page: tasks that somebody deletes meanwhile would
     * move others to a page that was read already.
     */
    void lookForTasks() {
        List<JsonNode> page;
        do {
            String query = JsonText.of(Map.of(
                    "filters",
                    Map.of("conjunction", "and", "items", List.of(Views.filter("id", "greater", "Number", lastTask))),
                    "ordering",
                    List.of("tasks:id")));
            JsonNode answer = api.get("/api/tasks?project=" + project + "&page=1&page_size=" + PAGE + "&query="
                    + URLEncoder.encode(query, StandardCharsets.UTF_8));
            page = answer.path("tasks").valueStream().toList();
            for (JsonNode task : page) {
                long id = task.path("id").asLong();
                String ticket =
                        task.path("data").path(LabelStudioTasks.TICKET_ID).asText("");
                if (!ticket.isEmpty()) {
                    tasks.putIfAbsent(ticket, id);
                }
                lastTask = Math.max(lastTask, id);
            }
        } while (page.size() == PAGE);
    }

    /** Whether a task has a prediction of this version. */
    boolean hasPrediction(long task, String modelVersion) throws IOException {
        Set<Long> those = predicted.get(modelVersion);
        if (those == null) {
            those = lookForPredictions(modelVersion);
            predicted.put(modelVersion, those);
        }
        return those.contains(task);
    }

    private Set<Long> lookForPredictions(String modelVersion) throws IOException {
        JsonNode versions = api.get("/api/projects/" + project + "/model-versions/");
        if (!versions.has(modelVersion) && versions.valueStream().allMatch(JsonNode::isNumber)) {
            return Set.of(); // the answer is {"m1":20}, how many of each version, and there is none of this one
        }
        // one answer for the whole project: pages of tasks tell the versions, too, but only as a text, and take 25
        // times as long
        Path file = Files.createTempFile("ticketlabeler-", ".json");
        try {
            api.download("/api/predictions/?project=" + project, file);
            return tasksOf(modelVersion, file);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private static Set<Long> tasksOf(String modelVersion, Path file) throws IOException {
        Set<Long> found = new HashSet<>();
        try (TaskFile predictions = TaskFile.open(file)) {
            for (JsonNode prediction = predictions.next(); prediction != null; prediction = predictions.next()) {
                if (prediction.path("model_version").asText().equals(modelVersion)) {
                    found.add(prediction.path("task").asLong());
                }
            }
        }
        return found;
    }
}
