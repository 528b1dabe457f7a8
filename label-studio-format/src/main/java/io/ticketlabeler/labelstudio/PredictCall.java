package io.ticketlabeler.labelstudio;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.ticketlabeler.internal.json.ExportJson;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What Label Studio asks for in {@code /predict}.
 *
 * @param tasks in order
 */
record PredictCall(List<Task> tasks, String labelConfig) {

    /**
     * One task.
     *
     * @param id   Label Studio's number
     * @param data as it was imported
     */
    record Task(String id, JsonNode data) {

        /** The help desk's id, or one that is made of the number. */
        String ticketId() {
            JsonNode id = data.path("ticket_id");
            String given = id.isValueNode() && !id.isNull() ? id.asText() : "";
            return given.isBlank() ? "task-" + this.id : given;
        }
    }

    /**
     * Reads it; annotations and predictions that come along are skipped.
     *
     * @throws IOException if it is not what Label Studio sends
     */
    static PredictCall read(byte[] body) throws IOException {
        List<Task> tasks = new ArrayList<>();
        String config = "";
        try (JsonParser parser = ExportJson.parser(new ByteArrayInputStream(body))) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("expected is an object");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                if (name.equals("tasks") && value == JsonToken.START_ARRAY) {
                    readTasks(parser, tasks);
                } else if (name.equals("label_config") && value == JsonToken.VALUE_STRING) {
                    config = parser.getText();
                } else {
                    parser.skipChildren();
                }
            }
        }
        return new PredictCall(tasks, config);
    }

    private static void readTasks(JsonParser parser, List<Task> tasks) throws IOException {
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            if (token != JsonToken.START_OBJECT) {
                throw new IOException("a task is no object");
            }
            String id = "?";
            JsonNode data = MissingNode.getInstance();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                if (name.equals("data")) {
                    data = ExportJson.tree(parser);
                } else if (name.equals("id") && value.isScalarValue()) {
                    id = parser.getText();
                } else {
                    parser.skipChildren();
                }
            }
            tasks.add(new Task(id, data));
        }
    }
}
