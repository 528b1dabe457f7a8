package io.ticketlabeler.internal.reading;

import io.ticketlabeler.review.Review;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One task as it came back, or one row of a table.
 *
 * @param project  Label Studio's number of the project; empty where it is not told
 * @param ticketId the help desk's; null if the task has none
 * @param text     null where it is not told
 * @param reviews  none if there is no ticket id
 * @param notes    what a person should know
 */
public record ReadTicket(
        String project, @Nullable String ticketId, @Nullable String text, List<Review> reviews, List<String> notes) {

    public ReadTicket {
        reviews = List.copyOf(reviews);
        notes = List.copyOf(notes);
    }
}
