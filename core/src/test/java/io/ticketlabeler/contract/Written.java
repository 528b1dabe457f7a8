package io.ticketlabeler.contract;

import java.util.List;
import java.util.Optional;

/**
 * What a sink has written about one ticket, read back.
 *
 * @param ticketId the ticket's own id
 * @param labels   proposed names; empty when the ticket abstained or failed
 * @param text     the ticket's text; empty when the format does not carry it
 */
public record Written(String ticketId, List<String> labels, Optional<String> text) {

    public Written {
        labels = List.copyOf(labels);
    }

    /** For a format that does not carry the text. */
    public static Written of(String ticketId, List<String> labels) {
        return new Written(ticketId, labels, Optional.empty());
    }

    /** For a format that carries the text. */
    public static Written of(String ticketId, List<String> labels, String text) {
        return new Written(ticketId, labels, Optional.of(text));
    }
}
