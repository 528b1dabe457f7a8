package io.ticketlabeler.review;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * One person's decision about one ticket. A ticket that several people reviewed has several. Immutable; made by
 * {@link #of} and the methods that add what is known.
 */
public final class Review {

    private final String ticketId;
    private final String reviewer;
    private final Decision decision;
    private final List<String> labels;
    private final List<String> proposed;
    private final OptionalDouble confidence;
    private final OptionalDouble seconds;
    private final @Nullable Instant time;

    private Review(
            String ticketId,
            String reviewer,
            Decision decision,
            List<String> labels,
            List<String> proposed,
            OptionalDouble confidence,
            OptionalDouble seconds,
            @Nullable Instant time) {
        this.ticketId = ticketId;
        this.reviewer = reviewer;
        this.decision = decision;
        this.labels = List.copyOf(labels);
        this.proposed = List.copyOf(proposed);
        this.confidence = confidence;
        this.seconds = seconds;
        this.time = time;
    }

    /**
     * A decision.
     *
     * @param reviewer as the tool names people, e.g. a mail address; empty when nobody has decided
     * @param labels   what the person chose, empty for none; for a skip or a draft what stood there when they left
     */
    public static Review of(String ticketId, String reviewer, Decision decision, List<String> labels) {
        return new Review(
                ticketId, reviewer, decision, labels, List.of(), OptionalDouble.empty(), OptionalDouble.empty(), null);
    }

    /** With the proposal that the person saw. */
    public Review proposed(List<String> seen, OptionalDouble scored) {
        return new Review(ticketId, reviewer, decision, labels, seen, scored, seconds, time);
    }

    /** With the time it took, in seconds. */
    public Review took(double spent) {
        return new Review(ticketId, reviewer, decision, labels, proposed, confidence, OptionalDouble.of(spent), time);
    }

    /** With the time of the decision. */
    public Review at(Instant decided) {
        return new Review(ticketId, reviewer, decision, labels, proposed, confidence, seconds, decided);
    }

    /** As it was given to the tool. */
    public String ticketId() {
        return ticketId;
    }

    /** Who decided; empty when nobody has. */
    public String reviewer() {
        return reviewer;
    }

    /** What they did. */
    public Decision decision() {
        return decision;
    }

    /** What they chose, in the tool's order; may hold labels that the label set does not have. */
    public List<String> labels() {
        return labels;
    }

    /** The labels that were proposed to them; empty for none. */
    public List<String> proposed() {
        return proposed;
    }

    /** The proposal's confidence, as the tool kept it. */
    public OptionalDouble confidence() {
        return confidence;
    }

    /** How long it took; empty where the tool does not say. */
    public OptionalDouble seconds() {
        return seconds;
    }

    /** When it was decided; empty where the tool does not say. */
    public Optional<Instant> time() {
        return Optional.ofNullable(time);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Review that
                && ticketId.equals(that.ticketId)
                && reviewer.equals(that.reviewer)
                && decision == that.decision
                && labels.equals(that.labels)
                && proposed.equals(that.proposed)
                && confidence.equals(that.confidence)
                && seconds.equals(that.seconds)
                && time().equals(that.time());
    }

    @Override
    public int hashCode() {
        return ticketId.hashCode() * 31 + reviewer.hashCode();
    }

    @Override
    public String toString() {
        return "Review[" + ticketId + ", " + decision.code() + " by " + reviewer + ", " + labels + ", proposed "
                + proposed + "]";
    }
}
