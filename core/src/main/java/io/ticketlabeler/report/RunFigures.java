package io.ticketlabeler.report;

import io.ticketlabeler.review.Proposals;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.PriorityQueue;
import java.util.stream.Collectors;

/**
 * What a whole run proposed, counted ticket by ticket: labels, confidences, and the tickets with the least of it. Memory grows with
 * the labels only. Immutable, safe to share.
 */
public final class RunFigures {

    /** Bars of {@link #histogram()}. */
    public static final int BARS = 20;

    private static final int UNCERTAIN = 20;

    private final Map<String, Long> labels;
    private final List<Long> histogram;
    private final List<UncertainTicket> uncertain;
    private final long tickets;
    private final long labeled;

    private RunFigures(Builder from) {
        this.labels = from.labels.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .collect(Collectors.toMap(
                        Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, () -> new LinkedHashMap<>()));
        List<Long> bars = new ArrayList<>();
        for (long count : from.histogram) {
            bars.add(count);
        }
        this.histogram = Collections.unmodifiableList(bars);
        this.uncertain = from.least.stream()
                .sorted(Builder.MOST_CERTAIN_FIRST.reversed())
                .map(Placed::ticket)
                .toList();
        this.tickets = from.tickets;
        this.labeled = from.labeled;
    }

    /** Of all proposals of a run. */
    public static RunFigures of(Proposals proposals) {
        Builder builder = builder();
        for (int i = 0; i < proposals.size(); i++) {
            builder.add(proposals.id(i), proposals.labels(i), proposals.confidence(i));
        }
        return builder.build();
    }

    /** Counts tickets. */
    public static Builder builder() {
        return new Builder();
    }

    /** All tickets of the run. */
    public long tickets() {
        return tickets;
    }

    /** Those with a proposal. */
    public long labeled() {
        return labeled;
    }

    /** Tickets by label, the most frequent first; with multiple choice a ticket counts for each of its labels. */
    public Map<String, Long> labels() {
        return Collections.unmodifiableMap(labels);
    }

    /** Proposals by confidence: {@value #BARS} bars of equal width from 0 to 1; all 0 when none is stated. */
    public List<Long> histogram() {
        return histogram;
    }

    /** The {@value #UNCERTAIN} proposals with the lowest confidence, the lowest first; those that state none are not among them. */
    public List<UncertainTicket> uncertain() {
        return uncertain;
    }

    private record Placed(UncertainTicket ticket, long place) {
        double confidence() {
            return ticket.confidence().orElse(1);
        }
    }

    /** Counts tickets; not thread-safe. */
    public static final class Builder {

        private static final Comparator<Placed> MOST_CERTAIN_FIRST = Comparator.comparingDouble(Placed::confidence)
                .thenComparingLong(Placed::place)
                .reversed();

        private final Map<String, Long> labels = new LinkedHashMap<>();
        private final long[] histogram = new long[BARS];
        private final PriorityQueue<Placed> least = new PriorityQueue<>(MOST_CERTAIN_FIRST);
        private long tickets;
        private long labeled;

        private Builder() {}

        /**
         * A ticket of the run.
         *
         * @param proposed   empty when it was left to people
         * @param confidence 0 to 1; empty when none is stated
         */
        public Builder add(String id, List<String> proposed, OptionalDouble confidence) {
            tickets++;
            if (proposed.isEmpty()) {
                return this;
            }
            labeled++;
            proposed.forEach(label -> labels.merge(label, 1L, Long::sum));
            if (confidence.isPresent()) {
                double value = confidence.getAsDouble();
                histogram[Math.min(BARS - 1, (int) (value * BARS))]++;
                Placed most = least.peek();
                if (most == null || least.size() < UNCERTAIN || value < most.confidence()) {
                    least.add(new Placed(new UncertainTicket(id, proposed, confidence), tickets));
                    if (least.size() > UNCERTAIN) {
                        least.remove();
                    }
                }
            }
            return this;
        }

        public RunFigures build() {
            return new RunFigures(this);
        }
    }
}
