package io.ticketlabeler.serve;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** A call of a review tool, as a web framework hands it over. Immutable, if the body is left alone. */
public final class Request {

    private final String method;
    private final String path;
    private final Map<String, String> headers;
    private final byte[] body;

    /**
     * A call.
     *
     * @param method  e.g. {@code POST}
     * @param path    e.g. {@code /label-studio/predict}, without the query
     * @param headers names in any case
     * @param body    as it came; empty for none
     */
    @SuppressWarnings("ArrayIsStoredDirectly")
    public Request(String method, String path, Map<String, String> headers, byte[] body) {
        Map<String, String> sorted = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        sorted.putAll(headers);
        this.method = method;
        this.path = path;
        this.headers = Collections.unmodifiableMap(sorted);
        this.body = body; // may be large
    }

    /** E.g. {@code POST}. */
    public String method() {
        return method;
    }

    /** The value of a header, empty if it is not there. */
    public String header(String name) {
        return headers.getOrDefault(name, "");
    }

    /** Whether a header has exactly this value; takes the same time for all wrong ones. */
    public boolean hasHeader(String name, byte[] value) {
        return MessageDigest.isEqual(value, header(name).getBytes(StandardCharsets.UTF_8));
    }

    /** As it came. */
    @SuppressWarnings("ArrayIsReturnedDirectly")
    public byte[] body() {
        return body; // may be large
    }

    /** The last part of the path, e.g. {@code predict}, so that a service can be mounted anywhere. */
    public String route() {
        String trimmed = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        return trimmed.substring(trimmed.lastIndexOf('/') + 1);
    }

    /** Names the path and the length of the body, never what is in it. */
    @Override
    public String toString() {
        return "Request[" + method + " /" + route() + ", " + body.length + " bytes]";
    }
}
