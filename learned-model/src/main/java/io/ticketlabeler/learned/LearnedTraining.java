package io.ticketlabeler.learned;

import io.ticketlabeler.prompt.Example;
import io.ticketlabeler.prompt.TextEmbedder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Trains a {@link LearnedLabelModel} on reviewed tickets. Immutable, each method gives a new one. Defaults: words only, seed 1.
 *
 * <p>2,000 short tickets with 77 labels take some seconds, with vectors of 384 numbers below half a minute on two processors, most of it
 * for the five trainings of the cross-validation. The same reviews in any order, with the same seed, give the same model.
 */
public final class LearnedTraining {

    private final @Nullable TextEmbedder embedder;
    private final String embedding;
    private final @Nullable Kind only;
    private final long seed;

    private LearnedTraining(@Nullable TextEmbedder embedder, String embedding, @Nullable Kind only, long seed) {
        this.embedder = embedder;
        this.embedding = embedding;
        this.only = only;
        this.seed = seed;
    }

    /** With words only. */
    public static LearnedTraining start() {
        return new LearnedTraining(null, "", null, 1);
    }

    /**
     * Tries the vectors of an embedding model as well, by themselves and together with words.
     *
     * @param model    e.g. {@code Embeddings.of(embeddingModel)}; each text is handed over up to 1,000 characters, beginning and end
     * @param identity tells the model from others when it is loaded again, e.g. {@code all-minilm-l6-v2-q}; not blank
     */
    public LearnedTraining vectors(TextEmbedder model, String identity) {
        if (identity.isBlank()) {
            throw new IllegalArgumentException("the identity of an embedding model must not be blank");
        }
        return new LearnedTraining(model, identity, only, seed);
    }

    /** Decides by that, whatever the cross-validation says. */
    public LearnedTraining only(Kind kind) {
        return new LearnedTraining(embedder, embedding, kind, seed);
    }

    /** For the folds of the cross-validation and the order in which weights are found. */
    public LearnedTraining seed(long value) {
        return new LearnedTraining(embedder, embedding, only, value);
    }

    /**
     * Learns. From about 5 reviews a label on it is worth a try, 10 a label are good.
     *
     * @param reviewed tickets with what people said; no labels where none fits
     * @throws IllegalArgumentException with fewer than two labels to tell apart, or if vectors are asked for and none are given
     */
    public LearnedLabelModel train(List<Example> reviewed) {
        long labels = reviewed.stream().map(Example::labels).distinct().count();
        if (labels < 2) {
            throw new IllegalArgumentException(reviewed.size() + " reviewed tickets with " + labels
                    + " different labels: nothing to tell apart; review more tickets");
        }
        if (only != null && only.hasVectors() && embedder == null) {
            throw new IllegalArgumentException("only(" + only + ") needs an embedding model: give it with vectors(…)");
        }
        List<Example> sorted = Lesson.sorted(reviewed);
        List<Features> vectors = embedder == null
                ? List.of()
                : Vectors.of(embedder, sorted.stream().map(Example::text).toList());
        Knowledge knowledge = Knowledge.from(Lesson.of(sorted, vectors, seed), embedding, only, seed);
        return new LearnedLabelModel(knowledge, knowledge.kind().hasVectors() ? embedder : null);
    }
}
