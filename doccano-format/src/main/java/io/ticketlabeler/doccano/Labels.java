package io.ticketlabeler.doccano;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** The labels of documents, one by one. Thread-safe. */
final class Labels {

    private final Api api;
    private final String examples;
    private final Map<String, Long> numbers;

    /** @param numbers of the label types, by name */
    Labels(Api api, long project, Map<String, Long> numbers) {
        this.api = api;
        this.examples = "/v1/projects/" + project + "/examples/";
        this.numbers = numbers;
    }

    /** Gives a document the labels of its row, with the confidence if that is asked for. */
    void give(long document, JsonNode row, boolean confidence) {
        for (String label : DoccanoRun.labels(row)) {
            Long number = numbers.get(label);
            if (number == null) {
                throw new DoccanoException("the project has no label \"" + label + "\" any more; push again");
            }
            Map<String, Object> values = new LinkedHashMap<>();
            values.put("label", number);
            values.put("prob", confidence ? confidence(row) : 0);
            api.send("POST", examples + document + "/categories", values);
        }
    }

    /** Gives them to a document that has none, unless a person has confirmed that. */
    void repair(long document, JsonNode row) {
        boolean bare = !DoccanoRun.labels(row).isEmpty()
                && api.get(examples + document + "/categories").isEmpty();
        if (bare && !api.get(examples + document).path("is_confirmed").asBoolean()) {
            give(document, row, true);
        }
    }

    /** 0 where there is none. */
    static double confidence(JsonNode row) {
        String text = row.path("confidence").asText("");
        return text.isEmpty() ? 0 : Double.parseDouble(text);
    }
}
