package io.ticketlabeler.doccano;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ticketlabeler.internal.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The labels of a project on the server. */
final class LabelTypes {

    private static final int NAMED = 5; // in messages

    private final Api api;
    private final String path;

    LabelTypes(Api api, long project) {
        this.api = api;
        this.path = "/v1/projects/" + project + "/category-type";
    }

    /** Names with doccano's numbers, in doccano's order. */
    Map<String, Long> numbers() {
        Map<String, Long> numbers = new LinkedHashMap<>();
        for (JsonNode type : api.get(path + "s")) {
            numbers.put(type.path("text").asText(), type.path("id").asLong());
        }
        return numbers;
    }

    /**
     * Makes those that are missing, all or none. Before an import: doccano would make them itself, with colours by chance.
     *
     * @param change whether a project that has other labels may get ours
     */
    void ensure(List<JsonNode> wanted, boolean change) {
        Set<String> names = new HashSet<>();
        Set<String> keys = new HashSet<>();
        for (JsonNode type : api.get(path + "s")) {
            names.add(type.path("text").asText());
            keys.add(type.path("suffix_key").asText(""));
        }
        List<JsonNode> missing = wanted.stream()
                .filter(type -> !names.contains(type.path("text").asText()))
                .toList();
        if (!names.isEmpty() && !change) {
            refuseDifference(wanted, names, missing);
        }
        if (!missing.isEmpty()) {
            byte[] file = Json.write(withFreeKeys(missing, keys)).getBytes(StandardCharsets.UTF_8);
            api.upload(path + "-upload", "file", DoccanoRun.LABELS, file);
        }
    }

    private void refuseDifference(List<JsonNode> wanted, Set<String> there, List<JsonNode> missing) {
        Set<String> more = new HashSet<>(there);
        wanted.forEach(type -> more.remove(type.path("text").asText()));
        if (!missing.isEmpty() || !more.isEmpty()) {
            throw new DoccanoException("the project has other labels than the run"
                    + named(
                            "only the run has",
                            missing.stream()
                                    .map(type -> type.path("text").asText())
                                    .toList())
                    + named("only the project has", more.stream().sorted().toList())
                    + "; choose another project, or let the run's labels be added (replaceConfig, --replace-config)");
        }
    }

    private static String named(String whose, List<String> names) {
        if (names.isEmpty()) {
            return "";
        }
        List<String> first = names.stream()
                .limit(NAMED)
                .map(name -> "\"" + name.replaceAll("\\s+", " ") + "\"")
                .toList();
        return "; " + whose + ": " + String.join(", ", first)
                + (names.size() > NAMED ? " and " + (names.size() - NAMED) + " more" : "");
    }

    /** doccano lets two labels have the same shortcut, and the page then knows only one of them. */
    static ArrayNode withFreeKeys(List<JsonNode> types, Set<String> taken) {
        ArrayNode all = Json.STRICT.createArrayNode();
        Set<String> free = DoccanoLabels.freeKeys(taken);
        for (JsonNode type : types) {
            ObjectNode copy = type.deepCopy();
            String key = type.path("suffix_key").asText("");
            if (!key.isEmpty() && !free.remove(key)) {
                copy.put("suffix_key", DoccanoLabels.key(type.path("text").asText(), free));
            }
            all.add(copy);
        }
        return all;
    }
}
