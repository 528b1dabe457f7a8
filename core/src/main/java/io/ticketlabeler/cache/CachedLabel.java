package io.ticketlabeler.cache;

import io.ticketlabeler.ticket.ScoredLabel;
import io.ticketlabeler.ticket.Usage;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A paid answer.
 *
 * @param labels   as the model said them; empty when it said that no label fits
 * @param model    the model that really answered
 * @param usage    this ticket's share of the call
 * @param answered when
 * @param text     the ticket as the model saw it; given only to caches that {@linkplain LabelCache#keepsTexts ask for it}
 */
public record CachedLabel(
        List<ScoredLabel> labels, String model, Usage usage, Instant answered, Optional<String> text) {

    public CachedLabel {
        labels = List.copyOf(labels);
    }

    /** Without the text. */
    public CachedLabel(List<ScoredLabel> labels, String model, Usage usage, Instant answered) {
        this(labels, model, usage, answered, Optional.empty());
    }

    /** The answer; never the text. */
    @Override
    public String toString() {
        return "CachedLabel[" + labels + ", " + model + ", " + usage + ", " + answered + "]";
    }
}
