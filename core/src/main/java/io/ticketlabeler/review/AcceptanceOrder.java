package io.ticketlabeler.review;

import io.ticketlabeler.internal.stats.SeededOrder;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Tickets with a proposal by falling confidence, ties in a seeded random order; those without a confidence come last. What is accepted
 * unseen is always a beginning of it.
 */
final class AcceptanceOrder {

    private final int[] tickets;

    private AcceptanceOrder(int[] tickets) {
        this.tickets = tickets;
    }

    static AcceptanceOrder of(Proposals proposals, long seed) {
        SeededOrder ties = new SeededOrder(seed, "order");
        long[] keys = new long[proposals.size()];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = proposals.isLabeled(i) ? ties.key(proposals.id(i)) : 0;
        }
        return new AcceptanceOrder(IntStream.range(0, proposals.size())
                .filter(proposals::isLabeled)
                .boxed()
                .sorted((a, b) -> {
                    int byConfidence = Double.compare(sure(proposals, b), sure(proposals, a));
                    int byKey = byConfidence != 0 ? byConfidence : Long.compare(keys[a], keys[b]);
                    return byKey != 0 ? byKey : proposals.id(a).compareTo(proposals.id(b));
                })
                .mapToInt(Integer::intValue)
                .toArray());
    }

    private static double sure(Proposals proposals, int ticket) {
        double confidence = proposals.confidenceOrNaN(ticket);
        return Double.isNaN(confidence) ? -1 : confidence;
    }

    int size() {
        return tickets.length;
    }

    int ticket(int place) {
        return tickets[place];
    }

    /** Where each ticket stands; -1 for one without a proposal. */
    int[] places(int size) {
        int[] places = new int[size];
        Arrays.fill(places, -1);
        for (int place = 0; place < tickets.length; place++) {
            places[tickets[place]] = place;
        }
        return places;
    }

    /** Places of a uniform sample from the first {@code pool}, without replacement, in the order in which they are drawn. */
    int[] draw(Proposals proposals, long seed, int pool, int size) {
        SeededOrder order = new SeededOrder(seed, "sample");
        long[] keys = new long[pool];
        for (int place = 0; place < pool; place++) {
            keys[place] = order.key(proposals.id(tickets[place]));
        }
        long[] rising = keys.clone();
        Arrays.sort(rising);
        long last = size == 0 ? Long.MIN_VALUE : rising[size - 1];
        return IntStream.range(0, pool)
                .filter(place -> keys[place] <= last)
                .boxed()
                .sorted((a, b) -> {
                    int byKey = Long.compare(keys[a], keys[b]);
                    return byKey != 0 ? byKey : proposals.id(tickets[a]).compareTo(proposals.id(tickets[b]));
                })
                .limit(size)
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
