package io.ticketlabeler.doccano;

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

/**
 * What answers mean, good ones and others. doccano answers unknown addresses with status 200 and its web page, so the type of the
 * content is looked at, not the status alone. Pure.
 */
final class Answers {

    static final String ADDRESS = "give the address of doccano, as it stands in the browser before /projects";

    private static final int MAX_CHARS = 300;
    private static final int MAX_ERRORS = 5;
    // PostgreSQL shows the row in the lines behind; a path is the server's own business
    private static final Pattern QUOTED = Pattern.compile("(\\n| DETAIL:| CONTEXT:|Failing row).*", Pattern.DOTALL);
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private Answers() {}

    /**
     * The JSON of an answer; missing for an empty one.
     *
     * @param call for messages, e.g. {@code POST /v1/projects}
     * @throws DoccanoException if there is none, or if it is not one of doccano's
     */
    static JsonNode json(URI base, Duration deadline, String call, Exchange exchange) {
        check(base, deadline, call, exchange);
        if (exchange.body().isBlank()) {
            return MissingNode.getInstance();
        }
        JsonNode json = isJson(exchange) ? parsed(exchange.body()) : MissingNode.getInstance();
        if (json.isMissingNode()) {
            throw notJson(base, call, exchange);
        }
        return json;
    }

    /** The text of an answer that is no JSON. */
    static String text(URI base, Duration deadline, String call, Exchange exchange) {
        check(base, deadline, call, exchange);
        if (!type(exchange).startsWith("text/plain")) {
            throw notJson(base, call, exchange);
        }
        return exchange.body().strip();
    }

    /** Lets an answer of this content type pass, for downloads. */
    static void type(URI base, Duration deadline, String call, Exchange exchange, String type) {
        check(base, deadline, call, exchange);
        if (!type(exchange).startsWith(type)) {
            throw notJson(base, call, exchange);
        }
    }

    static boolean isJson(Exchange exchange) {
        return type(exchange).startsWith("application/json");
    }

    private static String type(Exchange exchange) {
        return exchange.header("content-type").orElse("");
    }

    private static DoccanoException notJson(URI base, String call, Exchange exchange) {
        return new DoccanoException(
                base + " answers " + call + " with something else than doccano's API does (a web page?); " + ADDRESS,
                exchange.status(),
                "",
                true);
    }

    private static void check(URI base, Duration deadline, String call, Exchange exchange) {
        Exchange.Failure failure = exchange.failure();
        if (failure != null) {
            throw DoccanoException.noAnswer(
                    noAnswer(base, deadline, failure), failure != Exchange.Failure.NOT_CONNECTED);
        }
        if (exchange.status() / 100 != 2) {
            throw refusal(base, call, exchange);
        }
    }

    private static String noAnswer(URI base, Duration deadline, Exchange.Failure failure) {
        return switch (failure) {
            case NOT_CONNECTED ->
                "nothing answers at " + base + "; start doccano there, or give the address where it runs";
            case BROKEN ->
                "the connection to " + base + " broke; check whether the address begins with http:// or https://,"
                        + " then try again";
            case TIMEOUT ->
                base + " has not answered within " + deadline.toSeconds() + " s; try again, or allow a longer deadline";
            case TOO_LARGE -> base + " sends an answer that is too large to be one of doccano's";
            case INTERRUPTED -> "interrupted while waiting for " + base;
        };
    }

    private static DoccanoException refusal(URI base, String call, Exchange exchange) {
        int status = exchange.status();
        String said = isJson(exchange) ? said(parsed(exchange.body())) : "";
        boolean maybeDone = status >= 500; // the work may be done, or still go on
        return new DoccanoException(message(base, call, status, said), status, said, maybeDone);
    }

    private static String message(URI base, String call, int status, String said) {
        if (status == 401 || said.startsWith("Invalid token") || said.startsWith("Authentication credentials")) {
            return base + " refuses the token (" + said + "); sign in again with user and password";
        }
        String text = base + " answers " + status + " to " + call + (said.isEmpty() ? "" : ": " + said);
        if (status / 100 == 3) {
            return text + "; give the address to which it redirects";
        }
        if (status == 404 && said.isEmpty()) {
            return text + "; " + ADDRESS;
        }
        return status == 403 ? text + "; the user needs to be an administrator of the project" : text;
    }

    /** The words in an error of Django's, e.g. {@code {"name":["This field may not be blank."]}}. */
    private static String said(JsonNode body) {
        List<String> words = new ArrayList<>();
        if (body.isArray()) {
            body.forEach(each -> words.addAll(each.isTextual() ? List.of(each.asText()) : List.of(said(each))));
        } else {
            body.properties().forEach(field -> {
                String name = field.getKey().equals("detail") || field.getKey().equals("non_field_errors")
                        ? ""
                        : field.getKey() + ": ";
                JsonNode value = field.getValue();
                (value.isArray() ? value : List.of(value))
                        .forEach(error -> words.add(name + (error.isTextual() ? error.asText() : "")));
            });
        }
        List<String> first = words.size() <= MAX_ERRORS ? words : words.subList(0, MAX_ERRORS);
        return quotable(String.join("; ", first));
    }

    /** One line without what a database quotes. */
    static String quotable(String said) {
        String line = BLANKS.matcher(QUOTED.matcher(said.strip()).replaceFirst(""))
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
