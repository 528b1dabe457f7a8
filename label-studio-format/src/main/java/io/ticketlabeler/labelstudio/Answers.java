package io.ticketlabeler.labelstudio;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.ticketlabeler.internal.http.Exchange;
import io.ticketlabeler.internal.http.ToolAnswer;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What answers mean, good ones and others. Pure. */
final class Answers {

    static final String ADDRESS = "give the address of Label Studio, as it stands in the browser before /projects";

    private static final int MAX_ERRORS = 5;
    private static final Pattern QUOTED_VALUE = Pattern.compile("=.*(?= is of type)", Pattern.DOTALL);
    private static final Pattern QUOTED_TASK = Pattern.compile("( \\[assume:| :: |\\{).*", Pattern.DOTALL);

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
        JsonNode json = ToolAnswer.tree(exchange.body());
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
            throw LabelStudioException.noAnswer(
                    ToolAnswer.none("Label Studio", base, deadline, exchange.failure()), sent);
        }
        if (exchange.status() / 100 != 2) {
            throw refusal(base, call, exchange);
        }
    }

    private static LabelStudioException refusal(URI base, String call, Exchange exchange) {
        JsonNode body = ToolAnswer.tree(exchange.body());
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
        return ToolAnswer.refused(base, call, status, said, ADDRESS, "the owner of the token may not do this");
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
        return ToolAnswer.line(QUOTED_TASK.matcher(value).replaceFirst(""));
    }
}
