package io.ticketlabeler.evaluation;

import io.ticketlabeler.internal.stats.Scored;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Columns of reviewed tickets, and the counts that follow from them. Not thread-safe. */
final class Tally {

    private final LabelCodes codes;
    private final Confusion.Counter confusion;
    private int[] chosen = new int[64];
    private int[] proposed = new int[64];
    private double[] confidences = new double[64]; // NaN: not stated
    private double[] weights = new double[64];
    private int size;

    Tally(List<String> labels) {
        codes = new LabelCodes(labels);
        confusion = new Confusion.Counter(codes);
    }

    void add(String id, List<String> given, OptionalDouble confidence, List<String> right, double weight) {
        if (size == chosen.length) {
            int larger = size * 2;
            chosen = Arrays.copyOf(chosen, larger);
            proposed = Arrays.copyOf(proposed, larger);
            confidences = Arrays.copyOf(confidences, larger);
            weights = Arrays.copyOf(weights, larger);
        }
        chosen[size] = codes.set(right);
        proposed[size] = codes.set(given);
        confidences[size] = confidence.orElse(Double.NaN);
        weights[size] = weight;
        confusion.add(id, chosen[size], proposed[size], weight);
        size++;
    }

    int size() {
        return size;
    }

    int withProposal() {
        int count = 0;
        for (int i = 0; i < size; i++) {
            count += hasProposal(i) ? 1 : 0;
        }
        return count;
    }

    private boolean hasProposal(int i) {
        return proposed[i] != LabelCodes.EMPTY;
    }

    private boolean isRight(int i) {
        return proposed[i] == chosen[i];
    }

    BitSet right() {
        BitSet bits = new BitSet(size);
        for (int i = 0; i < size; i++) {
            bits.set(i, isRight(i));
        }
        return bits;
    }

    Rate accuracy() {
        Share share = new Share();
        for (int i = 0; i < size; i++) {
            if (hasProposal(i)) {
                share.add(weights[i], isRight(i));
            }
        }
        return share.rate();
    }

    Rate accuracyOfAll() {
        Share share = new Share();
        for (int i = 0; i < size; i++) {
            share.add(weights[i], isRight(i));
        }
        return share.rate();
    }

    Rate coverage() {
        Share share = new Share();
        for (int i = 0; i < size; i++) {
            share.add(weights[i], hasProposal(i));
        }
        return share.rate();
    }

    Confusion confusion() {
        double[] support = new double[codes.labels()];
        for (int i = 0; i < size; i++) {
            for (int label : codes.members(chosen[i])) {
                support[label] += weights[i];
            }
        }
        return confusion.confusion(support);
    }

    List<LabelScore> labels() {
        int n = codes.labels();
        Share[] precision = new Share[n];
        Share[] recall = new Share[n];
        Arrays.setAll(precision, i -> new Share());
        Arrays.setAll(recall, i -> new Share());
        for (int i = 0; i < size; i++) {
            int[] right = codes.members(chosen[i]);
            int[] given = codes.members(proposed[i]);
            for (int label : right) {
                recall[label].add(weights[i], Arrays.binarySearch(given, label) >= 0);
            }
            for (int label : given) {
                precision[label].add(weights[i], Arrays.binarySearch(right, label) >= 0);
            }
        }
        List<LabelScore> scores = new ArrayList<>();
        for (int label = 0; label < n; label++) {
            double both = recall[label].weight + precision[label].weight;
            scores.add(new LabelScore(
                    codes.name(label),
                    recall[label].weight,
                    precision[label].weight,
                    precision[label].rate(),
                    recall[label].rate(),
                    2 * recall[label].hits / both));
        }
        return Collections.unmodifiableList(scores);
    }

    double microF1() {
        double hits = 0;
        double both = 0;
        for (int i = 0; i < size; i++) {
            int[] right = codes.members(chosen[i]);
            int[] given = codes.members(proposed[i]);
            both += weights[i] * (right.length + given.length);
            for (int label : right) {
                hits += Arrays.binarySearch(given, label) >= 0 ? weights[i] : 0;
            }
        }
        return 2 * hits / both;
    }

    /** The proposals that state a confidence. */
    Optional<Scored> scored() {
        int n = 0;
        double[] scores = new double[size];
        boolean[] right = new boolean[size];
        double[] weight = new double[size];
        for (int i = 0; i < size; i++) {
            if (hasProposal(i) && !Double.isNaN(confidences[i])) {
                scores[n] = confidences[i];
                right[n] = isRight(i);
                weight[n++] = weights[i];
            }
        }
        return n == 0
                ? Optional.empty()
                : Optional.of(Scored.of(Arrays.copyOf(scores, n), Arrays.copyOf(right, n), Arrays.copyOf(weight, n)));
    }

    /** Hits among weighted observations. */
    private static final class Share {

        private double hits;
        private double weight;
        private double squares;

        void add(double w, boolean hit) {
            hits += hit ? w : 0;
            weight += w;
            squares += w * w;
        }

        Rate rate() {
            return Rate.of(hits, weight, squares);
        }
    }
}
