package io.ticketlabeler.evaluation;

import io.ticketlabeler.review.Proposals;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;

/**
 * How one of several sources did: the rules, the learned model, each language model of a cascade or a fallback.
 *
 * @param name     who answered
 * @param tickets  whose proposal is from it
 * @param reviewed of them whose right labels are known
 * @param accuracy share of these that were right, with an interval; it describes all of its tickets only if the reviewed ones are a
 *                 uniform sample
 * @param usd      what its calls cost in US dollars; empty when it is not known
 */
public record SourceScore(String name, int tickets, int reviewed, Rate accuracy, OptionalDouble usd) {

    /**
     * One for each source that proposed something, those with most tickets first; empty if the run does not say who answered.
     *
     * @param usd what the calls of each cost, where it is known
     */
    public static List<SourceScore> of(Truth truth, Proposals proposals, Map<String, Double> usd) {
        Map<String, int[]> counts = new TreeMap<>(); // tickets, reviewed, right
        for (int ticket = 0; ticket < proposals.size(); ticket++) {
            if (proposals.isLabeled(ticket) && !proposals.answeredBy(ticket).isEmpty()) {
                counts.computeIfAbsent(proposals.answeredBy(ticket), name -> new int[3])[0]++;
            }
        }
        for (int each = 0; each < truth.tickets(); each++) {
            OptionalInt at = proposals.indexOf(truth.id(each));
            if (truth.isSettled(each) && at.isPresent() && proposals.isLabeled(at.getAsInt())) {
                int[] count = counts.get(proposals.answeredBy(at.getAsInt()));
                if (count != null) {
                    count[1]++;
                    count[2] +=
                            Set.copyOf(truth.labels(each)).equals(Set.copyOf(proposals.labels(at.getAsInt()))) ? 1 : 0;
                }
            }
        }
        return counts.entrySet().stream()
                .map(each -> score(each.getKey(), each.getValue(), usd))
                .sorted(Comparator.comparingInt(SourceScore::tickets).reversed())
                .toList();
    }

    private static SourceScore score(String name, int[] counts, Map<String, Double> usd) {
        Double cost = usd.get(name);
        return new SourceScore(
                name,
                counts[0],
                counts[1],
                Rate.of(counts[2], counts[1], counts[1]),
                cost == null ? OptionalDouble.empty() : OptionalDouble.of(cost));
    }

    /** E.g. {@code learned-words: 530 tickets, 41 reviewed, right 0.951 (0.838 to 0.987)}. */
    @Override
    public String toString() {
        return name + ": " + tickets + " tickets, " + reviewed + " reviewed, right " + accuracy;
    }
}
