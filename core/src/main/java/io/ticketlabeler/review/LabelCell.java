package io.ticketlabeler.review;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.ticketlabeler.export.JsonText;
import io.ticketlabeler.internal.json.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** Labels in one cell of a file: a plain name for one, a JSON array for several, nothing for none. */
final class LabelCell {

    private LabelCell() {}

    static String of(List<String> labels) {
        return labels.isEmpty() ? "" : labels.size() == 1 ? labels.get(0) : JsonText.of(labels);
    }

    /** The labels in it; what begins with a bracket and is no array of names is a name. */
    static List<String> read(String cell) {
        if (cell.isBlank()) {
            return List.of();
        }
        if (!cell.startsWith("[")) {
            return List.of(cell.strip());
        }
        try {
            JsonNode array = Json.STRICT.readTree(cell);
            List<String> labels = new ArrayList<>();
            for (JsonNode label : array) {
                if (!label.isTextual()) {
                    return List.of(cell.strip());
                }
                labels.add(label.asText());
            }
            return List.copyOf(labels);
        } catch (JsonProcessingException e) {
            return List.of(cell.strip()); // a name in brackets
        }
    }

    /** Whether both have the same labels, in whatever order. */
    static boolean same(List<String> some, List<String> others) {
        return some.equals(others) || new HashSet<>(some).equals(new HashSet<>(others));
    }
}
