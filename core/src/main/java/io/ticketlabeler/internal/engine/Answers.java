package io.ticketlabeler.internal.engine;

import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.ScoredLabel;
import java.util.List;

/** The last check before anything leaves the engine, whoever the answer came from. */
final class Answers {

    private Answers() {}

    /** Whether every label is in the set, none is there twice, and their number is what the set allows. */
    static boolean fits(List<ScoredLabel> answer, LabelSet labels) {
        if (answer.isEmpty()) {
            return labels.allowsNone();
        }
        if (answer.size() == 1) {
            return labels.contains(answer.get(0).name());
        }
        boolean known = answer.stream().allMatch(label -> labels.contains(label.name()));
        boolean unique = answer.stream().map(ScoredLabel::name).distinct().count() == answer.size();
        return known && unique && (labels.isMultiple() || answer.size() == 1);
    }
}
