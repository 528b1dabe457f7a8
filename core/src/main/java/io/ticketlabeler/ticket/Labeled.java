package io.ticketlabeler.ticket;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * A ticket with a proposal: one label for single choice, at least one for multiple choice.
 *
 * @param ticketId   as it was read
 * @param labels     never empty, no name twice; best first where the source gives an order
 * @param provenance who proposed it
 */
public record Labeled(String ticketId, List<ScoredLabel> labels, Provenance provenance) implements Outcome {

    public Labeled {
        labels = List.copyOf(labels);
        if (labels.isEmpty()) {
            throw new IllegalArgumentException("ticket " + ticketId + ": a proposal needs a label");
        }
        if (labels.size() > 1
                && labels.stream().map(ScoredLabel::name).distinct().count() < labels.size()) {
            throw new IllegalArgumentException("ticket " + ticketId + ": a label is proposed twice");
        }
    }

    /** The only label of a single-choice proposal, the first one of a multiple-choice proposal. */
    public String label() {
        return labels.get(0).name();
    }

    /** All names, in the order of {@link #labels()}. */
    public List<String> names() {
        return labels.size() == 1
                ? List.of(label())
                : labels.stream().map(ScoredLabel::name).collect(Collectors.toUnmodifiableList());
    }

    /** The least sure of the labels' confidences; empty when one of them states none. */
    public OptionalDouble confidence() {
        if (labels.size() == 1) {
            return labels.get(0).confidence();
        }
        boolean known = labels.stream().allMatch(label -> label.confidence().isPresent());
        return known
                ? labels.stream()
                        .mapToDouble(label -> label.confidence().getAsDouble())
                        .min()
                : OptionalDouble.empty();
    }
}
