package io.ticketlabeler.contract;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * What the provider sends back: a status, headers, a body, and how their bytes reach the caller. Methods answer a changed copy,
 * e.g. {@code Response.completion(text).after(Duration.ofSeconds(2)).resetInBody()}. Immutable.
 */
public final class Response {

    private static final ObjectMapper JSON = new ObjectMapper();

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
