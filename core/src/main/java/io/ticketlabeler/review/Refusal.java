package io.ticketlabeler.review;

import java.util.List;

/**
 * Nothing is certified, and people read everything.
 *
 * @param reasons for people: what is missing and what would help; never empty
 */
public record Refusal(List<String> reasons) implements Certification {

    public Refusal {
        reasons = List.copyOf(reasons);
    }

    /** {@code Not certified: …; …}. */
    @Override
    public String toString() {
        return "Not certified: " + String.join("; ", reasons);
    }
}
