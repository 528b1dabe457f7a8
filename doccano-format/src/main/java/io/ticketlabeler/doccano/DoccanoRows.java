package io.ticketlabeler.doccano;

import io.ticketlabeler.export.FieldNames;
import io.ticketlabeler.export.JsonText;
import io.ticketlabeler.export.Proposal;
import io.ticketlabeler.export.RunHeader;
import io.ticketlabeler.ticket.Outcome;
import io.ticketlabeler.ticket.Ticket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes the rows of one run, each with the proposed labels, which the annotation page shows ticked.
 *
 * <pre>
 * {"id":"ZD-1","text":"I was charged twice","label":["Billing"],"proposed_label":"Billing","confidence":"0.93",
 *  "source":"model","model":"gpt-4o-mini-2024-07-18","reason":"","priority":"high"}
 * </pre>
 *
 * <p>{@code label} is what reviewers change; what the model said stays in {@code proposed_label} (a JSON array for multiple
 * choice), because doccano keeps no other trace of it. Everything behind {@code label} is metadata, which doccano keeps and
 * exports: always strings, and {@code ""} for what is not known. {@code id} is the ticket's own id; doccano exports it in the
 * place of its own.
 *
 * <p>A ticket that abstained or failed has {@code "label":[]} and a {@code reason}. doccano refuses a row without text; an
 * empty ticket has the text {@value #EMPTY_TEXT}. Blanks around a label are left out, see {@link DoccanoLabels#name}.
 *
 * <p>The ticket's fields follow as metadata. One whose name doccano or this row uses gets another, see {@link FieldNames}.
 * doccano loses all rows of an import when one lacks a key that another one has: give every row of a file the same keys, as
 * {@link DoccanoExporter} does. For one run and one thread; memory grows with the number of different field names only.
 *
 * @see <a href="https://doccano.github.io/doccano/">doccano documentation</a> (checked with 1.8.4)
 */
public final class DoccanoRows {

    /** The text of a ticket without text. */
    public static final String EMPTY_TEXT = "(empty ticket)";

    static final String AUDIT_SAMPLE = "audit_sample";

    /** What doccano swallows, takes for something else or cannot export again (checked with 1.8.4), and our own columns. */
    private static final Set<String> TAKEN = Set.of(
            "id",
            "text",
            "label",
            "proposed_label",
            "confidence",
            "source",
            "model",
            "reason",
            AUDIT_SAMPLE,
            "data",
            "meta",
            "cls", // a parameter of the Python method that takes the row: the whole import fails
            "filename",
            "upload_name",
            "example_uuid",
            "#line_number",
            "categories",
            "comments",
            "Comments");

    private final RunHeader run;
    private final FieldNames names = new FieldNames(TAKEN);

    /** Begins a run. */
    public DoccanoRows(RunHeader run) {
        this.run = run;
    }

    /**
     * One row as plain values (strings, and one list of strings), keys in the order shown above.
     *
     * @throws IllegalArgumentException if the outcome proposes what the label set does not have, see {@link Proposal#of}
     */
    public Map<String, Object> row(Ticket ticket, Outcome outcome) {
        Proposal proposal = Proposal.of(run.labels(), ticket, outcome);
        List<String> labels = names(proposal);
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("id", ticket.id());
        row.put("text", ticket.text().isEmpty() ? EMPTY_TEXT : ticket.text());
        row.put("label", labels);
        row.put("proposed_label", proposed(labels));
        row.put("confidence", proposal.confidenceText());
        row.put("source", proposal.provenance().source().code());
        row.put("model", proposal.provenance().model());
        row.put("reason", proposal.reason());
        for (Map.Entry<String, String> field : ticket.fields().entrySet()) {
            row.put(names.column(field.getKey()), field.getValue());
        }
        return row;
    }

    /** Without a stream, which costs a program that has just begun more than all else in a row. */
    private static List<String> names(Proposal proposal) {
        List<String> names = new ArrayList<>(proposal.labels().size());
        for (String label : proposal.labels()) {
            names.add(DoccanoLabels.name(label));
        }
        return names;
    }

    private String proposed(List<String> labels) {
        if (labels.isEmpty()) {
            return "";
        }
        return run.labels().isMultiple() ? JsonText.of(labels) : labels.get(0);
    }
}
