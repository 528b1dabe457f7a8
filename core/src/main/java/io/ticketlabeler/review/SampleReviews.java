package io.ticketlabeler.review;

import io.ticketlabeler.internal.Digest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * What people said about an audit sample, settled to at most one answer a ticket. Made by {@link ReviewSample#reviews}.
 *
 * <p>Of one person's answers about a ticket the last one counts; when several people answered, the answer of more than half of them. Skips,
 * drafts, missing reviews and disagreement without a majority are unanswered: the proposal then counts as wrong, and the ticket
 * goes back to people. Whether a ticket stays unanswered must depend on that ticket alone, not on how the others turned out.
 *
 * <p>Immutable, safe to share.
 */
public final class SampleReviews {

    private final ReviewSample sample;
    private final SettledAnswers answers;

    SampleReviews(ReviewSample sample, SettledAnswers answers) {
        this.sample = sample;
        this.answers = answers;
    }

    /** The sample they are about. */
    public ReviewSample sample() {
        return sample;
    }

    /** Tickets with an answer. */
    public int answered() {
        return sample.size() - unanswered().size();
    }

    /** Tickets without one, in the order of the sample. */
    public List<String> unanswered() {
        return sample.ids().stream().filter(id -> answers.of(id).isEmpty()).toList();
    }

    /** Tickets whose proposal people found wrong; those without an answer are not among them. */
    public int wrong() {
        int wrong = 0;
        for (int i = 0; i < sample.size(); i++) {
            wrong += isWrong(i) && answers.of(sample.ids().get(i)).isPresent() ? 1 : 0;
        }
        return wrong;
    }

    /** What people chose for a ticket of the sample; empty where they did not answer. */
    public Optional<List<String>> labels(String ticketId) {
        return answers.of(ticketId);
    }

    /** 64 hexadecimal digits over each ticket of the sample and its answer. */
    public String hash() {
        Digest digest = new Digest();
        for (String id : sample.ids()) {
            Optional<List<String>> labels = answers.of(id);
            digest.field(id).field(labels.map(List::size).orElse(-1));
            labels.ifPresent(all -> all.stream().sorted().forEach(digest::field));
        }
        return HexFormat.of().formatHex(digest.bytes());
    }

    /** Labels that people chose and the set does not have; sorted. */
    List<String> unknown(List<String> labelSet) {
        return sample.ids().stream()
                .flatMap(id -> answers.of(id).stream().flatMap(List::stream))
                .filter(label -> !labelSet.contains(label))
                .distinct()
                .sorted()
                .toList();
    }

    /** How far people have come, if they read in the order of the sample: up to the last ticket that has an answer. */
    int read() {
        int read = sample.size();
        while (read > 0 && answers.of(sample.ids().get(read - 1)).isEmpty()) {
            read--;
        }
        return read;
    }

    /** Places of the first ones of the sample in the order, rising. */
    int[] places(int read) {
        int[] places = new int[read];
        for (int i = 0; i < places.length; i++) {
            places[i] = sample.place(i);
        }
        Arrays.sort(places);
        return places;
    }

    /** Places of those among the first ones of the sample that count as wrong, rising. */
    int[] wrongPlaces(int read) {
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < read; i++) {
            if (isWrong(i)) {
                places.add(sample.place(i));
            }
        }
        return places.stream().sorted().mapToInt(Integer::intValue).toArray();
    }

    private boolean isWrong(int i) {
        String id = sample.ids().get(i);
        return !answers.isRight(id, sample.proposals().labels(sample.order().ticket(sample.place(i))));
    }
}
