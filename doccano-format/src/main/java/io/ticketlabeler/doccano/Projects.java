package io.ticketlabeler.doccano;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds a project or makes it, so that the proposals of a run are seen there and lose nothing. */
final class Projects {

    private static final String PROJECTS = "/v1/projects";
    private static final String TYPE = "TextClassificationProject";
    private static final String SHARED = "collaborative_annotation";
    private static final String SINGLE = "single_class_classification";

    private final Api api;

    Projects(Api api) {
        this.api = api;
    }

    /** The project as the server describes it, with the run's labels. */
    JsonNode open(DoccanoRun run, ProjectOptions options) throws IOException {
        boolean multiple = options.multiple().isPresent() ? options.multiple().get() : run.isMultiple();
        Optional<JsonNode> found = find(options);
        JsonNode project = found.isPresent() ? fitting(found.get(), multiple, options) : made(multiple, options);
        new LabelTypes(api, project.path("id").asLong()).ensure(run.labelTypes(), options.replacesConfig());
        return project;
    }

    /** @throws DoccanoException if a number is given that no project has, or if several have the name */
    Optional<JsonNode> find(ProjectOptions options) {
        return options.id().isPresent() ? Optional.of(ofId(options.id().getAsLong())) : named(options.name());
    }

    /** The one that is there. */
    JsonNode existing(ProjectOptions options) {
        return find(options)
                .orElseThrow(() -> new DoccanoException("there is no project named \"" + options.name() + "\" at "
                        + api.base() + " that this user can see"));
    }

    private JsonNode ofId(long id) {
        try {
            return api.get(PROJECTS + "/" + id);
        } catch (DoccanoException e) {
            throw e.status() == 404
                    ? new DoccanoException("there is no project " + id + " at " + api.base()
                            + "; give the number that stands in the browser after /projects/")
                    : e;
        }
    }

    /** The server searches for names that contain it. */
    private Optional<JsonNode> named(String name) {
        String search = PROJECTS + "?limit=100&q=" + URLEncoder.encode(name, StandardCharsets.UTF_8) + "&offset=";
        List<JsonNode> found = new ArrayList<>();
        boolean more = true;
        for (int offset = 0; more; offset += 100) {
            JsonNode page = api.get(search + offset);
            for (JsonNode project : page.path("results")) {
                if (project.path("name").asText().equals(name)) {
                    found.add(project);
                }
            }
            more = page.path("next").isTextual();
        }
        if (found.size() > 1) {
            throw new DoccanoException(found.size() + " projects at " + api.base() + " have the name \"" + name + "\": "
                    + found.stream().map(each -> each.path("id").asText()).toList()
                    + "; give the number of one of them");
        }
        return found.stream().findFirst();
    }

    private JsonNode made(boolean multiple, ProjectOptions options) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("name", options.name());
        values.put("description", options.name()); // it may not be blank
        values.put("guideline", options.guideline());
        values.put("project_type", "DocumentClassification");
        values.put("resourcetype", TYPE);
        values.put(SHARED, true);
        values.put(SINGLE, !multiple);
        return api.send("POST", PROJECTS, values);
    }

    private JsonNode fitting(JsonNode project, boolean multiple, ProjectOptions options) {
        long id = project.path("id").asLong();
        if (!project.path("resourcetype").asText().equals(TYPE)) {
            throw new DoccanoException("project " + id + " is no project for text classification ("
                    + project.path("resourcetype").asText() + "); choose another one");
        }
        Map<String, Object> changes = new LinkedHashMap<>();
        List<String> differences = new ArrayList<>();
        if (!project.path(SHARED).asBoolean()) {
            differences.add("only the one who imports would see the proposals, because its annotations are not shared");
            changes.put(SHARED, true);
        }
        if (project.path(SINGLE).asBoolean() == multiple) {
            differences.add(
                    multiple ? "it takes one label a ticket, the run has several" : "it takes several labels a ticket");
            changes.put(SINGLE, !multiple);
        }
        if (!differences.isEmpty() && !options.replacesConfig()) {
            throw new DoccanoException("project " + id + " does not fit the run: " + String.join("; ", differences)
                    + "; choose another project, or let it be changed (replaceConfig, --replace-config)");
        }
        if (!options.guideline().isBlank()) {
            changes.put("guideline", options.guideline());
        }
        if (changes.isEmpty()) {
            return project;
        }
        changes.put("resourcetype", TYPE); // doccano wants to be told
        return api.send("PATCH", PROJECTS + "/" + id, changes);
    }
}
