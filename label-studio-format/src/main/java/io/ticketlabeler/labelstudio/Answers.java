package io.ticketlabeler.labelstudio;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.ticketlabeler.internal.http.Exchange;
import io.ticketlabeler.internal.json.Json;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What answers mean, good ones and others. Pure. */
final class Answers {

    static final String ADDRESS = "give the address of Label Studio, as it stands in the browser before /projects";

    private static final int MAX_ERRORS = 5;
    private static final int MAX_CHARS = 300;
    private static final Pattern QUOTED_VALUE = Pattern.compile("=.*(?= is of type)", Pattern.DOTALL);
    private static final Pattern QUOTED_TASK = Pattern.compile("( \\[assume:| :: |\\{).*", Pattern.DOTALL);
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private Answers() {}

    /**
     * The JSON of an answer.
     *
     * @param call for messages, e.g. {@code POST /api/projects/}
     * @throws LabelStudioException if there is none, or if it is not one of Label Studio's
     */
    static JsonNode json(URI base, Duration deadline, String call, Exchange exchange) {
        check(base, deadline, call, exchange);
        if (exchange.body().isBlank()) {
            return MissingNode.getInstance();
        }
        JsonNode json = parsed(exchange.body());
        if (json.isMissingNode()) {
            throw LabelStudioException.refused(
                    base + " answers " + call + " with something that is no JSON; " + ADDRESS,
                    exchange.status(),
                    "",
                    List.of());
        }
        return json;
    }

    /**
     * Lets good answers pass.
     *
     * @throws LabelStudioException for all others
     */
    static void check(URI base, Duration deadline, String call, Exchange exchange) {
        if (exchange.failure() != null) {
            boolean sent = exchange.failure() != Exchange.Failure.NOT_CONNECTED;
            throw LabelStudioException.noAnswer(noAnswer(base, deadline, exchange.failure()), sent);
        }
        if (exchange.status() / 100 != 2) {
            throw refusal(base, call, exchange);
        }
    }

    private static String noAnswer(URI base, Duration deadline, Exchange.Failure failure) {
        return switch (failure) {
            case NOT_CONNECTED ->
                "nothing answers at " + base + "; start Label Studio there, or give the address where it runs";
            case BROKEN ->
                "the connection to " + base + " broke; check whether the address begins with http:// or https://,"
                        + " then try again";
            case TIMEOUT ->
                base + " has not answered within " + deadline.toSeconds() + " s; try again, or allow a longer deadline";
            case TOO_LARGE -> base + " sends an answer that is too large to be one of Label Studio's";
            case INTERRUPTED -> "interrupted while waiting for " + base;
        };
    }

    private static LabelStudioException refusal(URI base, String call, Exchange exchange) {
        JsonNode body = parsed(exchange.body());
        String detail = quotable(body.path("detail").asText(""));
        List<String> errors = validationErrors(body.path("validation_errors"));
        int status = exchange.status();
        return LabelStudioException.refused(message(base, call, status, detail, errors), status, detail, errors);
    }

    private static String message(URI base, String call, int status, String detail, List<String> errors) {
        String said = errors.isEmpty() ? detail : String.join("; ", errors);
        if (status == 401) {
            return base + " refuses the token" + (said.isEmpty() ? "" : " (" + said + ")")
                    + "; copy it again from Account & Settings: a personal access token, or the legacy token where"
                    + " the organization allows it";
        }
        String text = base + " answers " + status + " to " + call + (said.isEmpty() ? "" : ": " + said);
        if (status / 100 == 3) {
            return text + "; give the address to which it redirects";
        }
        if (status == 404 && said.isEmpty()) {
            return text + "; " + ADDRESS;
        }
        return status == 403 ? text + "; the owner of the token may not do this" : text;
    }

    private static List<String> validationErrors(JsonNode node) {
        List<String> errors = new ArrayList<>();
        node.properties().forEach(field -> {
            String name = field.getKey().equals("non_field_errors") ? "" : field.getKey() + ": ";
            JsonNode value = field.getValue();
            (value.isArray() ? value : List.of(value))
                    .forEach(error -> errors.add(name + quotable(error.isTextual() ? error.asText() : "")));
        });
        return errors.size() <= MAX_ERRORS ? errors : errors.subList(0, MAX_ERRORS);
    }

    /** One line without the task that the server quotes, e.g. {@code Error at item 0: "text" key is expected in task data}. */
    static String quotable(String said) {
        String value = QUOTED_VALUE.matcher(said).replaceFirst("");
        String line = BLANKS.matcher(QUOTED_TASK.matcher(value).replaceFirst(""))
                .replaceAll(" ")
                .strip();
        return line.length() <= MAX_CHARS ? line : line.substring(0, line.offsetByCodePoints(0, MAX_CHARS / 2)) + "…";
    }

    /** The tree; missing when the text is no JSON, e.g. the page of a proxy. */
    private static JsonNode parsed(String body) {
        try {
            return Json.STRICT.readTree(body);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance(); // who asked says what that means
        }
    }
}
