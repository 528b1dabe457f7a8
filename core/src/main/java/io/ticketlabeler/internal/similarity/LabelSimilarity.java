package io.ticketlabeler.internal.similarity;

import io.ticketlabeler.prompt.Answer;
import io.ticketlabeler.prompt.Example;
import io.ticketlabeler.prompt.TextEmbedder;
import io.ticketlabeler.ticket.ConfidenceSource;
import io.ticketlabeler.ticket.Label;
import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.ScoredLabel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Everything that is computed once for a label set; then answers one text at a time, from nothing but its vector. Immutable,
 * thread-safe. Memory: two vectors an example and a few a label.
 */
public final class LabelSimilarity {

    private static final double NONE_SOFTNESS = 0.05; // as the temperature without examples, on the same scale

    private final LabelSet set;
    private final SimilarityScale scale;
    private final double noneBelow;
    private final List<String> names; // sorted: the order of the set must not matter, it is not part of the cache key
    private final DescribedLabels described;
    private final List<Known> known;
    private final boolean noneIsClass;
    private final ExampleIndex index;
    private final Rule rule;

    /**
     * @param vectors   of the examples, in their order
     * @param noneBelow on the {@linkplain SimilarityScale scale} of the model
     */
    public LabelSimilarity(
            LabelSet set,
            TextEmbedder embedder,
            SimilarityScale scale,
            List<Example> examples,
            List<float[]> vectors,
            double noneBelow) {
        this.set = set;
        this.scale = scale;
        this.noneBelow = noneBelow;
        List<Label> sorted =
                set.labels().stream().sorted(Comparator.comparing(Label::name)).toList();
        this.names = sorted.stream().map(Label::name).toList();
        this.described = new DescribedLabels(sorted, embedder, scale);
        this.noneIsClass = set.allowsNone()
                && examples.stream().anyMatch(example -> example.labels().isEmpty());
        this.known = known(examples, vectors);
        int classes = names.size() + (noneIsClass ? 1 : 0);
        this.rule = known.size() < 2
                ? Rule.WITHOUT_EXAMPLES
                : CrossValidation.best(known, described.vectors(), classes, set.isMultiple());
        this.index = new ExampleIndex(usesExamples() ? known : List.of(), described.vectors(), classes);
    }

    private boolean usesExamples() {
        return !rule.blend().equals(Blend.DESCRIPTIONS_ONLY);
    }

    /** Examples of other labels are left out: a labeler can be re-aimed at another set. */
    private List<Known> known(List<Example> examples, List<float[]> vectors) {
        List<Known> usable = new ArrayList<>();
        for (int i = 0; i < vectors.size(); i++) {
            List<Integer> classes = new ArrayList<>();
            for (String said : examples.get(i).labels()) {
                set.resolve(said)
                        .map(label -> names.indexOf(label.name()))
                        .filter(c -> !classes.contains(c))
                        .ifPresent(classes::add);
            }
            if (noneIsClass && examples.get(i).labels().isEmpty()) {
                classes.add(names.size());
            }
            if (!classes.isEmpty() && UnitVectors.hasDirection(vectors.get(i))) {
                float[] unit = UnitVectors.of(vectors.get(i));
                usable.add(new Known(unit, classes, describe(unit)));
            }
        }
        return List.copyOf(usable);
    }

    /** Similarity to each label's description; that none fits counts as a label whose similarity is always the threshold. */
    private double[] describe(float[] unit) {
        double[] labels = described.similarities(unit);
        if (!noneIsClass) {
            return labels;
        }
        double[] classes = Arrays.copyOf(labels, labels.length + 1);
        classes[labels.length] = noneBelow;
        return classes;
    }

    /** The answer for a text with this vector; empty when the vector points nowhere. */
    public Optional<Answer> answer(float[] vector) {
        return UnitVectors.hasDirection(vector) ? Optional.of(answerUsable(vector)) : Optional.empty();
    }

    /** All labels for a text with this vector, likeliest first, as shares of 1; by name when the vector points nowhere. */
    public List<ScoredLabel> ranking(float[] vector) {
        double[] scores = new double[names.size()];
        if (UnitVectors.hasDirection(vector)) {
            float[] unit = UnitVectors.of(vector);
            scores = index.evidence(unit, describe(unit)).blended(rule.blend());
        }
        double most = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < names.size(); i++) {
            most = Math.max(most, scores[i]);
        }
        double sum = 0;
        double[] shares = new double[names.size()];
        for (int i = 0; i < shares.length; i++) {
            shares[i] = Math.exp((scores[i] - most) / rule.temperature());
            sum += shares[i];
        }
        List<ScoredLabel> ranked = new ArrayList<>();
        for (int i = 0; i < shares.length; i++) {
            ranked.add(ScoredLabel.of(names.get(i), shares[i] / sum, ConfidenceSource.MARGIN));
        }
        ranked.sort(Comparator.comparingDouble(
                (ScoredLabel label) -> -label.confidence().orElse(0)));
        return ranked;
    }

    private Answer answerUsable(float[] vector) {
        float[] unit = UnitVectors.of(vector);
        double[] descriptions = describe(unit);
        double[] scores = index.evidence(unit, descriptions).blended(rule.blend());
        double[] closeness = set.allowsNone() || set.isMultiple() ? closeness(unit, descriptions) : new double[0];
        List<Integer> chosen = Scores.within(scores, set.isMultiple() ? rule.reach() : 0, names.size());
        if (!set.isMultiple() && chosen.size() > 1) {
            chosen = chosen.subList(0, 1);
        }
        List<Integer> close = closeness.length == 0
                ? chosen
                : chosen.stream().filter(i -> closeness[i] >= noneBelow).toList();
        if (close.isEmpty() && !set.allowsNone()) {
            close = chosen.subList(0, 1);
        }
        List<ScoredLabel> labels = new ArrayList<>();
        for (int i : close) {
            labels.add(ScoredLabel.of(names.get(i), confidence(i, close, scores, closeness), ConfidenceSource.MARGIN));
        }
        return labels.isEmpty() ? Answer.NONE : new Answer(labels);
    }

    /** How similar the text is to each label's description or nearest example, whichever is closer. */
    private double[] closeness(float[] unit, double[] descriptions) {
        double[] closest = Arrays.copyOf(descriptions, names.size());
        for (Known example : known) {
            double similarity = scale.similarity(UnitVectors.cosine(unit, example.unit));
            for (int i : example.classes) {
                if (i < closest.length) {
                    closest[i] = Math.max(closest[i], similarity);
                }
            }
        }
        return closest;
    }

    /** The share of the label among itself and all that are not proposed; less when it hardly differs from none of them. */
    private double confidence(int label, List<Integer> proposed, double[] scores, double[] closeness) {
        double others = 1;
        for (int i = 0; i < scores.length; i++) {
            if (!proposed.contains(i)) {
                others += Math.exp((scores[i] - scores[label]) / rule.temperature());
            }
        }
        double share = 1 / others;
        return set.allowsNone() ? share / (1 + Math.exp((noneBelow - closeness[label]) / NONE_SOFTNESS)) : share;
    }
}
