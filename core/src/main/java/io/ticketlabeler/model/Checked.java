package io.ticketlabeler.model;

import io.ticketlabeler.ticket.ScoredLabel;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An answer about a ticket whose right labels are known, from a source that was not trained on that ticket.
 *
 * @param confidence 0 to 1, as the source stated it
 * @param right      whether it named exactly the right labels
 */
public record Checked(double confidence, boolean right) {

    public Checked {
        if (!(confidence >= 0 && confidence <= 1)) { // also refuses NaN
            throw new IllegalArgumentException("confidence is " + confidence + ", expected 0..1");
        }
    }

    /**
     * An answer beside what people said; empty for an answer without a label, which is passed on anyway.
     *
     * @param said   the source's answer
     * @param labels what people said; none where no label fits
     */
    public static Optional<Checked> of(List<ScoredLabel> said, List<String> labels) {
        if (said.isEmpty()) {
            return Optional.empty();
        }
        Set<String> names = said.stream().map(ScoredLabel::name).collect(Collectors.toSet());
        return Optional.of(new Checked(leastConfidence(said), names.equals(Set.copyOf(labels))));
    }

    /** That of the least sure label; 0 without any, or where the source says nothing about one of them. */
    static double leastConfidence(List<ScoredLabel> labels) {
        return labels.stream()
                .mapToDouble(label -> label.confidence().orElse(0))
                .min()
                .orElse(0);
    }
}
