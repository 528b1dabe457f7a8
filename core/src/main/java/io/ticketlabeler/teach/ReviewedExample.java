package io.ticketlabeler.teach;

import io.ticketlabeler.prompt.Example;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A ticket as people labelled it, and who says so. Immutable.
 *
 * @param ticketId  as it was read
 * @param example   the beginning of its text, and what people chose
 * @param reviewers those who chose that, at least one; an empty name where the tool does not tell
 * @param decided   when the last of them did; empty where the tool does not tell
 * @param tool      where they did, e.g. {@code label-studio}; may be empty
 */
public record ReviewedExample(
        String ticketId, Example example, List<String> reviewers, Optional<Instant> decided, String tool) {

    public ReviewedExample {
        reviewers = List.copyOf(reviewers);
        if (ticketId.isBlank()) {
            throw new IllegalArgumentException("an example needs the id of its ticket");
        }
        if (reviewers.isEmpty()) {
            throw new IllegalArgumentException(
                    "example " + ticketId + " has no reviewer; only what people decided is an example");
        }
        if (example.text().isBlank()) {
            throw new IllegalArgumentException("example " + ticketId + " has no text");
        }
    }
}
