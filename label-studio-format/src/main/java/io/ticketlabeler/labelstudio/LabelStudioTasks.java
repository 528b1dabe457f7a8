package io.ticketlabeler.labelstudio;

import io.ticketlabeler.export.FieldNames;
import io.ticketlabeler.export.JsonText;
import io.ticketlabeler.export.Proposal;
import io.ticketlabeler.export.RunHeader;
import io.ticketlabeler.ticket.Outcome;
import io.ticketlabeler.ticket.Ticket;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Makes the tasks of one run, each with the proposal as a prediction that the page shows ticked.
 *
 * <pre>
 * {"data":{"ticket_id":"ZD-1","text":"I was charged twice","uncertainty":0.07,"priority":"high"},
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
 * <p>{@code uncertainty} is one minus the confidence, to four digits, for the order of the review: 1 for a ticket without a label,
 * and where the confidence is not known. Tickets of the audit sample have {@code "audit_sample":"yes"}; a text, because Label
 * Studio filters fields of its tasks as texts.
 *
 * <p>The ticket's fields follow in {@code data}. One whose name Label Studio or this task uses gets another, see
 * {@link FieldNames}. For one run and one thread; memory grows with the number of different field names only.
 *
 * @see <a href="https://labelstud.io/guide/predictions">Label Studio, pre-annotations</a> (checked with 1.23.2)
 */
public final class LabelStudioTasks {

    static final String TICKET_ID = "ticket_id";
    static final String UNCERTAINTY = "uncertainty";
    static final String AUDIT_SAMPLE = "audit_sample";
    static final String IN_SAMPLE = "yes";

    private static final int DIGITS = 4;
    private static final int MOST_RESULTS =
            1_000; // that are remembered; a set for multiple choice has many combinations

    /** Columns that exports in JSON_MIN, CSV and TSV put beside the data, and our own; checked with 1.23.2. */
    private static final Set<String> TAKEN = Set.of(
            TICKET_ID,
            LabelStudioConfig.TEXT,
            LabelStudioConfig.REASON,
            UNCERTAINTY,
            AUDIT_SAMPLE,
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
    private final Predicate<String> auditSample;
    private final FieldNames names = new FieldNames(TAKEN);
    private final Map<List<String>, String> results = new HashMap<>(); // by their choices
    private final String modelVersion;

    /** Begins a run without an audit sample. */
    public LabelStudioTasks(RunHeader run) {
        this(run, ticketId -> false);
    }

    /**
     * Begins a run.
     *
     * @param auditSample says by its id whether a ticket is in the sample that people look at whatever the model says
     */
    public LabelStudioTasks(RunHeader run, Predicate<String> auditSample) {
        this.run = run;
        this.auditSample = auditSample;
        this.modelVersion = JsonText.of(run.modelVersion());
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

    /**
     * Puts behind what is there what {@link #task} makes, as JSON, in half the time: of the prediction, only the confidence differs between
     * tickets with the same labels.
     *
     * @return whether the task has a reason
     */
    boolean append(Ticket ticket, Outcome outcome, StringBuilder to) {
        Proposal proposal = Proposal.of(run.labels(), ticket, outcome);
        to.append("{\"data\":");
        JsonText.append(data(ticket, proposal), to);
        to.append(",\"predictions\":[");
        if (!proposal.labels().isEmpty()) {
            to.append("{\"model_version\":").append(modelVersion);
            if (proposal.confidence().isPresent()) {
                to.append(",\"score\":").append(proposal.confidence().getAsDouble());
            }
            to.append(",\"result\":[").append(written(proposal.labels())).append("]}");
        }
        to.append("]}");
        return !proposal.reason().isEmpty();
    }

    private String written(List<String> choices) {
        String known = results.get(choices);
        if (known != null) {
            return known;
        }
        String json = JsonText.of(result(choices));
        if (results.size() < MOST_RESULTS) {
            results.put(choices, json);
        }
        return json;
    }

    private Map<String, Object> data(Ticket ticket, Proposal proposal) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put(TICKET_ID, ticket.id());
        data.put(LabelStudioConfig.TEXT, ticket.text());
        data.put(
                UNCERTAINTY,
                proposal.confidence().isEmpty()
                        ? BigDecimal.ONE
                        : uncertainty(proposal.confidence().getAsDouble()));
        if (auditSample.test(ticket.id())) {
            data.put(AUDIT_SAMPLE, IN_SAMPLE);
        }
        if (!proposal.reason().isEmpty()) {
            data.put(LabelStudioConfig.REASON, proposal.reason());
        }
        for (Map.Entry<String, String> field : ticket.fields().entrySet()) {
            data.put(names.column(field.getKey()), field.getValue());
        }
        return data;
    }

    /** Plain digits, e.g. 0.07: where the server compares texts, 7.0E-5 would come after 0.9. */
    static BigDecimal uncertainty(double confidence) {
        BigDecimal uncertainty = BigDecimal.ONE
                .subtract(BigDecimal.valueOf(confidence))
                .setScale(DIGITS, RoundingMode.HALF_UP)
                .stripTrailingZeros();
        return uncertainty.scale() < 0 ? uncertainty.setScale(0) : uncertainty;
    }

    private Map<String, Object> prediction(Proposal proposal) {
        Map<String, Object> prediction = new LinkedHashMap<>();
        prediction.put("model_version", run.modelVersion());
        if (proposal.confidence().isPresent()) {
            prediction.put("score", proposal.confidence().getAsDouble());
        }
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
