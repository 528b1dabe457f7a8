package io.ticketlabeler.labelstudio;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.ticketlabeler.internal.json.ExportJson;
import io.ticketlabeler.internal.reading.ReadTicket;
import io.ticketlabeler.review.Decision;
import io.ticketlabeler.review.Review;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Collects from the JSON of one task what tells about decisions, and skips the rest, long texts included. */
final class JsonTask {

    private static final int MAX_ID_CHARS = 10_000;

    private final Fields fields;
    private final boolean withText;

    private String task = "?";
    private String project = "";
    private @Nullable String ticketId;
    private @Nullable String text;
    private boolean whole; // with annotations; else a row of JSON_MIN
    private JsonNode annotations = MissingNode.getInstance();
    private JsonNode drafts = MissingNode.getInstance();
    private JsonNode predictions = MissingNode.getInstance();
    private JsonNode annotationId = MissingNode.getInstance();
    private JsonNode annotator = MissingNode.getInstance();
    private JsonNode choice = MissingNode.getInstance();
    private JsonNode seconds = MissingNode.getInstance();
    private JsonNode updated = MissingNode.getInstance();
    private JsonNode created = MissingNode.getInstance();

    private JsonTask(Fields fields, boolean withText) {
        this.fields = fields;
        this.withText = withText;
    }

    /** The parser is at the beginning of an object, and afterwards at its end. */
    static JsonTask read(JsonParser parser, Fields fields, boolean withText) throws IOException {
        JsonTask task = new JsonTask(fields, withText);
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            task.field(name, parser.nextToken(), parser);
        }
        return task;
    }

    private void field(String name, JsonToken value, JsonParser parser) throws IOException {
        switch (name) {
            case "id" -> task = scalar(value, parser);
            case "project" -> project = scalar(value, parser);
            case "data" -> {
                if (value == JsonToken.START_OBJECT) {
                    whole = true;
                    data(parser);
                } else {
                    parser.skipChildren();
                }
            }
            case "annotations" -> {
                whole |= value == JsonToken.START_ARRAY;
                annotations = ExportJson.tree(parser);
            }
            case "drafts" -> drafts = ExportJson.tree(parser);
            case "predictions" -> predictions = ExportJson.tree(parser);
            case "annotation_id" -> annotationId = ExportJson.tree(parser);
            case "annotator" -> annotator = ExportJson.tree(parser);
            case "lead_time" -> seconds = ExportJson.tree(parser);
            case "updated_at" -> updated = ExportJson.tree(parser);
            case "created_at" -> created = ExportJson.tree(parser);
            default -> datum(name, value, parser);
        }
    }

    private void data(JsonParser parser) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            datum(name, parser.nextToken(), parser);
        }
    }

    private void datum(String name, JsonToken value, JsonParser parser) throws IOException {
        if (name.equals(fields.ticketId()) && value.isScalarValue() && value != JsonToken.VALUE_NULL) {
            ticketId = scalar(value, parser);
        } else if (withText && name.equals(fields.text()) && value == JsonToken.VALUE_STRING) {
            text = parser.getText();
        } else if (name.equals(fields.control())) {
            choice = ExportJson.tree(parser);
        } else {
            parser.skipChildren();
        }
    }

    private static String scalar(JsonToken value, JsonParser parser) throws IOException {
        if (!value.isScalarValue()) {
            parser.skipChildren();
            return "";
        }
        String text = parser.getText();
        return text.length() > MAX_ID_CHARS ? text.substring(0, MAX_ID_CHARS) : text;
    }

    /** Label Studio's number. */
    String id() {
        return task;
    }

    JsonNode annotations() {
        return annotations;
    }

    /** With more known predictions than the task itself has. */
    JsonTask predictions(JsonNode known) {
        predictions = known;
        return this;
    }

    /** What was decided. */
    ReadTicket judged(Judgement judgement) {
        Optional<String> id = Optional.ofNullable(ticketId).filter(given -> !given.isBlank());
        return whole
                ? judgement.of(task, project, id, Optional.ofNullable(text), annotations, drafts, predictions)
                : row(fields, task, id, text, choice, annotationId, annotator, seconds, updated, created);
    }

    /**
     * A row of JSON_MIN, CSV or TSV: one annotation without what was proposed, or a task that has none.
     *
     * @param chosen a name, or an object with {@code choices}, or missing
     */
    static ReadTicket row(
            Fields fields,
            String task,
            Optional<String> ticketId,
            @Nullable String text,
            JsonNode chosen,
            JsonNode annotationId,
            JsonNode annotator,
            JsonNode seconds,
            JsonNode updated,
            JsonNode created) {
        if (ticketId.isEmpty()) {
            return new ReadTicket("", null, text, List.of(), List.of(Judgement.noTicketId(task, fields)));
        }
        String id = ticketId.get();
        if (annotationId.asText("").isEmpty() || annotationId instanceof NullNode) {
            return new ReadTicket(
                    "", id, text, List.of(Review.of(id, "", Decision.NOT_REVIEWED, List.of())), List.of());
        }
        List<String> labels = Judgement.names(chosen.isObject() ? chosen.path("choices") : chosen);
        Decision decision = labels.isEmpty() ? Decision.EMPTY : Decision.CHOSEN;
        Review review = Review.of(id, annotator.isNull() ? "" : annotator.asText(""), decision, labels);
        return new ReadTicket("", id, text, List.of(Judgement.timed(review, seconds, updated, created)), List.of());
    }
}
