package io.ticketlabeler.review;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * What people read outside the audit sample, the most useful first: uncertain proposals, rare labels, tickets about which another run
 * disagrees, and, where texts are given, near-duplicates side by side, which are quicker to read together.
 *
 * <p>What is read in this order is no uniform sample and proves nothing; therefore no certificate takes it. Immutable, safe to share;
 * memory grows with the tickets in it.
 */
public final class ReviewQueue implements Iterable<String> {

    /** A proposal that another run contradicts is as urgent as one with this much less confidence. */
    private static final double DISAGREEMENT = 0.5;

    /** The rarest label is as urgent as this much less confidence, one of average frequency not at all. */
    private static final double RARITY = 0.25;

    private final Proposals proposals;
    private final int[] tickets;

    private ReviewQueue(Proposals proposals, int[] tickets) {
        this.proposals = proposals;
        this.tickets = tickets;
    }

    static ReviewQueue of(Proposals proposals, IntPredicate wanted) {
        return new ReviewQueue(
                        proposals,
                        IntStream.range(0, proposals.size())
                                .filter(ticket -> !proposals.isDecided(ticket) && wanted.test(ticket))
                                .toArray())
                .sorted(List.of());
    }

    /** What a certificate leaves to people, besides what they read for it. */
    public static ReviewQueue after(Certificate certificate, ReviewPlan plan, Proposals proposals) {
        var accepted = certificate.accepted(plan, proposals);
        Set<String> read = new HashSet<>(plan.sample(proposals).ids().subList(0, certificate.sampleSize()));
        return of(proposals, ticket -> !accepted.get(ticket) && !read.contains(proposals.id(ticket)));
    }

    /**
     * The same tickets, with those first about which other sources disagree: another model's run, rules, the learned model. Their other
     * tickets are passed over.
     */
    public ReviewQueue disagreement(Proposals... others) {
        return sorted(List.of(others));
    }

    /**
     * The same tickets, with near-duplicates behind the first of them.
     *
     * @param text of a ticket, by its id; asked once for each, may be empty
     */
    public ReviewQueue besides(Function<String, String> text) {
        return new ReviewQueue(proposals, NearDuplicates.together(tickets, ticket -> text.apply(proposals.id(ticket))));
    }

    /** How many. */
    public int size() {
        return tickets.length;
    }

    /** Ids, the most useful first. */
    public List<String> ids() {
        return IntStream.of(tickets).mapToObj(proposals::id).toList();
    }

    @Override
    public Iterator<String> iterator() {
        return IntStream.of(tickets).mapToObj(proposals::id).iterator();
    }

    int ticket(int i) {
        return tickets[i];
    }

    /** 0 for the surest, 1 for a ticket without a proposal or without a stated confidence. */
    static double uncertainty(Proposals proposals, int ticket) {
        return proposals.isLabeled(ticket) ? 1 - proposals.confidence(ticket).orElse(0) : 1;
    }

    private ReviewQueue sorted(List<Proposals> others) {
        Map<Integer, Integer> counts = new HashMap<>();
        for (int i = 0; i < proposals.size(); i++) {
            counts.merge(proposals.choice(i), 1, Integer::sum);
        }
        double usual = (double) proposals.size() / counts.size();
        double[] urgency = new double[proposals.size()];
        for (int ticket : tickets) {
            double rarity = Math.max(0, 1 - counts.getOrDefault(proposals.choice(ticket), 0) / usual);
            urgency[ticket] = uncertainty(proposals, ticket)
                    + RARITY * rarity
                    + (others.stream().anyMatch(other -> disagrees(other, ticket)) ? DISAGREEMENT : 0);
        }
        return new ReviewQueue(
                proposals,
                IntStream.of(tickets)
                        .boxed()
                        .sorted(Comparator.comparingDouble((Integer ticket) -> -urgency[ticket])
                                .thenComparing(Comparator.naturalOrder()))
                        .mapToInt(Integer::intValue)
                        .toArray());
    }

    private boolean disagrees(Proposals other, int ticket) {
        var there = other.indexOf(proposals.id(ticket));
        return there.isPresent() && !LabelCell.same(proposals.labels(ticket), other.labels(there.getAsInt()));
    }
}
