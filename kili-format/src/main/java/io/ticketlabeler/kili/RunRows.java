package io.ticketlabeler.kili;

import com.fasterxml.jackson.databind.JsonNode;
import io.ticketlabeler.export.Proposal;
import io.ticketlabeler.export.RunHeader;
import io.ticketlabeler.ticket.Outcome;
import io.ticketlabeler.ticket.Ticket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * What a run keeps about each ticket for the way back; never its text.
 *
 * <pre>
 * {"external_id":"ZD-1","id":"ZD-1","labels":["Billing"],"confidence":0.93,"source":"model","model":"gpt-4o-mini-2024-07-18",
 *  "model_name":"gpt-4o-mini","reason":""}
 * </pre>
 *
 * <p>{@code model} has answered; {@code model_name} is what the predictions of this run are imported under.
 */
final class RunRows {

    private static final String EXTERNAL_ID = "external_id";
    private static final String ID = "id";
    private static final String LABELS = "labels";
    private static final String CONFIDENCE = "confidence";

    private final RunHeader run;

    RunRows(RunHeader run) {
        this.run = run;
    }

    Map<String, @Nullable Object> row(String externalId, Ticket ticket, Outcome outcome) {
        Proposal proposal = Proposal.of(run.labels(), ticket, outcome);
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put(EXTERNAL_ID, externalId);
        row.put(ID, ticket.id());
        row.put(LABELS, proposal.labels());
        OptionalDouble confidence = proposal.confidence();
        row.put(CONFIDENCE, confidence.isPresent() ? confidence.getAsDouble() : null);
        row.put("source", proposal.provenance().source().code());
        row.put("model", proposal.provenance().model());
        row.put("model_name", run.modelVersion());
        row.put("reason", proposal.reason());
        return row;
    }

    /**
     * What is known of an asset before it is reviewed.
     *
     * @param ticketId   the help desk's
     * @param labels     that were proposed; empty for none
     * @param confidence of the least sure one
     */
    record Known(String ticketId, List<String> labels, OptionalDouble confidence) {}

    /** The external id of a row; empty if it has none. */
    static String externalId(JsonNode row) {
        return row.path(EXTERNAL_ID).asText("");
    }

    static Known read(JsonNode row) {
        List<String> labels = new ArrayList<>();
        row.path(LABELS).forEach(label -> labels.add(label.asText()));
        JsonNode confidence = row.path(CONFIDENCE);
        return new Known(
                row.path(ID).asText(""),
                List.copyOf(labels),
                confidence.isNumber() ? OptionalDouble.of(confidence.asDouble()) : OptionalDouble.empty());
    }
}
