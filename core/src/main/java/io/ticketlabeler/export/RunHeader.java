package io.ticketlabeler.export;

import io.ticketlabeler.ticket.LabelSet;

/**
 * What a sink is told before the first ticket.
 *
 * @param labels       the set from which every proposal comes
 * @param modelVersion names this run's proposals in the review tools, e.g. {@code gpt-4o-mini}; never blank
 */
public record RunHeader(LabelSet labels, String modelVersion) {

    public RunHeader {
        if (modelVersion.isBlank()) {
            throw new IllegalArgumentException(
                    "a run needs a model version: Label Studio cannot show proposals without one");
        }
    }
}
