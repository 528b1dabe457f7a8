package io.ticketlabeler.cache;

import io.ticketlabeler.ticket.ScoredLabel;
import io.ticketlabeler.ticket.Usage;
import java.time.Instant;
import java.util.List;

/**
 * A paid answer.
 *
 * @param labels   as the model said them; empty when it said that no label fits
 * @param model    the model that really answered
 * @param usage    this ticket's share of the call
 * @param answered when
 */
public record CachedLabel(List<ScoredLabel> labels, String model, Usage usage, Instant answered) {

    public CachedLabel {
        labels = List.copyOf(labels);
    }
}
