package io.ticketlabeler.doccano;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ticketlabeler.contract.testbed.BrowserPage;
import io.ticketlabeler.contract.testbed.Needed;
import io.ticketlabeler.contract.testbed.Rest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** A project on a real server, made of the two files of the exporter. */
final class DoccanoProject {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Rest rest;
    private final int id;
    private final Map<String, String> names = new HashMap<>(); // of label types, by number

    private DoccanoProject(Rest rest, int id) {
        this.rest = rest;
        this.id = id;
    }

    /** Makes a project that all users share, and imports {@code labels.json} and {@code tickets.jsonl}. */
    static DoccanoProject of(boolean multiple, Path directory) throws IOException {
        DoccanoProject project = empty(multiple);
        project.rest.postForm(project.path("/category-type-upload"), "file", directory.resolve("labels.json"));
        project.ingest(directory.resolve("tickets.jsonl"));
        return project;
    }

    /** Makes a project that all users share. */
    static DoccanoProject empty(boolean multiple) throws IOException {
        Rest rest = logIn();
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("name", "ticketlabeler");
        settings.put("description", "what the exporter wrote");
        settings.put("project_type", "DocumentClassification");
        settings.put("resourcetype", "TextClassificationProject");
        settings.put("single_class_classification", !multiple);
        settings.put("collaborative_annotation", true);
        JsonNode made = JSON.readTree(rest.post("/v1/projects", JSON.writeValueAsString(settings)));
        return new DoccanoProject(rest, made.get("id").asInt());
    }

    /** One that was made otherwise. */
    static DoccanoProject at(URI page) throws IOException {
        return new DoccanoProject(logIn(), Integer.parseInt(page.toString().replaceFirst(".*/", "")));
    }

    /** The same. */
    static DoccanoProject named(DoccanoClient client, ProjectOptions options) throws IOException {
        return new DoccanoProject(
                logIn(), new Projects(client.api()).existing(options).path("id").asInt());
    }

    int id() {
        return id;
    }

    Rest rest() {
        return rest;
    }

    /** What the documents' identities are made of. */
    String identity() throws IOException {
        return id + " "
                + JSON.readTree(rest.get("/v1/projects/" + id))
                        .get("created_at")
                        .asText();
    }

    /** The documents as the API shows them, in the order of their numbers. */
    List<JsonNode> documents() throws IOException {
        List<JsonNode> documents = new ArrayList<>();
        JSON.readTree(rest.get(path("/examples?limit=20000"))).get("results").forEach(documents::add);
        documents.sort(Comparator.comparing(document -> document.get("id").asLong()));
        return documents;
    }

