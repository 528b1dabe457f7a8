package io.ticketlabeler.internal.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.ticketlabeler.internal.json.Json;
import java.net.URI;
import java.time.Duration;
import java.util.regex.Pattern;

/** What answers of review tools have in common, in words for people. Pure. */
public final class ToolAnswer {

    private static final int MAX_CHARS = 300;
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private ToolAnswer() {}

    /**
     * Why there is no answer, and what to do.
     *
     * @param tool its name, e.g. {@code doccano}
     */
    public static String none(String tool, URI base, Duration deadline, Exchange.Failure failure) {
        return switch (failure) {
            case NOT_CONNECTED ->
                "nothing answers at " + base + "; start " + tool + " there, or give the address where it runs";
            case BROKEN ->
                "the connection to " + base + " broke; check whether the address begins with http:// or https://,"
                        + " then try again";
            case TIMEOUT ->
                base + " has not answered within " + deadline.toSeconds() + " s; try again, or allow a longer deadline";
            case TOO_LARGE -> base + " sends an answer that is too large to be one of " + tool + "'s";
            case INTERRUPTED -> "interrupted while waiting for " + base;
        };
    }

    /**
     * That a call was refused, and what to do where the status tells.
     *
     * @param said      the server's words; empty for none
     * @param address   advice on the address
     * @param forbidden advice for 403
     */
    public static String refused(URI base, String call, int status, String said, String address, String forbidden) {
        String text = base + " answers " + status + " to " + call + (said.isEmpty() ? "" : ": " + said);
        if (status / 100 == 3) {
            return text + "; give the address to which it redirects";
        }
        if (status == 404 && said.isEmpty()) {
            return text + "; " + address;
        }
        return status == 403 ? text + "; " + forbidden : text;
    }

    /** On one line, and not long. */
    public static String line(String said) {
        String line = BLANKS.matcher(said).replaceAll(" ").strip();
        return line.length() <= MAX_CHARS ? line : line.substring(0, line.offsetByCodePoints(0, MAX_CHARS / 2)) + "…";
    }

    /** The tree; missing when the text is no JSON, e.g. the page of a proxy. */
    public static JsonNode tree(String body) {
        try {
            return Json.STRICT.readTree(body);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance(); // who asked says what that means
        }
    }
}
