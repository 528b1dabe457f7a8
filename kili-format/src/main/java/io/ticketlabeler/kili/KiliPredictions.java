package io.ticketlabeler.kili;

import io.ticketlabeler.export.Proposal;
import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.Labeled;
import io.ticketlabeler.ticket.Outcome;
import io.ticketlabeler.ticket.ScoredLabel;
import io.ticketlabeler.ticket.Ticket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes the predictions of one run, each the {@code json_response} of a label for the project of {@link KiliInterface}.
 *
 * <pre>
 * {"CLASSIFICATION_JOB":{"categories":[{"name":"BILLING","confidence":93}]}}
 * </pre>
 *
 * <p>{@code name} is a key of the interface, not a label's name. {@code confidence} is that of each label as a whole number of percent, as
 * Kili's examples have it, and absent where it is not known. A ticket that abstained or failed has no prediction. Immutable.
 *
 * @see <a href="https://python-sdk-docs.kili-technology.com/latest/sdk/tutorials/importing_labels/">Kili, importing labels</a> (checked with
 *     the classes of its Python package 26.1.5)
 */
public final class KiliPredictions {

    private final LabelSet labels;
    private final CategoryKeys keys;

    /** For a run with these labels. */
    public KiliPredictions(LabelSet labels) {
        this.labels = labels;
        this.keys = CategoryKeys.of(labels);
    }

    /**
     * One prediction as plain values (maps, lists, strings, numbers); empty for a ticket without a label.
     *
     * @throws IllegalArgumentException if the outcome proposes what the label set does not have, see {@link Proposal#of}
     */
    public Map<String, Object> jsonResponse(Ticket ticket, Outcome outcome) {
        Proposal.of(labels, ticket, outcome); // checks
        if (!(outcome instanceof Labeled labeled)) {
            return Map.of();
        }
        List<Map<String, Object>> categories = new ArrayList<>();
        for (ScoredLabel label : labeled.labels()) {
            Map<String, Object> category = new LinkedHashMap<>();
            category.put("name", keys.key(label.name()));
            label.confidence().ifPresent(known -> category.put("confidence", Math.round(known * 100)));
            categories.add(category);
        }
        return Map.of(KiliInterface.JOB, Map.of("categories", categories));
    }
}
