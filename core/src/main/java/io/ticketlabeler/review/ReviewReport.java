package io.ticketlabeler.review;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What reviews were read.
 *
 * @param decisions     how many of each; those that never occurred are absent
 * @param unknownLabels labels that people chose although the label set does not have them, and how often
 * @param notes         what could not be read as a review, for a person to look at; names tasks, never texts
 */
public record ReviewReport(Map<Decision, Long> decisions, Map<String, Long> unknownLabels, List<String> notes) {

    public ReviewReport {
        Map<Decision, Long> sorted = new EnumMap<>(Decision.class);
        sorted.putAll(decisions);
        decisions = Collections.unmodifiableMap(sorted);
        unknownLabels = Collections.unmodifiableMap(new TreeMap<>(unknownLabels));
        notes = List.copyOf(notes);
    }

    /** How many of that decision. */
    public long count(Decision decision) {
        return decisions.getOrDefault(decision, 0L);
    }

    /** E.g. {@code 120 accepted, 14 corrected, 2 skipped; unknown labels: Refunds (3)}. */
    @Override
    public String toString() {
        String counts = decisions.isEmpty()
                ? "no reviews"
                : decisions.entrySet().stream()
                        .map(each -> each.getValue() + " " + each.getKey().code())
                        .collect(Collectors.joining(", "));
        String unknown = unknownLabels.isEmpty()
                ? ""
                : "; unknown labels: "
                        + unknownLabels.entrySet().stream()
                                .map(each -> each.getKey() + " (" + each.getValue() + ")")
                                .collect(Collectors.joining(", "));
        return counts + unknown + (notes.isEmpty() ? "" : "; " + String.join("; ", notes));
    }
}
