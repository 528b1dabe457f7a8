package io.ticketlabeler.evaluation;

import java.util.List;
import java.util.OptionalDouble;

/**
 * What a run proposed for a ticket.
 *
 * @param labels     empty when the ticket was left to people
 * @param confidence 0 to 1; empty when it states none
 */
public record Proposed(List<String> labels, OptionalDouble confidence) {

    public Proposed {
        labels = List.copyOf(labels);
        if (confidence.isPresent() && !(confidence.getAsDouble() >= 0 && confidence.getAsDouble() <= 1)) {
            throw new IllegalArgumentException("confidence is " + confidence.getAsDouble() + ", expected 0..1");
        }
    }
}
