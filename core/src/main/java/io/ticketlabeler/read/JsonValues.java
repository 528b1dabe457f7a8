package io.ticketlabeler.read;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Properties of a record as text. */
final class JsonValues {

    private JsonValues() {}

    /** What is at a path such as {@code via.channel}; a property whose name contains the dots comes first. */
    static @Nullable JsonNode at(JsonNode record, String path) {
        JsonNode direct = record.get(path);
        if (direct != null) {
            return direct;
        }
        for (int dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) {
            JsonNode outer = record.get(path.substring(0, dot));
            if (outer != null && outer.isObject()) {
                JsonNode inner = at(outer, path.substring(dot + 1));
                if (inner != null) {
                    return inner;
                }
            }
        }
        return null;
    }

    /** The text of a plain value or of an Atlassian document; empty for anything else. */
    static String text(@Nullable JsonNode value) {
        if (value == null || value.isNull()) {
            return "";
        }
        if (value.isValueNode()) {
            return value.asText();
        }
        return AtlassianDocument.is(value) ? AtlassianDocument.text(value) : "";
    }

    /** How a value looks as a field; null for what is left out. */
    static @Nullable String field(JsonNode value) {
        if (value.isNull()) {
            return null;
        }
        if (value.isValueNode()) {
            return value.asText();
        }
        if (AtlassianDocument.is(value)) {
            return AtlassianDocument.text(value);
        }
        if (value.isArray()) {
            List<String> plain = new ArrayList<>();
            for (JsonNode element : value) {
                if (!element.isValueNode()) {
                    return value.toString();
                }
                plain.add(element.asText());
            }
            return String.join(";", plain);
        }
        return value.toString();
    }

    /**
     * All properties as fields, in order, objects one level deep with dots.
     *
     * @param without paths that are not wanted
     */
    static Map<String, String> fields(ObjectNode record, Set<String> without) {
        Map<String, String> fields = new LinkedHashMap<>();
        record.properties().forEach(property -> {
            String name = property.getKey();
            JsonNode value = property.getValue();
            if (without.contains(name)) {
                return;
            }
            if (value.isObject() && !AtlassianDocument.is(value)) {
                value.properties().forEach(inner -> {
                    String path = name + "." + inner.getKey();
                    if (!without.contains(path)) {
                        put(fields, path, field(pruned(inner.getValue(), path, without)));
                    }
                });
            } else {
                put(fields, name, field(value));
            }
        });
        return fields;
    }

    private static JsonNode pruned(JsonNode value, String path, Set<String> without) {
        List<String> inside = without.stream()
                .filter(unwanted -> unwanted.startsWith(path + "."))
                .map(unwanted -> unwanted.substring(path.length() + 1))
                .collect(Collectors.toList());
        return value instanceof ObjectNode object && !inside.isEmpty()
                ? object.deepCopy().without(inside)
                : value;
    }

    /** Under that name, or with a number if the name is taken. */
    static void put(Map<String, String> fields, String name, @Nullable String value) {
        if (value != null) {
            String unique = name;
            for (int n = 2; fields.containsKey(unique); n++) {
                unique = name + " (" + n + ")";
            }
            fields.put(unique, value);
        }
    }
}
