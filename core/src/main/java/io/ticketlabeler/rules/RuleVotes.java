package io.ticketlabeler.rules;

import io.ticketlabeler.ticket.ConfidenceSource;
import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.ScoredLabel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What rules say about one ticket. Immutable.
 *
 * @param ticketId the ticket
 * @param votes    rule and label of those that did not abstain, in the order of the rules; may be empty
 * @param gaveUp   rules that could not tell, see {@link RuleGaveUpException}; they count as abstentions
 */
public record RuleVotes(String ticketId, Map<String, String> votes, List<String> gaveUp) {

    public RuleVotes {
        votes = Collections.unmodifiableMap(new LinkedHashMap<>(votes));
        gaveUp = List.copyOf(gaveUp);
    }

    /**
     * What the rules propose together: for single choice the label with most votes, for multiple choice every label with a vote, most
     * votes first. The confidence is the label's share of the votes.
     *
     * @return empty when no rule voted, and for single choice when several labels have most votes: {@link #reason} tells
     * @throws IllegalArgumentException naming the rule, if a label is not in the set
     */
    public List<ScoredLabel> winners(LabelSet labels) {
        List<Map.Entry<String, Integer>> ranked = ranked(labels);
        if (ranked.isEmpty() || (!labels.isMultiple() && isTied(ranked))) {
            return List.of();
        }
        double all = votes.size();
        return ranked.stream()
                .limit(labels.isMultiple() ? ranked.size() : 1)
                .map(label -> ScoredLabel.of(label.getKey(), label.getValue() / all, ConfidenceSource.AGREEMENT))
                .toList();
    }

    /** Why there is no winner, e.g. {@code no rule fires}; for people. */
    public String reason(LabelSet labels) {
        List<Map.Entry<String, Integer>> ranked = ranked(labels);
        if (ranked.isEmpty()) {
            return gaveUp.isEmpty() ? "no rule fires" : "no rule fires, and rule \"" + gaveUp.get(0) + "\" gave up";
        }
        if (isTied(ranked)) {
            return "the rules are tied between " + ranked.get(0).getKey() + " and "
                    + ranked.get(1).getKey();
        }
        return "";
    }

    private static boolean isTied(List<Map.Entry<String, Integer>> ranked) {
        return ranked.size() > 1
                && ranked.get(0).getValue().equals(ranked.get(1).getValue());
    }

    /** Most votes first; of equals the one that comes first in the label set. */
    private List<Map.Entry<String, Integer>> ranked(LabelSet labels) {
        if (votes.isEmpty()) {
            return List.of();
        }
        Map<String, Integer> counts = new LinkedHashMap<>();
        votes.forEach((rule, label) -> counts.merge(canonical(labels, rule, label), 1, Integer::sum));
        List<Map.Entry<String, Integer>> ranked = new ArrayList<>(counts.entrySet());
        if (ranked.size() > 1) {
            ranked.sort(Map.Entry.<String, Integer>comparingByValue()
                    .reversed()
                    .thenComparing(
                            Comparator.comparingInt(entry -> labels.names().indexOf(entry.getKey()))));
        }
        return ranked;
    }

    private static String canonical(LabelSet labels, String rule, String label) {
        return labels.resolve(label)
                .orElseThrow(() -> new IllegalArgumentException("rule \"" + rule + "\" votes for \"" + label
                        + "\", which is none of the " + labels.labels().size()
                        + " labels; add it to the set, or give a label the alias \"" + label + "\""))
                .name();
    }
}
