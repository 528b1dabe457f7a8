package io.ticketlabeler.learned;

import io.ticketlabeler.prompt.Example;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;

/**
 * Reviewed tickets, as training sees them: in an order that does not depend on theirs.
 */
final class Lesson {

    private static final int FOLDS = 5;

    private final List<String> names;
    private final List<int[]> classes;
    private final List<long[]> words;
    private final List<Features> vectors;
    private final int[] fold;
    private final int folds;

    Lesson(List<String> names, List<int[]> classes, List<long[]> words, List<Features> vectors, int[] fold, int folds) {
        this.names = names;
        this.classes = classes;
        this.words = words;
        this.vectors = vectors;
        this.fold = fold;
        this.folds = folds;
    }

    static List<Example> sorted(List<Example> reviewed) {
        return reviewed.stream()
                .sorted(Comparator.comparing((Example example) -> String.join("\n", example.labels()))
                        .thenComparing(Example::text))
                .toList();
    }

    /** @param sorted see {@link #sorted} */
    static Lesson of(List<Example> sorted, List<Features> vectors, long seed) {
        TreeSet<String> all = new TreeSet<>();
        sorted.forEach(example -> all.addAll(labels(example)));
        List<String> names = List.copyOf(all);
        List<int[]> classes = sorted.stream()
                .map(example -> labels(example).stream()
                        .mapToInt(names::indexOf)
                        .sorted()
                        .toArray())
                .toList();
        List<long[]> words =
                sorted.stream().map(example -> Words.hashes(example.text())).toList();
        int[] fold = new int[sorted.size()];
        int folds = deal(sorted, fold, seed);
        return new Lesson(names, classes, words, vectors, fold, folds);
    }

    private static List<String> labels(Example example) {
        return example.labels().isEmpty() ? List.of("") : example.labels();
    }

    /** Every fold gets its share of each label; a copy in another fold would make the model look better than it is. */
    private static int deal(List<Example> sorted, int[] fold, long seed) {
        List<Integer> order = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(seed);
        for (int from = 0; from < sorted.size(); ) {
            int to = from;
            List<Integer> same = new ArrayList<>();
            while (to < sorted.size()
                    && sorted.get(to).labels().equals(sorted.get(from).labels())) {
                same.add(to++);
            }
            for (int i = same.size(); i > 1; i--) {
                Collections.swap(same, i - 1, random.nextInt(i));
            }
            order.addAll(same);
            from = to;
        }
        Map<List<String>, Integer> foldOf = new HashMap<>();
        int next = 0;
        for (int at : order) {
            List<String> words = Words.of(sorted.get(at).text());
            Integer known = foldOf.get(words);
            if (known == null) {
                known = next++ % FOLDS;
                foldOf.put(words, known);
            }
            fold[at] = known;
        }
        return Math.min(FOLDS, next);
    }

    int size() {
        return classes.size();
    }

    boolean isMultiple() {
        return classes.stream().anyMatch(each -> each.length > 1);
    }

    boolean hasVectors() {
        return !vectors.isEmpty();
    }

    int vectorSize() {
        return vectors.isEmpty() ? 0 : vectors.get(0).index().length;
    }

    /** Of the classes, sorted; the empty name is "no label fits". */
    List<String> names() {
        return names;
    }

    /** Of each ticket, places in {@code names}. */
    List<int[]> classes() {
        return classes;
    }

    /** Of each ticket, see {@link Words#hashes}. */
    List<long[]> words() {
        return words;
    }

    /** Of each ticket; empty without an embedding model. */
    List<Features> vectors() {
        return vectors;
    }

    /** Of each ticket, from 0; tickets with the same words share one. */
    int[] fold() {
        return fold;
    }

    /** How many there are; fewer than 2 where there is nothing to hold out. */
    int folds() {
        return folds;
    }
}
