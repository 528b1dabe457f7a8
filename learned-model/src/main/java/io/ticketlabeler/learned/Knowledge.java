package io.ticketlabeler.learned;

import io.ticketlabeler.model.Checked;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * All that training found out: what is saved, loaded and hashed.
 *
 * @param embedding   identity of the embedding model that the vectors came from; empty without vectors
 * @param names       of the classes; the empty name is "no label fits"
 * @param temperature see {@link Choice#share}
 * @param accuracies  in the cross-validation, by kind; empty if there was none
 * @param heldOut     the answers of the cross-validation
 */
record Knowledge(
        Kind kind,
        String embedding,
        List<String> names,
        double temperature,
        Map<Kind, Double> accuracies,
        List<Checked> heldOut,
        Learner learner) {

    static Knowledge from(Lesson lesson, String embedding, @Nullable Kind only, long seed) {
        Kind kind = only != null ? only : lesson.hasVectors() ? Kind.BOTH : Kind.WORDS;
        double temperature = 1;
        Map<Kind, Double> accuracies = Map.of();
        List<Checked> heldOut = List.of();
        if (lesson.folds() > 1) {
            CrossValidation validation = new CrossValidation(lesson, seed);
            accuracies = validation.accuracies();
            kind = only != null ? only : CrossValidation.best(accuracies);
            temperature = validation.temperature(kind);
            heldOut = validation.heldOut(kind, temperature);
        }
        int[] all = IntStream.range(0, lesson.size()).toArray();
        return new Knowledge(
                kind,
                kind.hasVectors() ? embedding : "",
                lesson.names(),
                temperature,
                accuracies,
                heldOut,
                Learner.of(lesson, all, kind, seed));
    }
}
