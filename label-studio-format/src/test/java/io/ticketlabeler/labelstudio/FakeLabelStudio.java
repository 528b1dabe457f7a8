package io.ticketlabeler.labelstudio;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * As much of Label Studio as a push needs, with one project, on a bad day: calls can be answered otherwise, or not at all. What the
 * real one does is tested with the real one.
 */
final class FakeLabelStudio implements AutoCloseable {

    /** What happens to one call instead of, or after, what it asks for. */
    interface Fault {
        /** Whether the call is carried out and answered as usual. */
        boolean handle(HttpExchange call, FakeLabelStudio server) throws IOException;
    }

    static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern NEWER = Pattern.compile("\"value\":(\\d+)");

    /** Method, path without query, and the Authorization header, in order. */
    final List<String> calls = Collections.synchronizedList(new ArrayList<>());

    /** Faults for the next calls of {@code POST …/import}. */
    final Deque<Fault> importFaults = new ArrayDeque<>();

    final List<ObjectNode> tasks = Collections.synchronizedList(new ArrayList<>());
    final List<Integer> bodies = Collections.synchronizedList(new ArrayList<>());
    boolean asynchronous;
    String importStatus = "completed";

    private final HttpServer server;
    private final List<String> views = new ArrayList<>();
    private String config = "";

    FakeLabelStudio() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::serve);
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    LabelStudioClient client() {
        return LabelStudioClient.at(url()).token("legacy");
    }

    List<String> tickets() {
        return tasks.stream().map(task -> task.at("/data/ticket_id").asText()).toList();
    }

    long calls(String beginning) {
        return calls.stream().filter(call -> call.startsWith(beginning)).count();
    }

    /** Says so and does nothing. */
    static Fault answer(int status, String body) {
        return (call, server) -> {
            call.getRequestBody().readAllBytes(); // else the connection may break before the answer is read
            reply(call, status, body);
            return false;
        };
    }

    /** Stores what was sent and says nothing. */
    static Fault lostAnswer() {
        return (call, server) -> {
            server.store(JSON.readTree(call.getRequestBody()));
            call.close();
            return false;
        };
    }

    static void reply(HttpExchange call, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        call.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        call.getResponseBody().write(bytes);
        call.close();
    }

    void stop() {
        server.stop(0);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    void store(JsonNode items) {
        for (JsonNode item : items) {
            tasks.add(((ObjectNode) item).put("id", tasks.size() + 1));
        }
    }

    private void serve(HttpExchange call) {
        try (call) {
            String path = call.getRequestURI().getPath();
            String authorization = String.valueOf(call.getRequestHeaders().getFirst("Authorization"));
            calls.add(call.getRequestMethod() + " " + path + " " + authorization);
            answer(call, call.getRequestMethod() + " " + path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void answer(HttpExchange call, String what) throws IOException {
        switch (what) {
            case "GET /api/version" -> reply(call, 200, "{\"release\":\"1.23.2\"}");
            case "GET /api/projects/" ->
                reply(
                        call,
                        200,
                        "{\"next\":null,\"results\":[" + (config.isEmpty() ? "" : "{\"id\":1,\"title\":\"Tickets\"}")
                                + "]}");
            case "POST /api/projects/" -> {
                config =
                        JSON.readTree(call.getRequestBody()).get("label_config").asText();
                reply(call, 201, project());
            }
            case "GET /api/projects/1", "PATCH /api/projects/1" -> reply(call, 200, project());
            case "GET /api/tasks" -> reply(call, 200, newer(call));
            case "GET /api/projects/1/model-versions/" -> reply(call, 200, "{\"m\":1}");
            case "GET /api/predictions/" -> reply(call, 200, predictions());
            case "POST /api/projects/1/import" -> importTasks(call);
            case "GET /api/projects/1/imports/7" ->
                reply(call, 200, "{\"status\":\"" + importStatus + "\",\"error\":\"broken :: {'data': 'secret'}\"}");
            case "GET /api/dm/views/" -> reply(call, 200, "[" + String.join(",", views) + "]");
            case "POST /api/dm/views/" -> {
                views.add(new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                reply(call, 201, "{}");
            }
            default -> reply(call, 404, "<html>Not found</html>");
        }
    }

    private void importTasks(HttpExchange call) throws IOException {
        Fault fault = importFaults.poll();
        if (fault != null && !fault.handle(call, this)) {
            return;
        }
        byte[] body = call.getRequestBody().readAllBytes();
        bodies.add(body.length);
        if (!asynchronous || importStatus.equals("completed")) {
            store(JSON.readTree(body));
        }
        reply(call, 201, asynchronous ? "{\"import\":7}" : "{\"task_count\":1}");
    }

    private String project() throws IOException {
        return JSON.writeValueAsString(
                JSON.createObjectNode().put("id", 1).put("label_config", config).put("task_number", tasks.size()));
    }

    private String newer(HttpExchange call) throws IOException {
        Matcher after = NEWER.matcher(URLDecoder.decode(call.getRequestURI().getRawQuery(), StandardCharsets.UTF_8));
        long last = after.find() ? Long.parseLong(after.group(1)) : 0;
        ArrayNode page = JSON.createArrayNode();
        tasks.stream().filter(task -> task.get("id").asLong() > last).limit(500).forEach(page::add);
        return "{\"tasks\":" + page + "}";
    }

    private String predictions() {
        ArrayNode all = JSON.createArrayNode();
        for (ObjectNode task : tasks) {
            for (JsonNode prediction : task.path("predictions")) {
                all.addObject()
                        .put("task", task.get("id").asLong())
                        .set("model_version", prediction.get("model_version"));
            }
        }
        return all.toString();
    }
}
