package io.ticketlabeler.prompt;

import io.ticketlabeler.ticket.ScoredLabel;
import java.util.List;

/**
 * What a model says about one ticket.
 *
 * @param labels names of the label set, none twice; empty when the model says that no label fits
 */
public record Answer(List<ScoredLabel> labels) {

    /** No label fits. */
    public static final Answer NONE = new Answer(List.of());

    public Answer {
        labels = List.copyOf(labels);
    }

    public static Answer of(ScoredLabel label) {
        return new Answer(List.of(label));
    }
}
