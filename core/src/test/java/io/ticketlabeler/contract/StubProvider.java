package io.ticketlabeler.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
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
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/**
 * An HTTP server on this machine that speaks like OpenAI's chat completions, for tests: it answers as the test wants it and
 * remembers every request.
 *
 * <pre>{@code
 * try (StubProvider provider = StubProvider.labelling(text -> "Bug")) {
 *     LabelModel model = OpenAi.chat("gpt-4o-mini").baseUrl(provider.baseUrl());
 *     …
 *     assertThat(provider.requests()).hasSize(1);
 * }
 * }</pre>
 *
 * <p>Thread-safe.
 */
public final class StubProvider implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Request> requests = new ArrayList<>();

    private StubProvider(Function<Request, Response> behaviour) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", exchange -> handle(exchange, behaviour));
        server.start();
    }

    /** Answers as {@code behaviour} says; it is called from many threads. */
    public static StubProvider answering(Function<Request, Response> behaviour) {
        return new StubProvider(behaviour);
    }

    /** Labels every ticket of every request, in the shape the built-in prompts ask for. */
    public static StubProvider labelling(Function<String, String> labelOf) {
        return answering(request -> Response.completion(request.labelled(labelOf)));
    }

    /** The base URL to give to a model, e.g. {@code http://127.0.0.1:40123/v1}. */
    public String baseUrl() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
    }

    /** All requests so far, in the order they came. */
    public List<Request> requests() {
        synchronized (requests) {
            return List.copyOf(requests);
        }
    }

    private void handle(HttpExchange exchange, Function<Request, Response> behaviour) throws IOException {
        try (exchange) {
            Map<String, String> headers = new TreeMap<>();
            exchange.getRequestHeaders()
                    .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(", ", values)));
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Request request = new Request(exchange.getRequestURI().getPath(), headers, body, System.nanoTime());
            synchronized (requests) {
                requests.add(request);
            }
            Response response = behaviour.apply(request);
            response.headers()
                    .forEach((name, value) -> exchange.getResponseHeaders().add(name, value));
            byte[] bytes = response.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(response.status(), bytes.length == 0 ? -1 : bytes.length);
            if (bytes.length > 0) {
                exchange.getResponseBody().write(bytes);
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    /**
     * A request as it came over the wire.
     *
     * @param path     e.g. {@code /v1/chat/completions}
     * @param headers  by lower-case name
     * @param body     as sent
     * @param nanoTime when it came, by {@link System#nanoTime()}
     */
    public record Request(String path, Map<String, String> headers, String body, long nanoTime) {

        /** The body as a tree. */
        public JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("the request is no JSON", e);
            }
        }

        /** The tickets of a built-in prompt: text by id, in order. */
        public Map<String, String> tickets() {
            JsonNode messages = json().path("messages");
            String last = messages.path(messages.size() - 1).path("content").asText();
            Map<String, String> tickets = new LinkedHashMap<>();
            try {
                JsonNode array = JSON.readTree(last.substring(last.lastIndexOf("[{\"id\":")));
                array.forEach(ticket -> tickets.put(
                        ticket.path("id").asText(), ticket.path("text").asText()));
            } catch (JsonProcessingException | StringIndexOutOfBoundsException e) {
                throw new IllegalStateException("the last message holds no array of tickets", e);
            }
            return tickets;
        }

        /** A reply that gives each ticket of the request the label that {@code labelOf} chooses for its text. */
        public String labelled(Function<String, String> labelOf) {
            ObjectNode reply = JSON.createObjectNode();
            ArrayNode labels = reply.putArray("labels");
            tickets().forEach((id, text) -> labels.addObject().put("id", id).put("label", labelOf.apply(text)));
            return reply.toString();
        }
    }

    /**
     * What the provider sends back.
     *
     * @param status  HTTP status
     * @param headers further headers
     * @param body    UTF-8 text
     */
    public record Response(int status, Map<String, String> headers, String body) {

        /** Any status and body. */
        public static Response of(int status, String body) {
            return new Response(status, Map.of("Content-Type", "application/json"), body);
        }

        /** An error in OpenAI's shape. */
        public static Response error(int status, String code) {
            ObjectNode body = JSON.createObjectNode();
            body.putObject("error")
                    .put("message", "stub says " + code)
                    .put("type", code)
                    .put("code", code);
            return of(status, body.toString());
        }

        /** A completion with this text, 100 prompt tokens (40 of them cached) and 10 completion tokens. */
        public static Response completion(String text) {
            return completion(text, "stop");
        }

        /** A completion with this text and finish reason. */
        public static Response completion(String text, String finishReason) {
            ObjectNode body = JSON.createObjectNode();
            body.put("id", "chatcmpl-1").put("object", "chat.completion").put("model", "stub-model-2026");
            ObjectNode choice = body.putArray("choices").addObject();
            choice.put("index", 0).put("finish_reason", finishReason);
            choice.putObject("message").put("role", "assistant").put("content", text);
            ObjectNode usage = body.putObject("usage");
            usage.put("prompt_tokens", 100).put("completion_tokens", 10).put("total_tokens", 110);
            usage.putObject("prompt_tokens_details").put("cached_tokens", 40);
            return of(200, body.toString());
        }

        /** The same with one more header. */
        public Response header(String name, String value) {
            Map<String, String> more = new LinkedHashMap<>(headers);
            more.put(name, value);
            return new Response(status, more, body);
        }
    }
}
