package io.ticketlabeler.labelstudio;

import io.ticketlabeler.export.FieldNames;
import io.ticketlabeler.export.Proposal;
import io.ticketlabeler.export.RunHeader;
import io.ticketlabeler.ticket.Outcome;
import io.ticketlabeler.ticket.Ticket;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes the tasks of one run, each with the proposal as a prediction that the page shows ticked.
 *
 * <pre>
 * {"data":{"ticket_id":"ZD-1","text":"I was charged twice","priority":"high"},
 *  "predictions":[{"model_version":"gpt-4o-mini","score":0.93,
 *    "result":[{"from_name":"label","to_name":"text","type":"choices","value":{"choices":["Billing"]}}]}]}
 * </pre>
 *
 * <p>Label Studio takes nearly any other shape without a word and then shows an empty or broken page, so this is the only one
 * that is written: one result that names both controls of {@link LabelStudioConfig}, exactly one choice for single choice,
 * {@code score} only when the confidence is known. Every prediction of a run has the run's model version, because the page
 * shows those of one version only.
 *
 * <p>A ticket without a label has {@code "predictions":[]}, so that nothing is ticked, and {@code reason} in its data. That
 * includes "none of the labels fits": it is not written as a prediction, because an empty one looks like any other task.
 *
 * <p>The ticket's fields follow in {@code data}. One whose name Label Studio or this task uses gets another, see
 * {@link FieldNames}. For one run and one thread; memory grows with the number of different field names only.
 *
 * @see <a href="https://labelstud.io/guide/predictions">Label Studio, pre-annotations</a> (checked with 1.23.2)
 */
public final class LabelStudioTasks {

    /** Columns that exports in JSON_MIN, CSV and TSV put beside the data, and our own; checked with 1.23.2. */
    private static final Set<String> TAKEN = Set.of(
            "ticket_id",
            LabelStudioConfig.TEXT,
            "reason",
            LabelStudioConfig.CHOICES,
            "id",
            "inner_id",
            "annotator",
            "annotation_id",
            "created_at",
            "updated_at",
            "lead_time",
            "predictions",
            "annotations",
            "meta",
            "data");

    private final RunHeader run;
    private final FieldNames names = new FieldNames(TAKEN);

    /** Begins a run. */
    public LabelStudioTasks(RunHeader run) {
        this.run = run;
    }

    /**
     * One task as plain values (maps, lists, strings, numbers), keys in the order shown above.
     *
     * @throws IllegalArgumentException if the outcome proposes what the label set does not have, see {@link Proposal#of}
     */
    public Map<String, Object> task(Ticket ticket, Outcome outcome) {
        Proposal proposal = Proposal.of(run.labels(), ticket, outcome);
        Map<String, Object> task = new LinkedHashMap<>();
        task.put("data", data(ticket, proposal));
        task.put("predictions", proposal.labels().isEmpty() ? List.of() : List.of(prediction(proposal)));
        return task;
    }

    private Map<String, Object> data(Ticket ticket, Proposal proposal) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("ticket_id", ticket.id());
        data.put(LabelStudioConfig.TEXT, ticket.text());
        if (!proposal.reason().isEmpty()) {
            data.put("reason", proposal.reason());
        }
        ticket.fields().forEach((field, value) -> data.put(names.column(field), value));
        return data;
    }

    private Map<String, Object> prediction(Proposal proposal) {
        Map<String, Object> prediction = new LinkedHashMap<>();
        prediction.put("model_version", run.modelVersion());
        proposal.confidence().ifPresent(confidence -> prediction.put("score", confidence));
        prediction.put("result", List.of(result(proposal.labels())));
        return prediction;
    }

    private static Map<String, Object> result(List<String> choices) {
        return region(LabelStudioConfig.CHOICES, LabelStudioConfig.TEXT, choices);
    }

    /** The one form that all servers take and show: names of both controls, names of choices. */
    static Map<String, Object> region(String control, String object, List<String> choices) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("from_name", control);
        result.put("to_name", object);
        result.put("type", "choices");
        result.put("value", Map.of("choices", choices));
        return result;
    }
}
