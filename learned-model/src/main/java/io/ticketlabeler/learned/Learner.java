package io.ticketlabeler.learned;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The classifiers of one training, and the words that they know.
 *
 * @param vocabulary null without words
 * @param words      null without words
 * @param vectors    null without vectors
 */
record Learner(@Nullable Vocabulary vocabulary, @Nullable Classifier words, @Nullable Classifier vectors) {

    /** Learns from those tickets of the lesson. */
    static Learner of(Lesson lesson, int[] tickets, Kind kind, long seed) {
        List<int[]> classes = pick(lesson.classes(), tickets);
        int count = lesson.names().size();
        Vocabulary vocabulary = null;
        Classifier words = null;
        if (kind.hasWords()) {
            List<long[]> texts = pick(lesson.words(), tickets);
            vocabulary = Vocabulary.of(texts);
            words = Classifier.learn(
                    texts.stream().map(vocabulary::features).toList(),
                    classes,
                    count,
                    vocabulary.hashes().length,
                    seed);
        }
        Classifier vectors = kind.hasVectors()
                ? Classifier.learn(pick(lesson.vectors(), tickets), classes, count, lesson.vectorSize(), seed)
                : null;
        return new Learner(vocabulary, words, vectors);
    }

    private static <T> List<T> pick(List<T> all, int[] places) {
        return IntStream.of(places).mapToObj(all::get).toList();
    }

    /** For each class, by the words; see {@link Classifier#logs}. */
    double[] byWords(long[] text) {
        return words == null || vocabulary == null ? new double[0] : words.logs(vocabulary.features(text));
    }

    /** For each class, by the vector. */
    double[] byVector(Features vector) {
        return vectors == null ? new double[0] : vectors.logs(vector);
    }

    /** Mean of both; one of them where the other is empty. */
    static double[] product(double[] byWords, double[] byVector) {
        if (byWords.length == 0 || byVector.length == 0) {
            return byWords.length == 0 ? byVector : byWords;
        }
        double[] mean = new double[byWords.length];
        for (int i = 0; i < mean.length; i++) {
            mean[i] = (byWords[i] + byVector[i]) / 2;
        }
        return mean;
    }
}
