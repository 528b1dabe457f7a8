package io.ticketlabeler.review;

import io.ticketlabeler.ticket.LabelSet;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Makes the {@link ReviewReport} of a reader. Not thread-safe. */
public final class ReviewCounter {

    private static final int MAX_NOTES = 20;

    private final Predicate<String> known;
    private final Map<Decision, Long> decisions = new EnumMap<>(Decision.class);
    private final Map<String, Long> unknown = new TreeMap<>();
    private final List<String> notes = new ArrayList<>();
    private long moreNotes;

    /** @param labels what people may choose */
    public ReviewCounter(LabelSet labels) {
        this(labels::contains);
    }

    private ReviewCounter(Predicate<String> known) {
        this.known = known;
    }

    /** Where the label set is not at hand: no label is unknown. */
    static ReviewCounter ofAnyLabels() {
        return new ReviewCounter(label -> true);
    }

    /** Counts one. */
    public Review count(Review review) {
        decisions.merge(review.decision(), 1L, Long::sum);
        for (String label : review.labels()) {
            if (!known.test(label)) {
                unknown.merge(label, 1L, Long::sum);
            }
        }
        return review;
    }

    /** Something that a person should know; the first {@value #MAX_NOTES} are kept. */
    public void note(String note) {
        if (notes.size() < MAX_NOTES) {
            notes.add(note);
        } else {
            moreNotes++;
        }
    }

    /** What was counted so far. */
    public ReviewReport report() {
        List<String> all = new ArrayList<>(notes);
        if (moreNotes > 0) {
            all.add("and " + moreNotes + " more");
        }
        return new ReviewReport(decisions, unknown, all);
    }
}
