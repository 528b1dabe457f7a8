package io.ticketlabeler.review;

import io.ticketlabeler.internal.stats.Majority;
import java.time.Instant;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * One answer a ticket, out of what one or several people said, by the rule of {@link Majority}; without a majority there is none. Skips,
 * drafts and what nobody reviewed are no answers.
 */
final class SettledAnswers {

    private final Map<String, Map<String, Review>> byTicket;

    private SettledAnswers(Map<String, Map<String, Review>> byTicket) {
        this.byTicket = byTicket;
    }

    static SettledAnswers of(Iterator<Review> reviews) {
        return of(reviews, ticketId -> true);
    }

    /** Of the tickets that are asked for; the others are not kept. */
    static SettledAnswers of(Iterator<Review> reviews, Predicate<String> wanted) {
        Map<String, Map<String, Review>> byTicket = new LinkedHashMap<>();
        while (reviews.hasNext()) {
            Review review = reviews.next();
            if (review.decision().isAnswer() && wanted.test(review.ticketId())) {
                byTicket.computeIfAbsent(review.ticketId(), id -> new LinkedHashMap<>())
                        .merge(review.reviewer(), review, SettledAnswers::later);
            }
        }
        return new SettledAnswers(byTicket);
    }

    private static Review later(Review first, Review second) {
        return Majority.isReplaced(time(first), time(second)) ? second : first;
    }

    private static long time(Review review) {
        return review.time().map(Instant::toEpochMilli).orElse(Majority.NO_TIME);
    }

    /** With at least one answer, settled or not, in the order in which they were first seen. */
    Set<String> tickets() {
        return Collections.unmodifiableSet(byTicket.keySet());
    }

    /** What is right; empty when nobody answered or people disagree. */
    Optional<List<String>> of(String ticketId) {
        List<Review> answers =
                List.copyOf(byTicket.getOrDefault(ticketId, Map.of()).values());
        int right = Majority.of(
                answers.size(),
                (one, other) -> LabelCell.same(
                        answers.get(one).labels(), answers.get(other).labels()));
        return right == Majority.NONE
                ? Optional.empty()
                : Optional.of(answers.get(right).labels());
    }

    /** Whether it is settled that exactly these labels are right; their order does not matter. */
    boolean isRight(String ticketId, List<String> proposed) {
        return of(ticketId).filter(labels -> LabelCell.same(labels, proposed)).isPresent();
    }
}
