package io.ticketlabeler.doccano;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The configuration of auto labelling in a project. */
final class AutoLabeling {

    private static final String MODEL = "Custom REST Request";

    private final Api api;
    private final String configs;
    private final LabelTypes types;

    AutoLabeling(Api api, long project) {
        this.api = api;
        this.configs = "/v1/projects/" + project + "/auto-labeling/configs";
        this.types = new LabelTypes(api, project);
    }

    /** Writes the one for this service, in the place of an earlier one for the same address. */
    void ensure(URI service, @Nullable String secret) {
        Map<String, Object> values = config(service, secret);
        for (JsonNode config : api.get(configs)) {
            if (config.path("model_attrs").path("url").asText().equals(service.toString())) {
                api.send("PATCH", configs + "/" + config.path("id").asLong(), values);
                return;
            }
        }
        api.send("POST", configs, values);
    }

    private Map<String, Object> config(URI service, @Nullable String secret) {
        Map<String, Object> attributes = new LinkedHashMap<>(); // doccano asks for all five
        attributes.put("url", service.toString());
        attributes.put("method", "POST");
        attributes.put("params", Map.of());
        attributes.put(
                "headers", secret == null ? Map.of() : Map.of("Authorization", DoccanoBackend.authorization(secret)));
        attributes.put("body", Map.of("text", "{{ text }}"));
        Map<String, Object> mapping = new LinkedHashMap<>(); // what is not in it, doccano drops
        types.numbers().keySet().forEach(name -> mapping.put(name, name));
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("model_name", MODEL);
        config.put("model_attrs", attributes);
        config.put("template", DoccanoBackend.TEMPLATE);
        config.put("label_mapping", mapping);
        config.put("task_type", "Category");
        return config;
    }
}
