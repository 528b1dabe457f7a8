package io.ticketlabeler.internal.similarity;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Finds the rule that labels examples best which it has not seen: five times, one fifth of the examples is labelled with the other
 * four. No chance is involved: the same examples in the same order give the same rule.
 */
final class CrossValidation {

    private static final int FOLDS = 5;
    private static final int MAX_ASKED_PER_FOLD =
            200; // 1,000 answers tell blends apart; bounds the time for 10,000 examples
    private static final int ENOUGH_TO_MEASURE = 20;
    private static final double[] TEMPERATURES = {0.03, 0.04, 0.05, 0.06, 0.08, 0.1, 0.12, 0.15, 0.2, 0.3};
    private static final double[] REACHES = {0, 0.02, 0.05, 0.08, 0.12, 0.16, 0.2, 0.3};

    private final List<Known> asked = new ArrayList<>();
    private final List<Evidence> evidence = new ArrayList<>();
    private final int labels;

    private CrossValidation(List<Known> known, List<float[]> labelVectors, int classes) {
        labels = labelVectors.size();
        List<Known> sorted = known.stream()
                .sorted(Comparator.comparing((Known example) -> example.classes.get(0)))
                .toList(); // stable: every fold gets its share of each class
        int folds = Math.min(FOLDS, sorted.size());
        for (int fold = 0; fold < folds; fold++) {
            List<Known> out = new ArrayList<>();
            List<Known> in = new ArrayList<>();
            for (int i = 0; i < sorted.size(); i++) {
                (i % folds == fold ? out : in).add(sorted.get(i));
            }
            ExampleIndex index = new ExampleIndex(in, labelVectors, classes);
            int some = Math.min(out.size(), MAX_ASKED_PER_FOLD);
            for (int i = 0; i < some; i++) {
                Known example = out.get((int) ((long) i * out.size() / some));
                asked.add(example);
                evidence.add(index.evidence(example.unit, example.described));
            }
        }
    }

    /** @param known at least two */
    static Rule best(List<Known> known, List<float[]> labelVectors, int classes, boolean multiple) {
        CrossValidation validation = new CrossValidation(known, labelVectors, classes);
        Blend blend = max(Blend.CANDIDATES, validation::hits);
        if (known.size() < ENOUGH_TO_MEASURE) {
            return Rule.fewExamples(blend);
        }
        List<double[]> scores =
                validation.evidence.stream().map(each -> each.blended(blend)).toList();
        return new Rule(
                blend,
                max(boxed(TEMPERATURES), temperature -> validation.likelihood(scores, temperature)),
                multiple ? max(boxed(REACHES), reach -> validation.overlap(scores, reach)) : 0);
    }

    private double hits(Blend blend) {
        return IntStream.range(0, asked.size())
                .filter(i -> asked.get(i)
                        .classes
                        .contains(Scores.best(evidence.get(i).blended(blend))))
                .count();
    }

    private double likelihood(List<double[]> scores, double temperature) {
        double sum = 0;
        for (int i = 0; i < scores.size(); i++) {
            for (int right : asked.get(i).classes) {
                sum += Math.log(Scores.share(scores.get(i), right, temperature))
                        / asked.get(i).classes.size();
            }
        }
        return sum;
    }

    /** F1 over all pairs of ticket and label. */
    private double overlap(List<double[]> scores, double reach) {
        int hits = 0;
        int size = 0;
        for (int i = 0; i < scores.size(); i++) {
            List<Integer> right =
                    asked.get(i).classes.stream().filter(c -> c < labels).toList();
            List<Integer> proposed = Scores.within(scores.get(i), reach, labels);
            hits += (int) proposed.stream().filter(right::contains).count();
            size += right.size() + proposed.size();
        }
        return size == 0 ? 0 : 2.0 * hits / size;
    }

    private static List<Double> boxed(double[] values) {
        return IntStream.range(0, values.length).mapToObj(i -> values[i]).toList();
    }

    /** The first of the best. */
    private static <T> T max(List<T> candidates, ToDoubleFunction<T> value) {
        T best = candidates.get(0);
        double most = value.applyAsDouble(best);
        for (T candidate : candidates.subList(1, candidates.size())) {
            double it = value.applyAsDouble(candidate);
            if (it > most) {
                best = candidate;
                most = it;
            }
        }
        return best;
    }
}
