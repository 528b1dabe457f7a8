package io.ticketlabeler.labelstudio;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds a project or makes it, so that predictions of a run fit there. */
final class Projects {

    private final Api api;

    Projects(Api api) {
        this.api = api;
    }

    /** The project as the server describes it. */
    JsonNode open(String config, ProjectOptions options) {
        Optional<JsonNode> found = options.id().isPresent()
                ? Optional.of(ofId(options.id().getAsLong()))
                : titled(options.title()).map(this::ofId);
        if (found.isEmpty()) {
            Map<String, Object> values = new LinkedHashMap<>();
            values.put("title", options.title());
            values.put("label_config", config);
            values.putAll(settings(options));
            return api.send("POST", "/api/projects/", values);
        }
        Map<String, Object> changes = settings(options);
        if (mustSetConfig(found.get(), config, options)) {
            changes.put("label_config", config);
        }
        return changes.isEmpty()
                ? found.get()
                : api.send("PATCH", "/api/projects/" + found.get().path("id").asLong(), changes);
    }

    private JsonNode ofId(long id) {
        try {
            return api.get("/api/projects/" + id);
        } catch (LabelStudioException e) {
            throw e.status() == 404
                    ? new LabelStudioException("there is no project " + id + " at " + api.base()
                            + ", or the owner of the token cannot see it; give the number that stands in the browser"
                            + " after /projects/")
                    : e;
        }
    }

    /** The number of the one project of exactly this title; the server searches for titles that contain it. */
    Optional<Long> titled(String title) {
        String search = "/api/projects/?include=id,title&page_size=100&title="
                + URLEncoder.encode(title, StandardCharsets.UTF_8) + "&page=";
        List<Long> ids = new ArrayList<>();
        boolean more = true;
        for (int page = 1; more; page++) {
            JsonNode answer = api.get(search + page);
            for (JsonNode project : answer.path("results")) {
                if (project.path("title").asText().equals(title)) {
                    ids.add(project.path("id").asLong());
                }
            }
            more = answer.path("next").isTextual();
        }
        if (ids.size() > 1) {
            throw new LabelStudioException(ids.size() + " projects at " + api.base() + " have the title \"" + title
                    + "\": " + ids + "; give the number of one of them");
        }
        return ids.stream().findFirst();
    }

    private static Map<String, Object> settings(ProjectOptions options) {
        Map<String, Object> settings = new LinkedHashMap<>();
        if (!options.instructions().isBlank()) {
            settings.put("expert_instruction", options.instructions());
            settings.put("show_instruction", true);
        }
        options.sampling().ifPresent(sampling -> settings.put("sampling", sampling.nameThere()));
        return settings;
    }

    private static boolean mustSetConfig(JsonNode project, String config, ProjectOptions options) {
        String there = project.path("label_config").asText("");
        if (ConfigShape.isUnset(there)) {
            return true;
        }
        Optional<String> difference = difference(config, there);
        if (difference.isPresent() && !options.replacesConfig()) {
            throw new LabelStudioException("project " + project.path("id").asLong() + " has another configuration than"
                    + " the run: " + difference.get() + "; choose another project, or let the run's configuration"
                    + " replace it (replaceConfig, --replace-config)");
        }
        return difference.isPresent();
    }

    private static Optional<String> difference(String ours, String theirs) {
        ConfigShape run = ConfigShape.of(ours)
                .orElseThrow(() -> new IllegalArgumentException(LabelStudioRun.CONFIG
                        + " of the run is not as the exporter writes it; label the tickets again"));
        return ConfigShape.of(theirs)
                .map(run::differenceTo)
                .orElseGet(() -> Optional.of("the project has no <Choices name=\"" + LabelStudioConfig.CHOICES
                        + "\" toName=\"" + LabelStudioConfig.TEXT + "\"> with a <Text name=\"" + LabelStudioConfig.TEXT
                        + "\" value=\"$" + LabelStudioConfig.TEXT + "\">"));
    }
}
