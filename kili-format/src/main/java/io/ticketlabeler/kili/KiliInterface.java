package io.ticketlabeler.kili;

import io.ticketlabeler.ticket.Label;
import io.ticketlabeler.ticket.LabelSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The interface of a Kili project (its {@code json_interface}): one question, with one category for each label.
 *
 * <pre>
 * {"jobs":{"CLASSIFICATION_JOB":{"mlTask":"CLASSIFICATION","instruction":"Which label fits?","required":0,"isChild":false,
 *   "isVisible":true,"content":{"input":"radio","categories":{"BILLING":{"name":"Billing","children":[]}}}}}}
 * </pre>
 *
 * <p>Categories stand in the order of the set. Their keys are upper-case ASCII and unique, also for labels that differ in nothing else
 * than {@code &} or accents; pages show the names. The question is not required: a reviewer who finds that no label fits submits
 * without one. Up to {@value #MOST_BUTTONS} labels are buttons, more are a list to choose from. Kili has no place for descriptions.
 *
 * @see <a href="https://python-sdk-docs.kili-technology.com/latest/sdk/tutorials/basic_project_setup/">Kili, project setup</a> (checked
 *     with the classes of its Python package 26.1.5)
 */
public final class KiliInterface {

    /** The name of the question. */
    public static final String JOB = "CLASSIFICATION_JOB";

    private static final int MOST_BUTTONS = 20; // a page of them; more are found faster by typing

    private KiliInterface() {}

    /** The interface as plain values (maps, lists, strings, numbers), keys in the order shown above. */
    public static Map<String, Object> json(LabelSet labels) {
        Map<String, Object> job = new LinkedHashMap<>();
        job.put("mlTask", "CLASSIFICATION");
        job.put("instruction", labels.isMultiple() ? "Which labels fit?" : "Which label fits?");
        job.put("required", 0);
        job.put("isChild", false);
        job.put("isVisible", true);
        job.put("content", content(labels));
        return Map.of("jobs", Map.of(JOB, job));
    }

    private static Map<String, Object> content(LabelSet labels) {
        CategoryKeys keys = CategoryKeys.of(labels);
        Map<String, Object> categories = new LinkedHashMap<>();
        for (Label label : labels.labels()) {
            Map<String, Object> category = new LinkedHashMap<>();
            category.put("name", label.name());
            category.put("children", List.of());
            categories.put(keys.key(label.name()), category);
        }
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("input", input(labels));
        content.put("categories", categories);
        return content;
    }

    private static String input(LabelSet labels) {
        boolean buttons = labels.labels().size() <= MOST_BUTTONS;
        if (labels.isMultiple()) {
            return buttons ? "checkbox" : "multipleDropdown";
        }
        return buttons ? "radio" : "singleDropdown";
    }
}
