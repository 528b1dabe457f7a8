package io.ticketlabeler.report;

import java.util.List;
import java.util.OptionalDouble;

/**
 * A ticket that a person should look at.
 *
 * @param ticketId   as it was read
 * @param labels     what was proposed; empty for nothing
 * @param confidence of the proposal; empty when none is stated
 */
public record UncertainTicket(String ticketId, List<String> labels, OptionalDouble confidence) {

    public UncertainTicket {
        labels = List.copyOf(labels);
    }
}
