package io.ticketlabeler.labelstudio;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;

/** The views of a project in the order in which reviewers need them. */
final class Views {

    private static final String UNCERTAINTY = "data." + LabelStudioTasks.UNCERTAINTY;
    private static final String AUDIT_SAMPLE = "data." + LabelStudioTasks.AUDIT_SAMPLE;
    /** What reviewers do not need; a view shows all columns otherwise, and the text far to the right. */
    private static final List<String> HIDDEN = Stream.of(
                    "inner_id",
                    "completed_at",
                    "annotations_results",
                    "annotations_ids",
                    "predictions_results",
                    "predictions_model_versions",
                    "file_upload",
                    "storage_filename",
                    "created_at",
                    "updated_at",
                    "updated_by",
                    "avg_lead_time",
                    "draft_exists")
            .map(column -> "tasks:" + column)
            .toList();

    private static final Map<String, Object> NOT_ANNOTATED = filter("total_annotations", "equal", "Number", 0);

    private Views() {}

    /** Makes those that are missing; one that is there by its name stays as people made it. */
    static void ensure(Api api, long project, boolean auditSample, OptionalDouble acceptedFrom) {
        Set<String> there = new HashSet<>();
        for (JsonNode view : api.get("/api/dm/views/?project=" + project)) {
            there.add(view.path("data").path("title").asText());
        }
        for (Map<String, Object> view : wanted(there.isEmpty(), auditSample, acceptedFrom)) {
            if (!there.contains(view.get("title"))) {
                api.send("POST", "/api/dm/views/", Map.of("project", project, "data", view));
            }
        }
    }

    private static List<Map<String, Object>> wanted(boolean first, boolean auditSample, OptionalDouble acceptedFrom) {
        List<Map<String, Object>> views = new ArrayList<>();
        if (first) {
            views.add(view(
                    "All tickets", List.of(), "tasks:id")); // Label Studio shows one only as long as there is no other
        }
        if (auditSample) {
            views.add(view(
                    "Audit sample",
                    List.of(filter(AUDIT_SAMPLE, "equal", "String", LabelStudioTasks.IN_SAMPLE)),
                    "tasks:id"));
        }
        views.add(view("Uncertain first", List.of(NOT_ANNOTATED), "-tasks:" + UNCERTAINTY));
        views.add(view("Accepted unseen", accepted(auditSample, acceptedFrom), "-tasks:" + UNCERTAINTY));
        return views;
    }

    private static List<Map<String, Object>> accepted(boolean auditSample, OptionalDouble acceptedFrom) {
        List<Map<String, Object>> filters = new ArrayList<>();
        filters.add(NOT_ANNOTATED);
        filters.add(filter("total_predictions", "greater", "Number", 0));
        if (auditSample) {
            filters.add(filter(AUDIT_SAMPLE, "empty", "String", true));
        }
        if (acceptedFrom.isPresent()) {
            BigDecimal most = LabelStudioTasks.uncertainty(acceptedFrom.getAsDouble());
            filters.add(filter(UNCERTAINTY, "less_or_equal", "Number", most));
        }
        return filters;
    }

    private static Map<String, Object> view(String title, List<Map<String, Object>> filters, String ordering) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("title", title);
        view.put("filters", Map.of("conjunction", "and", "items", filters));
        view.put("ordering", List.of(ordering));
        view.put("hiddenColumns", Map.of("explore", HIDDEN, "labeling", HIDDEN));
        view.put("columnsDisplayType", Map.of("tasks:" + UNCERTAINTY, "Number")); // else texts are compared
        return view;
    }

    /** A condition as the data manager has them. */
    static Map<String, Object> filter(String column, String operator, String type, Object value) {
        Map<String, Object> filter = new LinkedHashMap<>();
        filter.put("filter", "filter:tasks:" + column);
        filter.put("operator", operator);
        filter.put("type", type);
        filter.put("value", value);
        return filter;
    }
}
