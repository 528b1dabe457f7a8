package io.ticketlabeler.prompt;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ticketlabeler.internal.json.Json;
import io.ticketlabeler.ticket.LabelSet;

/**
 * The JSON Schema of a reply, in the subset that strict mode of OpenAI takes: objects closed, all properties required. It names
 * the labels but not the ids, so that it is the same for each call of a run.
 */
final class ReplySchema {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private ReplySchema() {}

    static String of(LabelSet labels, boolean confidence) {
        ObjectNode choice = NODES.objectNode().put("type", "string");
        ArrayNode names = choice.putArray("enum");
        labels.names().forEach(names::add);
        if (labels.allowsNone() && !labels.isMultiple()) {
            names.add(LabelSet.NONE);
        }

        ObjectNode properties = NODES.objectNode();
        properties.set("id", NODES.objectNode().put("type", "string"));
        properties.set("label", labels.isMultiple() ? arrayOf(choice) : choice);
        if (confidence) {
            properties.set("confidence", NODES.objectNode().put("type", "number"));
        }

        ObjectNode reply = NODES.objectNode();
        reply.set("labels", arrayOf(closed(properties)));
        return Json.write(closed(reply));
    }

    private static ObjectNode arrayOf(ObjectNode items) {
        ObjectNode array = NODES.objectNode().put("type", "array");
        array.set("items", items);
        return array;
    }

    private static ObjectNode closed(ObjectNode properties) {
        ObjectNode object = NODES.objectNode().put("type", "object");
        object.set("properties", properties);
        ArrayNode required = object.putArray("required");
        properties.fieldNames().forEachRemaining(required::add);
        return object.put("additionalProperties", false);
    }
}
