package io.ticketlabeler.labelstudio;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ticketlabeler.contract.testbed.BrowserPage;
import io.ticketlabeler.contract.testbed.Needed;
import io.ticketlabeler.contract.testbed.Rest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A project on a real server, made of the two files of the exporter. */
final class LabelStudioProject {

    /** The servers of the test bed. */
    enum Server {
        /** Takes every prediction. */
        STOCK("LABEL_STUDIO_"),
        /** Refuses predictions that do not agree with the configuration. */
        STRICT("LABEL_STUDIO_STRICT_");

        private final String prefix;

        Server(String prefix) {
            this.prefix = prefix;
        }

        URI url() {
            return URI.create(setting("URL"));
        }

        String token() {
            return setting("TOKEN");
        }

        /** The plain API. */
        Rest rest() {
            return new Rest(setting("URL"), "Token " + token());
        }

        private String setting(String name) {
            return Needed.variable(prefix + name);
        }
    }

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Server server;
    private final Rest rest;
    private final int id;

    private LabelStudioProject(Server server, Rest rest, int id) {
        this.server = server;
        this.rest = rest;
        this.id = id;
    }

    /** Makes a project with {@code config.xml} and imports {@code tasks.json} in one call. */
    static LabelStudioProject of(Server server, String title, Path directory) throws IOException {
        Rest rest = server.rest();
        String config = Files.readString(directory.resolve("config.xml"));
        String made =
                rest.post("/api/projects/", JSON.writeValueAsString(Map.of("title", title, "label_config", config)));
        int id = JSON.readTree(made).get("id").asInt();
        rest.postJsonFile("/api/projects/" + id + "/import", directory.resolve("tasks.json"));
        return new LabelStudioProject(server, rest, id);
    }

    /** Label Studio's number. */
    int id() {
        return id;
    }

    /** For whatever a test does to it. */
    Rest rest() {
        return rest;
    }

    /** The server as readers see it. */
    LabelStudioApi api() {
        return path -> new ByteArrayInputStream(rest.bytes(path));
    }

    /** Reviews tasks in the browser by clicking, as {@code review-label-studio.mjs} says, as the first user. */
    String review(List<Map<String, Object>> steps, String screenshot) throws IOException {
        return BrowserPage.work("review-label-studio.mjs", screenshot, settings(steps));
    }

    /** The same as somebody who is invited for that, with this mail address. */
    String reviewInvited(String email, List<Map<String, Object>> steps, String screenshot) throws IOException {
        Map<String, String> settings = new HashMap<>(settings(steps));
        String invitation =
                JSON.readTree(rest.get("/api/invite")).get("invite_url").asText();
        settings.put("INVITE", server.setting("URL") + invitation);
        settings.put("LABEL_STUDIO_USER", email);
        return BrowserPage.work("review-label-studio.mjs", screenshot, settings);
    }

    private Map<String, String> settings(List<Map<String, Object>> steps) throws IOException {
        return Map.of(
                "LABEL_STUDIO_URL", server.setting("URL"),
                "LABEL_STUDIO_USER", server.setting("USER"),
                "LABEL_STUDIO_PASSWORD", server.setting("PASSWORD"),
                "PROJECT_ID", Integer.toString(id),
                "STEPS", JSON.writeValueAsString(steps));
    }

    /** What the server makes of the configuration. */
    JsonNode choices() throws IOException {
        return JSON.readTree(rest.get("/api/projects/" + id)).at("/parsed_label_config/label");
    }

    /** All tasks with their predictions, in the order of the import. */
    List<JsonNode> tasks() throws IOException {
        List<JsonNode> tasks = new ArrayList<>();
        int total = 1;
        for (int page = 1; tasks.size() < total; page++) {
            JsonNode answer =
                    JSON.readTree(rest.get("/api/tasks?project=" + id + "&page_size=500&fields=all&page=" + page));
            total = answer.get("total").asInt();
            answer.get("tasks").forEach(tasks::add);
        }
        return tasks;
    }

    /** Opens a task in the browser: these labels and no others are ticked, and this text can be read. */
    void see(JsonNode task, List<String> labels, String text, String screenshot) throws IOException {
        BrowserPage.see(
                "see-label-studio.mjs",
                screenshot,
                Map.of(
                        "LABEL_STUDIO_URL", server.setting("URL"),
                        "LABEL_STUDIO_USER", server.setting("USER"),
                        "LABEL_STUDIO_PASSWORD", server.setting("PASSWORD"),
                        "PROJECT_ID", Integer.toString(id),
                        "TASK_ID", task.get("id").asText(),
                        "EXPECTED",
                                JSON.writeValueAsString(labels.stream()
                                        .map(LabelStudioConfig::shown)
                                        .toList()),
                        "EXPECTED_TEXT", text));
    }
}
