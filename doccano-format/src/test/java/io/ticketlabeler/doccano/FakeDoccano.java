package io.ticketlabeler.doccano;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * As much of doccano as a push needs, with one project, on a bad day. What the real one does is tested with the real one; that it refuses
 * an {@code example_uuid} the second time is.
 */
final class FakeDoccano implements AutoCloseable {

    static final ObjectMapper JSON = new ObjectMapper();

    /** What happens to an import: how many of its rows arrive, whether with labels, and what the task then says. */
    record Fate(int rows, boolean labels, String status) {
        static final String FINE = "{\"ready\":true,\"result\":{\"error\":[]},\"error\":null}";
    }

    final List<String> calls = Collections.synchronizedList(new ArrayList<>());
    final Deque<Fate> fates = new ArrayDeque<>();
    final List<String> tickets = Collections.synchronizedList(new ArrayList<>());
    final Map<String, List<String>> labels = Collections.synchronizedMap(new LinkedHashMap<>());
    boolean worker = true;
    boolean webPage;

    private final HttpServer server;
    private final Set<String> uuids = new HashSet<>();
    private String upload = "";
    String status = Fate.FINE;
    private boolean made;

    FakeDoccano() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::serve);
        server.start();
    }

    DoccanoClient client() {
        return DoccanoClient.at(
                        URI.create("http://127.0.0.1:" + server.getAddress().getPort()))
                .user("admin", "secret");
    }

    long calls(String beginning) {
        return calls.stream().filter(call -> call.startsWith(beginning)).count();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void serve(HttpExchange call) {
        try (call) {
            String path = call.getRequestURI().getPath();
            String what = call.getRequestMethod() + " " + path;
            calls.add(what);
            byte[] body = call.getRequestBody().readAllBytes();
            if (call.getRequestHeaders().containsKey("Cookie")) {
                reply(call, 403, "application/json", "{\"detail\":\"CSRF Failed\"}");
            } else if (webPage) {
                reply(call, 200, "text/html", "<html>doccano</html>");
            } else {
                String answer = answer(what, body);
                String type = what.endsWith("/fp/process/") ? "text/plain" : "application/json";
                int code = what.contains("/health/") && !worker ? 500 : 200;
                reply(call, answer == null ? 404 : code, type, answer == null ? "{}" : answer);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void reply(HttpExchange call, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        call.getResponseHeaders().add("Content-Type", type);
        call.getResponseHeaders().add("Set-Cookie", "sessionid=1");
        call.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        call.getResponseBody().write(bytes);
    }

    private @Nullable String answer(String what, byte[] body) throws IOException {
        String project = "{\"id\":1,\"name\":\"Tickets\",\"resourcetype\":\"TextClassificationProject\","
                + "\"collaborative_annotation\":true,\"single_class_classification\":true,\"created_at\":\"now\"}";
        return switch (what) {
            case "POST /v1/auth/login/" -> "{\"key\":\"k\"}";
            case "GET /v1/health/" ->
                "{\"CeleryHealthCheckCelery\":\""
                        + (worker ? "OK" : "unavailable: TimeoutError: The task took too long") + "\"}";
            case "GET /v1/projects" -> "{\"next\":null,\"results\":[" + (made ? project : "") + "]}";
            case "POST /v1/projects" -> {
                made = true;
                yield project;
            }
            case "GET /v1/projects/1/category-types" -> "[{\"id\":5,\"text\":\"Bug\",\"suffix_key\":\"b\"}]";
            case "POST /v1/projects/1/category-type-upload" -> "";
            case "GET /v1/projects/1/examples" -> examples();
            case "POST /v1/fp/process/" -> {
                upload = new String(body, StandardCharsets.UTF_8);
                yield "upload-id";
            }
            case "POST /v1/projects/1/upload" -> {
                imported();
                yield "{\"task_id\":\"t-1\"}";
            }
            case "GET /v1/tasks/status/t-1" -> status;
            default -> document(what, body);
        };
    }

    private @Nullable String document(String what, byte[] body) throws IOException {
        String[] parts = what.split("/", -1);
        if (parts.length < 6 || !parts[4].equals("examples")) {
            return null;
        }
        String ticket = tickets.get(Integer.parseInt(parts[5]) - 1);
        if (what.startsWith("POST") && what.endsWith("/categories")) {
            assert JSON.readTree(body).get("label").asInt() == 5;
            labels.put(ticket, List.of("Bug"));
            return "{}";
        }
        return what.endsWith("/categories")
                ? (labels.getOrDefault(ticket, List.of()).isEmpty() ? "[]" : "[{\"label\":5}]")
                : "{\"is_confirmed\":false}";
    }

    private void imported() throws IOException {
        Fate fate = fates.isEmpty() ? new Fate(Integer.MAX_VALUE, true, Fate.FINE) : fates.remove();
        List<JsonNode> rows = new ArrayList<>();
        for (String line : upload.lines().filter(line -> line.startsWith("{")).toList()) {
            rows.add(JSON.readTree(line));
        }
        status = fate.status();
        if (rows.stream().anyMatch(row -> uuids.contains(row.get("example_uuid").asText()))) {
            status =
                    "{\"ready\":true,\"result\":null,\"error\":{\"text\":\"UNIQUE constraint failed: examples_example.uuid\"}}";
            return;
        }
        for (JsonNode row : rows.subList(0, Math.min(rows.size(), fate.rows()))) {
            uuids.add(row.get("example_uuid").asText());
            tickets.add(row.get("id").asText());
            labels.put(row.get("id").asText(), fate.labels() ? List.of("Bug") : List.of());
        }
    }

    private String examples() {
        StringBuilder results = new StringBuilder();
        for (int i = tickets.size(); i > 0; i--) {
            results.append(results.isEmpty() ? "" : ",")
                    .append("{\"id\":" + i + ",\"meta\":{\"id\":\"" + tickets.get(i - 1) + "\"}}");
        }
        return "{\"count\":" + tickets.size() + ",\"next\":null,\"results\":[" + results + "]}";
    }
}
