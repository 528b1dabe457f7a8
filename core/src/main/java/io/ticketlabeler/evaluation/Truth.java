package io.ticketlabeler.evaluation;

import io.ticketlabeler.internal.stats.Majority;
import io.ticketlabeler.review.Review;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * What people decided, settled to at most one answer a ticket. Immutable, safe to share; some 200 bytes a ticket.
 *
 * <p>Rules: only {@linkplain io.ticketlabeler.review.Decision#isAnswer() answers} count, never skips or drafts. Of one person's answers
 * about a ticket the latest counts, by its time, else by its place in the file; reviews without a name are one person's. When several
 * people answered, the answer of more than half of them is right. Without such a majority the ticket is unsettled: it counts in
 * no figure and is in {@link #disputed()} for somebody to decide.
 */
public final class Truth {

    private static final int UNSETTLED = -1;
    private static final int END = -1;

    private final LabelCodes codes;
    private final List<String> ids;
    private final Map<String, Integer> places;
    private final List<String> people;
    private final int[] firstOf; // ticket -> its first answer
    private final int[] next; // answer -> the next one about the same ticket
    private final int[] personOf;
    private final int[] answers;
    private final long[] times; // answer -> milliseconds, or Majority.NO_TIME
    private final int[] settled; // ticket -> set of labels, or UNSETTLED
    private final long unanswered;

    private Truth(Builder from) {
        this.codes = from.codes;
        this.ids = from.ids;
        this.places = from.places;
        this.people = List.copyOf(from.people.keySet());
        this.firstOf = Arrays.copyOf(from.firstOf, ids.size());
        this.next = Arrays.copyOf(from.next, from.size);
        this.personOf = Arrays.copyOf(from.personOf, from.size);
        this.answers = Arrays.copyOf(from.answers, from.size);
        this.times = Arrays.copyOf(from.times, from.size);
        this.unanswered = from.unanswered.size();
        this.settled = new int[ids.size()];
        for (int ticket = 0; ticket < settled.length; ticket++) {
            settled[ticket] = majority(answersAbout(ticket));
        }
    }

    /** Of these reviews, in the order of the file; read to the end, not closed. */
    public static Truth of(Iterator<Review> reviews) {
        Builder builder = builder();
        reviews.forEachRemaining(builder::add);
        return builder.build();
    }

    /** Collects reviews one by one. */
    public static Builder builder() {
        return new Builder();
    }

    /** Tickets with at least one answer. */
    public int tickets() {
        return ids.size();
    }

    /** Tickets that people looked at, skipped or left as a draft, without any answer. */
    public long unanswered() {
        return unanswered;
    }

    /** Who answered, by first appearance; an empty name stands for reviews without one. */
    public List<String> people() {
        return people;
    }

    /** What is right for a ticket: labels, empty when none fits; absent when nobody answered or it is unsettled. */
    public Optional<List<String>> labels(String ticketId) {
        Integer ticket = places.get(ticketId);
        return ticket == null || settled[ticket] == UNSETTLED
                ? Optional.empty()
                : Optional.of(codes.namesOf(settled[ticket]));
    }

    /** Who gave the answer that is right for a ticket, by first appearance; empty where {@link #labels(String)} is. */
    public List<String> reviewers(String ticketId) {
        List<String> names = new ArrayList<>();
        eachRight(ticketId, answer -> names.add(people.get(personOf[answer])));
        return List.copyOf(names);
    }

    /** When the last of them gave it, to the millisecond; empty where the tool does not say. */
    public Optional<Instant> time(String ticketId) {
        long[] latest = {Majority.NO_TIME};
        eachRight(ticketId, answer -> latest[0] = Math.max(latest[0], times[answer]));
        return latest[0] == Majority.NO_TIME ? Optional.empty() : Optional.of(Instant.ofEpochMilli(latest[0]));
    }

    private void eachRight(String ticketId, IntConsumer visitor) {
        Integer ticket = places.get(ticketId);
        if (ticket == null || settled[ticket] == UNSETTLED) {
            return;
        }
        for (int a = firstOf[ticket]; a != END; a = next[a]) {
            if (answers[a] == settled[ticket]) {
                visitor.accept(a);
            }
        }
    }

    /** Tickets with a settled answer, in the order of the reviews. */
    public List<String> settled() {
        return IntStream.range(0, ids.size())
                .filter(this::isSettled)
                .mapToObj(ids::get)
                .toList();
    }

    /** Tickets that people answered differently, whether or not a majority settles them, in the order of the reviews. */
    public List<Disagreement> disputed() {
        List<Disagreement> disputed = new ArrayList<>();
        for (int ticket = 0; ticket < ids.size(); ticket++) {
            int[] about = answersAbout(ticket);
            if (Arrays.stream(about).distinct().count() > 1) {
                Map<String, List<String>> said = new LinkedHashMap<>();
                for (int a = firstOf[ticket]; a != END; a = next[a]) {
                    said.put(people.get(personOf[a]), codes.namesOf(answers[a]));
                }
                disputed.add(new Disagreement(ids.get(ticket), said, settled[ticket] != UNSETTLED));
            }
        }
        return List.copyOf(disputed);
    }

    /** Tickets without a majority. */
    public int unsettled() {
        return (int) Arrays.stream(settled).filter(set -> set == UNSETTLED).count();
    }

    String id(int ticket) {
        return ids.get(ticket);
    }

    boolean isSettled(int ticket) {
        return settled[ticket] != UNSETTLED;
    }

    List<String> labels(int ticket) {
        return codes.namesOf(settled[ticket]);
    }

    /** Numbers of the sets of labels that people chose, in no order that means anything. */
    int[] answersAbout(int ticket) {
        int count = 0;
        for (int a = firstOf[ticket]; a != END; a = next[a]) {
            count++;
        }
        int[] about = new int[count];
        for (int a = firstOf[ticket]; a != END; a = next[a]) {
            about[--count] = answers[a];
        }
        return about;
    }

    /** Calls back for each answer about a ticket: person, set of labels. */
    void eachAnswer(int ticket, AnswerVisitor visitor) {
        for (int a = firstOf[ticket]; a != END; a = next[a]) {
            visitor.visit(personOf[a], answers[a]);
        }
    }

    /** The numbers of labels and of their sets; to be read only. */
    LabelCodes codes() {
        return codes;
    }

    private static int majority(int[] about) {
        int right = Majority.of(about.length, (one, other) -> about[one] == about[other]);
        return right == Majority.NONE ? UNSETTLED : about[right];
    }

    /** See {@link #eachAnswer}. */
    interface AnswerVisitor {
        void visit(int person, int set);
    }

    /** Collects reviews; not thread-safe. */
    public static final class Builder {

        private final LabelCodes codes = new LabelCodes();
        private final List<String> ids = new ArrayList<>();
        private final Map<String, Integer> places = new HashMap<>();
        private final Map<String, Integer> people = new LinkedHashMap<>();
        private final Set<String> unanswered = new LinkedHashSet<>();
        private int[] firstOf = new int[64];
        private int[] next = new int[64];
        private int[] personOf = new int[64];
        private int[] answers = new int[64];
        private long[] times = new long[64];
        private int size;

        private Builder() {}

        /** A review, in the order of the file. */
        public Builder add(Review review) {
            String id = review.ticketId();
            if (!review.decision().isAnswer()) {
                if (!places.containsKey(id)) {
                    unanswered.add(id);
                }
                return this;
            }
            unanswered.remove(id);
            int ticket = place(id);
            int person = people.computeIfAbsent(review.reviewer(), name -> people.size());
            long time = review.time().map(Instant::toEpochMilli).orElse(Majority.NO_TIME);
            int set = codes.set(review.labels());
            for (int a = firstOf[ticket]; a != END; a = next[a]) {
                if (personOf[a] == person) {
                    if (Majority.isReplaced(times[a], time)) {
                        answers[a] = set;
                        times[a] = time;
                    }
                    return this;
                }
            }
            append(ticket, person, set, time);
            return this;
        }

        public Truth build() {
            return new Truth(this);
        }

        private int place(String id) {
            Integer known = places.get(id);
            if (known != null) {
                return known;
            }
            int ticket = ids.size();
            if (ticket == firstOf.length) {
                firstOf = Arrays.copyOf(firstOf, 2 * ticket);
            }
            firstOf[ticket] = END;
            ids.add(id);
            places.put(id, ticket);
            return ticket;
        }

        private void append(int ticket, int person, int set, long time) {
            if (size == next.length) {
                next = Arrays.copyOf(next, 2 * size);
                personOf = Arrays.copyOf(personOf, 2 * size);
                answers = Arrays.copyOf(answers, 2 * size);
                times = Arrays.copyOf(times, 2 * size);
            }
            personOf[size] = person;
            answers[size] = set;
            times[size] = time;
            next[size] = END;
            if (firstOf[ticket] == END) {
                firstOf[ticket] = size++;
                return;
            }
            int last = firstOf[ticket];
            while (next[last] != END) {
                last = next[last];
            }
            next[last] = size++;
        }
    }
}