    /** The labels of a document as the API shows them. */
    List<JsonNode> labels(JsonNode document) {
        try {
            List<JsonNode> labels = new ArrayList<>();
            JSON.readTree(rest.get(categories(document))).forEach(labels::add);
            return labels;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The names of a document's labels. */
    List<String> names(JsonNode document) {
        return labels(document).stream().map(this::name).toList();
    }

    /** The name of a label. */
    String name(JsonNode label) {
        String number = label.get("label").asText();
        if (!names.containsKey(number)) {
            try {
                labelTypes()
                        .forEach(type -> names.put(
                                type.get("id").asText(), type.get("text").asText()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return names.get(number);
    }

    /** As the page does when a document is opened; the status. */
    int autoLabel(JsonNode document) throws IOException {
        return rest.status(path("/auto-labeling?example=" + document.get("id")), "{}");
    }

    void delete(JsonNode document) throws IOException {
        rest.delete(path("/examples/" + document.get("id")));
    }

    void removeLabels(JsonNode document) throws IOException {
        rest.delete(categories(document));
    }

    void relabel(JsonNode document, String name) throws IOException {
        removeLabels(document);
        for (JsonNode type : labelTypes()) {
            if (type.get("text").asText().equals(name)) {
                rest.post(categories(document), "{\"label\":" + type.get("id") + "}");
            }
        }
    }

    private String categories(JsonNode document) {
        return path("/examples/" + document.get("id") + "/categories");
    }

    /** The label types as the server has them. */
    List<JsonNode> labelTypes() throws IOException {
        List<JsonNode> types = new ArrayList<>();
        JSON.readTree(rest.get(path("/category-types"))).forEach(types::add);
        return types;
    }

    /** Makes a user who can sign in. */
    static void makeUser(String name, String password) throws IOException {
        logIn().post(
                        "/v1/users/create",
                        JSON.writeValueAsString(Map.of(
                                "username", name,
                                "email", name + "@example.com",
                                "password1", password,
                                "password2", password)));
    }

    /** A zip. */
    byte[] export(String format, boolean confirmed) throws IOException {
        String wanted = "{\"format\":\"" + format + "\",\"exportApproved\":" + confirmed + "}";
        String task = JSON.readTree(rest.post(path("/download"), wanted))
                .get("task_id")
                .asText();
        finished(task);
        return rest.bytes(path("/download?taskId=" + task));
    }

    /** Every ticket with its labels and metadata, from an export as JSONL. */
    List<JsonNode> tickets() throws IOException {
        byte[] archive = export("JSONL", false);
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
            ZipEntry entry = zip.getNextEntry();
            assertThat(entry).isNotNull();
            List<JsonNode> rows = new ArrayList<>();
            for (String line : new String(zip.readAllBytes(), StandardCharsets.UTF_8).split("\n", -1)) {
                if (!line.isBlank()) {
                    rows.add(JSON.readTree(line));
                }
            }
            return rows;
        }
    }

    /** Opens the ticket at this place, counted from 1: these labels and no others are ticked, and this text can be read. */
    void see(int place, List<String> labels, String text, String screenshot) throws IOException {
        BrowserPage.see(
                "see-doccano.mjs",
                screenshot,
                Map.of(
                        "DOCCANO_URL", Needed.variable("DOCCANO_URL"),
                        "DOCCANO_USER", Needed.variable("DOCCANO_USER"),
                        "DOCCANO_PASSWORD", Needed.variable("DOCCANO_PASSWORD"),
                        "PROJECT_ID", Integer.toString(id),
                        "PAGE", Integer.toString(place),
                        "EXPECTED", JSON.writeValueAsString(labels),
                        "EXPECTED_TEXT", text));
    }

    private static Rest logIn() throws IOException {
        String url = Needed.variable("DOCCANO_URL");
        String who = JSON.writeValueAsString(
                Map.of("username", Needed.variable("DOCCANO_USER"), "password", Needed.variable("DOCCANO_PASSWORD")));
        String key = JSON.readTree(new Rest(url, "").post("/v1/auth/login/", who))
                .get("key")
                .asText();
        return new Rest(url, "Token " + key);
    }

    /** Imports a file; fails if doccano finds anything wrong. */
    void ingest(Path tickets) throws IOException {
        JsonNode status = finished(begin(tickets));
        assertThat(status.at("/result/error")).isEmpty();
    }

    /** Imports a file that doccano cannot take; what it says. */
    String fails(Path tickets) throws IOException {
        return ready(begin(tickets)).at("/error/text").asText();
    }

    private String begin(Path tickets) throws IOException {
        String upload = rest.postForm("/v1/fp/process/", "filepond", tickets);
        Map<String, Object> wanted = Map.of(
                "format", "JSONL",
                "uploadIds", List.of(upload),
                "task", "DocumentClassification",
                "column_data", "text",
                "column_label", "label",
                "encoding", "utf_8");
        return JSON.readTree(rest.post(path("/upload"), JSON.writeValueAsString(wanted)))
                .get("task_id")
                .asText();
    }

    private JsonNode finished(String task) throws IOException {
        JsonNode status = ready(task);
        assertThat(status.path("error").isNull()).as(status.toString()).isTrue();
        return status;
    }

    private JsonNode ready(String task) throws IOException {
        Instant end = Instant.now().plus(PATIENCE);
        while (Instant.now().isBefore(end)) {
            JsonNode status = JSON.readTree(rest.get("/v1/tasks/status/" + task));
            if (status.get("ready").asBoolean()) {
                return status;
            }
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
        }
        throw new AssertionError("doccano's worker did not finish within " + PATIENCE);
    }

    private String path(String rest) {
        return "/v1/projects/" + id + rest;
    }
}
