package io.ticketlabeler.serve;

import io.ticketlabeler.export.JsonText;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What to answer.
 *
 * @param status  of HTTP
 * @param headers at least {@code Content-Type}
 * @param body    JSON, to be sent as UTF-8
 */
public record Response(int status, Map<String, String> headers, String body) {

    private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");

    public Response {
        headers = Map.copyOf(headers);
    }

    /** A good answer. */
    public static Response ok(Map<String, ?> json) {
        return new Response(200, JSON, JsonText.of(json));
    }

    /** {@code {"error":"…"}} and nothing else. */
    public static Response error(int status, String what) {
        return new Response(status, JSON, JsonText.of(Map.of("error", what)));
    }

    /** The same with one more header. */
    public Response with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Response(status, more, body);
    }

    /** Names the status and the length of the body. */
    @Override
    public String toString() {
        return "Response[" + status + ", " + body.length() + " chars]";
    }
}
