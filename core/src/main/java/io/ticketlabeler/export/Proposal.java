package io.ticketlabeler.export;

import io.ticketlabeler.ticket.Abstained;
import io.ticketlabeler.ticket.Failed;
import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.Labeled;
import io.ticketlabeler.ticket.Outcome;
import io.ticketlabeler.ticket.Provenance;
import io.ticketlabeler.ticket.Ticket;
import java.math.BigDecimal;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What a file says about one ticket: every exporter writes from this, so that all of them say the same.
 *
 * <p>Immutable.
 *
 * @param ticketId   as it was read
 * @param status     {@code labeled}, {@code abstained} or {@code failed}
 * @param labels     names of the label set; exactly one for a labelled ticket of a single-choice set, none for a ticket that
 *                   abstained or failed
 * @param confidence of the least sure label, 0 to 1; empty when it is not known
 * @param reason     why there is no label; empty when there is one
 * @param provenance who was asked
 */
public record Proposal(
        String ticketId,
        String status,
        List<String> labels,
        OptionalDouble confidence,
        String reason,
        Provenance provenance) {

    public Proposal {
        labels = List.copyOf(labels);
    }

    /**
     * The proposal in an outcome.
     *
     * @throws IllegalArgumentException if the outcome belongs to another ticket, or proposes what the set does not have: a name
     *     outside of it, or several for single choice. Review tools take such rows and then show an empty page.
     */
    public static Proposal of(LabelSet labels, Ticket ticket, Outcome outcome) {
        String id = ticket.id();
        if (!outcome.ticketId().equals(id)) {
            throw new IllegalArgumentException("ticket " + id + ": the outcome is of ticket " + outcome.ticketId());
        }
        if (outcome instanceof Labeled labeled) {
            check(labels, labeled);
            return new Proposal(id, "labeled", labeled.names(), labeled.confidence(), "", outcome.provenance());
        }
        boolean abstained = outcome instanceof Abstained;
        String reason = abstained ? ((Abstained) outcome).reason() : ((Failed) outcome).reason();
        String status = abstained ? "abstained" : "failed";
        return new Proposal(id, status, List.of(), OptionalDouble.empty(), reason, outcome.provenance());
    }

    /** The confidence as files show it, e.g. {@code 0.93} or {@code 0.0001}; empty when it is not known. */
    public String confidenceText() {
        return confidence.isEmpty()
                ? ""
                : BigDecimal.valueOf(confidence.getAsDouble())
                        .stripTrailingZeros()
                        .toPlainString();
    }

    private static void check(LabelSet labels, Labeled labeled) {
        if (!labels.isMultiple() && labeled.labels().size() > 1) {
            throw new IllegalArgumentException("ticket " + labeled.ticketId() + ": "
                    + labeled.labels().size() + " labels are proposed, but the set is single choice");
        }
        for (String name : labeled.names()) {
            if (!labels.contains(name)) {
                throw new IllegalArgumentException("ticket " + labeled.ticketId() + ": label \"" + name
                        + "\" is none of the " + labels.names().size() + " labels of the run");
            }
        }
    }
}
