package io.ticketlabeler.jdbc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ticketlabeler.ticket.ConfidenceSource;
import io.ticketlabeler.ticket.ScoredLabel;
import java.util.ArrayList;
import java.util.List;

/**
 * Java strings as database strings and back, without loss. PostgreSQL refuses NUL, and UTF-8 has no half surrogate pairs: a string
 * with one of these is stored as a JSON string in ASCII. Everything else stands in the table as it is.
 */
final class Texts {

    private static final String ONE_LABEL = "[{\"label\":\"";
    private static final String ONE_LABEL_END = "\"}]";

    private Texts() {}

    /** Made when it is needed: for most answers it is not, and making it takes 50 ms in a program that has just begun. */
    private static final class Json {
        static final ObjectMapper MAPPER = new ObjectMapper();
    }

    static String stored(String text) {
        boolean plain = !text.startsWith("\"") && isClean(text);
        return plain ? text : ascii(write(JsonNodeFactory.instance.textNode(text)));
    }

    /** @throws IllegalArgumentException if that was never written by {@link #stored} */
    static String original(String stored) {
        return stored.startsWith("\"") ? parse(stored).textValue() : stored;
    }

    /** E.g. {@code [{"label":"Billing","confidence":0.93},{"label":"Urgent"}]}. */
    static String labels(List<ScoredLabel> labels) {
        if (labels.size() == 1 && labels.get(0).confidence().isEmpty()) {
            String one = ONE_LABEL + labels.get(0).name() + ONE_LABEL_END;
            if (isOnePlainLabel(one) && isClean(one)) {
                return one;
            }
        }
        String json = write(labelArray(labels));
        return isClean(json) ? json : ascii(json);
    }

    static ArrayNode labelArray(List<ScoredLabel> labels) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        for (ScoredLabel label : labels) {
            ObjectNode object = array.addObject().put("label", label.name());
            label.confidence().ifPresent(confidence -> object.put("confidence", confidence));
            if (label.confidence().isPresent() && label.source() != ConfidenceSource.STATED) {
                object.put("by", label.source().code());
            }
        }
        return array;
    }

    /** @throws IllegalArgumentException if that was never written by {@link #labels(List)} */
    static List<ScoredLabel> labels(String json) {
        if (isOnePlainLabel(json)) {
            return List.of(ScoredLabel.of(json.substring(ONE_LABEL.length(), json.length() - ONE_LABEL_END.length())));
        }
        List<ScoredLabel> labels = new ArrayList<>();
        for (JsonNode label : parse(json)) {
            String name = label.path("label").asText();
            labels.add(
                    label.has("confidence")
                            ? ScoredLabel.of(
                                    name,
                                    label.get("confidence").doubleValue(),
                                    ConfidenceSource.of(label.path("by").asText(ConfidenceSource.STATED.code())))
                            : ScoredLabel.of(name));
        }
        return labels;
    }

    /** Most rows are one label without confidence: they need no parser. */
    private static boolean isOnePlainLabel(String json) {
        int end = json.length() - ONE_LABEL_END.length();
        if (end < ONE_LABEL.length() || !json.startsWith(ONE_LABEL) || !json.endsWith(ONE_LABEL_END)) {
            return false;
        }
        for (int i = ONE_LABEL.length(); i < end; i++) {
            char c = json.charAt(i);
            if (c < ' ' || c == '"' || c == '\\') {
                return false;
            }
        }
        return true;
    }

    static String write(JsonNode node) {
        try {
            return Json.MAPPER.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can always be written", e);
        }
    }

    private static JsonNode parse(String json) {
        try {
            return Json.MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            e.clearLocation(); // a location may quote the text
            throw new IllegalArgumentException("not JSON");
        }
    }

    private static boolean isClean(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                return false;
            }
            if (Character.isSurrogate(c)) {
                boolean pair = Character.isHighSurrogate(c)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!pair) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    /** The same JSON; what is not ASCII can only stand inside its strings. */
    private static String ascii(String json) {
        StringBuilder out = new StringBuilder(json.length() + 16);
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (c < 0x80) {
                out.append(c);
            } else {
                out.append(String.format("\\u%04x", (int) c));
            }
        }
        return out.toString();
    }
}
