package io.ticketlabeler.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ticketlabeler.contract.HttpConnection.Incoming;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP server on this machine that speaks like OpenAI's chat completions, for tests: it answers as the test wants it, well or
 * badly, and counts and remembers what it was asked.
 *
 * <pre>{@code
 * try (StubProvider provider = StubProvider.labelling(text -> "Bug")) {
 *     LabelModel model = OpenAi.chat("gpt-4o-mini").baseUrl(provider.baseUrl());
 *     …
 *     assertThat(provider.requests()).hasSize(1);
 * }
 * }</pre>
 *
 * <p>A provider on a bad day:
 *
 * <pre>{@code
 * StubProvider.labelling(text -> "Bug")
 *         .latency(Duration.ofMillis(200))
 *         .rateLimit(RateLimit.tokenBucket(600, 10))
 *         .faults(Faults.seeded(7)
 *                 .failing(0.10, Response.error(500, "server_error"))
 *                 .failing(0.30, Response.rateLimited().retryAfter(Duration.ofSeconds(1)))
 *                 .breaking(0.01, Response::resetInBody));
 * }</pre>
 *
 * <p>A request meets, in this order: an {@linkplain #outage outage}, the rate limit, the faults, and then the behaviour that the
 * provider was made with. Settings may change while it runs.
 *
 * <p>HTTP/1.1 with connections that stay open, each with a daemon thread that waits without using the processor. What is kept of
 * requests is bounded, see {@link #requests} and {@link #asked}. Thread-safe. {@link StubServer} is the same as a program.
 */
public final class StubProvider implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Response UNAVAILABLE = Response.error(503, "service_unavailable");

    private final Function<Request, Response> behaviour;
    private final Counters counters = new Counters();
    private final KeptRequests kept = new KeptRequests();
    private final LoopbackServer server;

    private volatile Duration latency = Duration.ZERO;
    private volatile boolean countsTokens;
    private volatile @Nullable RateLimit rateLimit;
    private volatile Function<Request, Response> faulty;
    private volatile Timespan outage = Timespan.NEVER;

    private StubProvider(int port, Function<Request, Response> behaviour) {
        this.behaviour = behaviour;
        this.faulty = this::behaved;
        this.server = new LoopbackServer(port, this::handle);
    }

    /** Answers as {@code behaviour} says; it is called from many threads. What it throws is told to the caller as a 500. */
    public static StubProvider answering(Function<Request, Response> behaviour) {
        return answering(0, behaviour);
    }

    /** The same on a port that the test chose; 0 is any that is free. */
    public static StubProvider answering(int port, Function<Request, Response> behaviour) {
        return new StubProvider(port, behaviour);
    }

    /** Labels every ticket of every request, in the shape the built-in prompts ask for. */
    public static StubProvider labelling(Function<String, String> labelOf) {
        return answering(request -> Response.completion(request.labelled(labelOf)));
    }

    /** Lets every answer of the behaviour take this long from the arrival of its request; faults and refusals come at once. */
    public StubProvider latency(Duration each) {
        latency = each;
        return this;
    }

    /** Counts the tokens of every completion, see {@link Response#countingTokens}, rather than the fixed 100 and 10. */
    public StubProvider countingTokens() {
        countsTokens = true;
        return this;
    }

    /** Replaces or breaks some of the answers; the last call counts. */
    public StubProvider faults(Faults these) {
        faulty = these.around(this::behaved);
        return this;
    }

    /** Refuses with 429 what is over the limit and tells the state of the limit in {@code x-ratelimit-*} headers. */
    public StubProvider rateLimit(RateLimit limit) {
        rateLimit = limit;
        return this;
    }

    /** A {@linkplain RateLimit#tokenBucket token bucket} for requests. */
    public StubProvider rateLimit(int requestsPerMinute, int burst) {
        return rateLimit(RateLimit.tokenBucket(requestsPerMinute, burst));
    }

    /** Answers everything with 503 from now on for this long. */
    public StubProvider outage(Duration length) {
        return outage(Duration.ZERO, length);
    }

    /** Answers everything with 503 for this long, beginning {@code in} from now; the last call counts. */
    public StubProvider outage(Duration in, Duration length) {
        outage = Timespan.in(in, length);
        return this;
    }

    /** Breaks every connection and refuses new ones until {@link #listenAgain}. */
    public StubProvider stopListening() {
        server.stopListening();
        return this;
    }

    /** Takes connections on the same port again. */
    public StubProvider listenAgain() {
        server.listen();
        return this;
    }

    /** Refuses connections for this long, beginning {@code in} from now. */
    public StubProvider unreachable(Duration in, Duration length) {
        server.later(in, server::stopListening);
        server.later(in.plus(length), server::listen);
        return this;
    }

    /**
     * Keeps the newest {@code n} requests for {@link #requests}; 0 keeps none. Without this call all are kept, up to 64 million
     * characters of bodies.
     */
    public StubProvider keepRequests(int n) {
        kept.atMost(n);
        return this;
    }

    /** The base URL to give to a model, e.g. {@code http://127.0.0.1:40123/v1}. */
    public String baseUrl() {
        return "http://127.0.0.1:" + server.port() + "/v1";
    }

    /**
     * The requests so far, in the order they came: all, or as many as {@link #keepRequests} said.
     *
     * @throws IllegalStateException if they became too many to keep and {@link #keepRequests} was not called
     */
    public List<Request> requests() {
        return kept.all();
    }

    /** How many requests there were and how they ended. */
    public Counts counts() {
        return counters.counts();
    }

    /**
     * How often each text was answered in a completion, also where the completion got lost on its way: what a provider would have
     * billed. Texts as the prompt had them, the first 100,000 different ones, or 32
     * million characters of them; {@link Counts#ticketsAgain} counts all.
     */
    public Map<String, Integer> asked() {
        return counters.asked();
    }

    @Override
    public void close() {
        server.close();
    }

    private boolean handle(Incoming incoming, HttpConnection connection) throws IOException, InterruptedException {
        if (incoming.path().equals("/stats")) {
            Response stats = Response.of(200, counts().toJson());
            return stats.delivery().send(stats, stats.headers(), connection);
        }
        Request request = new Request(incoming.path(), incoming.headers(), incoming.body(), System.nanoTime());
        kept.add(request);
        counters.arrived(request);
        boolean left = false;
        try {
            Response response = responseOrMistake(request);
            sleepUntil(request.nanoTime() + response.after().toNanos());
            Map<String, String> headers = response.headersAt(Instant.now());
            counters.answered(request, response, headers);
            if (!response.delivery().isEndless()) {
                counters.left(); // before the caller can know, and send the next request
                left = true;
            }
            return response.delivery().send(response, headers, connection);
        } finally {
            if (!left) {
                counters.left();
            }
        }
    }

    private Response responseOrMistake(Request request) {
        try {
            return response(request);
        } catch (RuntimeException | AssertionError e) {
            return Response.error(500, "stub_failed", "the test's behaviour threw " + e);
        }
    }

    private Response response(Request request) {
        if (outage.contains(System.nanoTime())) {
            return UNAVAILABLE;
        }
        RateLimit limit = rateLimit;
        if (limit == null) {
            return faulty.apply(request);
        }
        RateLimit.Verdict verdict = limit.admit(request);
        return (verdict.admitted() ? faulty.apply(request) : verdict.refusal()).headers(verdict.headers());
    }

    private Response behaved(Request request) {
        Response response = behaviour.apply(request);
        return (countsTokens ? response.countingTokens(request) : response).atLeastAfter(latency);
    }

    static void sleepUntil(long nanoTime) throws InterruptedException {
        long left = nanoTime - System.nanoTime();
        if (left > 0) {
            TimeUnit.NANOSECONDS.sleep(left);
        }
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

        /** The labels that the schema of the reply allows, in order; empty without such a schema. */
        public List<String> labels() {
            JsonNode choices = json().path("response_format").findValue("enum");
            List<String> labels = new ArrayList<>();
            if (choices != null) {
                choices.forEach(label -> labels.add(label.asText()));
            }
            return labels;
        }

        /** A reply that gives each ticket of the request the label that {@code labelOf} chooses for its text. */
        public String labelled(Function<String, String> labelOf) {
            ObjectNode reply = JSON.createObjectNode();
            ArrayNode labels = reply.putArray("labels");
            tickets().forEach((id, text) -> labels.addObject().put("id", id).put("label", labelOf.apply(text)));
            return reply.toString();
        }

        /** About what the provider counts: a quarter of the characters of all messages and of the schema, rounded up. */
        public int promptTokens() {
            JsonNode json = json();
            JsonNode format = json.path("response_format");
            int chars = format.isMissingNode() ? 0 : format.toString().length();
            for (JsonNode message : json.path("messages")) {
                JsonNode content = message.path("content");
                chars += content.isTextual()
                        ? content.textValue().length()
                        : content.toString().length();
            }
            return Response.tokens(chars);
        }

        /** The texts of the tickets; empty if the prompt is none of the built-in ones. */
        Collection<String> texts() {
            try {
                return tickets().values();
            } catch (IllegalStateException e) {
                return List.of(); // nothing to count by ticket
            }
        }
    }

    /**
     * What the provider sends back: a status, headers, a body, and how their bytes reach the caller. Methods answer a changed copy,
     * e.g. {@code Response.completion(text).after(Duration.ofSeconds(2)).resetInBody()}. Immutable.
     */
    public static final class Response {

        private static final Map<String, String> JSON_TYPE = Map.of("Content-Type", "application/json");

        private final int status;
        private final Map<String, String> headers;
        private final String body;
        private final Duration after;
        private final Delivery delivery;
        private final Function<Instant, Map<String, String>> timely;

        private Response(
                int status,
                Map<String, String> headers,
                String body,
                Duration after,
                Delivery delivery,
                Function<Instant, Map<String, String>> timely) {
            this.status = status;
            this.headers = headers;
            this.body = body;
            this.after = after;
            this.delivery = delivery;
            this.timely = timely;
        }

        /** These headers and no others. */
        public Response(int status, Map<String, String> headers, String body) {
            this(status, new LinkedHashMap<>(headers), body, Duration.ZERO, Delivery.WHOLE, now -> Map.of());
        }

        /** Any status and body. */
        public static Response of(int status, String body) {
            return new Response(status, JSON_TYPE, body);
        }

        /** An error in OpenAI's shape. */
        public static Response error(int status, String code) {
            return error(status, code, "stub says " + code);
        }

        /** An error in OpenAI's shape with a message of your own. */
        public static Response error(int status, String code, String message) {
            ObjectNode body = JSON.createObjectNode();
            body.putObject("error").put("message", message).put("type", code).put("code", code);
            return of(status, body.toString());
        }

        /** 429 as OpenAI says it, without a word about when to come back; see {@link #retryAfter}. */
        public static Response rateLimited() {
            return error(429, "rate_limit_exceeded");
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
            putUsage(body, 100, 40, 10);
            return of(200, body.toString());
        }

        /** A page for people, as a proxy in between sends it. */
        public static Response html(int status) {
            return new Response(
                    status,
                    Map.of("Content-Type", "text/html; charset=utf-8"),
                    "<!DOCTYPE html>\n<html><head><title>Bad gateway</title></head>"
                            + "<body><h1>Bad gateway</h1><hr>nginx</body></html>\n");
        }

        /** A status without a body. */
        public static Response empty(int status) {
            return of(status, "");
        }

        /** Silence: the request is taken and nothing ever comes. */
        public static Response hang() {
            return empty(200).hanging();
        }

        /** The request is taken and the connection breaks. */
        public static Response reset() {
            return empty(200).resetBeforeHeaders();
        }

        /** HTTP status. */
        public int status() {
            return status;
        }

        /** Headers, except those that depend on when it is sent. */
        public Map<String, String> headers() {
            return Collections.unmodifiableMap(headers);
        }

        /** UTF-8 text. */
        public String body() {
            return body;
        }

        /** The same with one more header. */
        public Response header(String name, String value) {
            return headers(Map.of(name, value));
        }

        /** The same with more headers. */
        public Response headers(Map<String, String> added) {
            Map<String, String> more = new LinkedHashMap<>(headers);
            more.putAll(added);
            return new Response(status, more, body, after, delivery, timely);
        }

        /** The same, this long after its request came. */
        public Response after(Duration latency) {
            return new Response(status, headers, body, latency, delivery, timely);
        }

        /** The same with {@code Retry-After} in seconds, rounded up. */
        public Response retryAfter(Duration wait) {
            return header("Retry-After", Long.toString((wait.toMillis() + 999) / 1000));
        }

        /** The same with {@code retry-after-ms}, as Azure and OpenAI send it. */
        public Response retryAfterMillis(Duration wait) {
            return header("retry-after-ms", Long.toString(wait.toMillis()));
        }

        /** The same with {@code Retry-After} as a date, and the {@code Date} of sending to compare it with; whole seconds. */
        public Response retryAfterDate(Duration wait) {
            return retryAfterDate(wait, Duration.ZERO);
        }

        /** The same by a clock that is ahead of the one of this machine, or behind it if negative. */
        public Response retryAfterDate(Duration wait, Duration clockAhead) {
            return new Response(
                    status, headers, body, after, delivery, now -> WaitHeaders.date(now.plus(clockAhead), wait));
        }

        /**
         * A completion with tokens counted instead of the fixed ones: a quarter of the characters of the request (messages and
         * schema) and of the reply, none of them cached; other responses stay as they are.
         */
        public Response countingTokens(Request request) {
            if (!isPaidFor()) {
                return this;
            }
            ObjectNode counted = (ObjectNode) new Request("", Map.of(), body, 0).json();
            int reply = counted.at("/choices/0/message/content").asText().length();
            putUsage(counted, request.promptTokens(), 0, tokens(reply));
            return new Response(status, headers, counted.toString(), after, delivery, timely);
        }

        /** Nothing is ever sent. */
        public Response hanging() {
            return by(Delivery.HANGING);
        }

        /** Head and half of the body are sent, then nothing more, on an open connection. */
        public Response stalling() {
            return by(Delivery.STALLING);
        }

        /** The head is sent at once, the body at this speed. */
        public Response dripping(int bytesPerSecond) {
            return by(Delivery.dripping(bytesPerSecond));
        }

        /** The connection is reset instead of an answer. */
        public Response resetBeforeHeaders() {
            return by(Delivery.RESET_BEFORE_HEADERS);
        }

        /** Head and half of the body are sent, then the connection is reset. */
        public Response resetInBody() {
            return by(Delivery.RESET_IN_BODY);
        }

        /** The body comes in chunks, and the connection ends in the middle of one. */
        public Response truncated() {
            return by(Delivery.TRUNCATED_CHUNK);
        }

        /** Content-Length promises 100 bytes more than come before the connection ends. */
        public Response lengthTooLong() {
            return by(Delivery.LENGTH_TOO_LONG);
        }

        /** Content-Length promises half of what comes; the connection stays open. */
        public Response lengthTooShort() {
            return by(Delivery.LENGTH_TOO_SHORT);
        }

        /** The body comes after so many bytes of white space: right, and far too long. */
        public Response padded(long bytes) {
            return by(Delivery.padded(bytes));
        }

        /** The same compressed: a thousandth on the wire; rounded up to whole MiB. */
        public Response gzipBomb(long inflatedBytes) {
            return by(Delivery.gzipBomb(inflatedBytes));
        }

        @Override
        public String toString() {
            return "Response[" + status + ", " + headers + ", " + body + "]";
        }

        Duration after() {
            return after;
        }

        Delivery delivery() {
            return delivery;
        }

        Response atLeastAfter(Duration latency) {
            return after.compareTo(latency) >= 0 ? this : after(latency);
        }

        Map<String, String> headersAt(Instant now) {
            Map<String, String> all = new LinkedHashMap<>(headers);
            all.putAll(timely.apply(now));
            return all;
        }

        /** Whether a provider would bill it: an answer with content, however it got lost. */
        boolean isPaidFor() {
            return status / 100 == 2 && body.startsWith("{") && body.contains("\"choices\"");
        }

        static int tokens(int chars) {
            return (chars + 3) / 4; // OpenAI's rule of thumb for English: a token is about four characters
        }

        private Response by(Delivery other) {
            return new Response(status, headers, body, after, other, timely);
        }

        private static void putUsage(ObjectNode body, int prompt, int cached, int completion) {
            ObjectNode usage = body.putObject("usage");
            usage.put("prompt_tokens", prompt)
                    .put("completion_tokens", completion)
                    .put("total_tokens", prompt + completion);
            usage.putObject("prompt_tokens_details").put("cached_tokens", cached);
        }
    }
}
