package io.ticketlabeler.learned;

import io.ticketlabeler.model.Checked;
import io.ticketlabeler.prompt.Answer;
import io.ticketlabeler.ticket.ScoredLabel;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What would have been said about each reviewed ticket by models that were trained without it and without its copies: five trainings,
 * each without a fifth. Says which kind is best, and how logarithms become confidences. No chance but the seed.
 */
final class CrossValidation {

    private static final double[] TEMPERATURES = {0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.8, 1, 1.3, 1.6, 2, 3};
    private static final List<Kind> IN_DOUBT = List.of(Kind.BOTH, Kind.VECTORS, Kind.WORDS);

    private final Lesson lesson;
    private final double[][] byWords;
    private final double[][] byVector;

    /** @param lesson with two folds or more */
    CrossValidation(Lesson lesson, long seed) {
        this.lesson = lesson;
        this.byWords = new double[lesson.size()][];
        this.byVector = new double[lesson.size()][];
        Kind all = lesson.hasVectors() ? Kind.BOTH : Kind.WORDS;
        for (int fold = 0; fold < lesson.folds(); fold++) {
            int out = fold;
            int[] others = IntStream.range(0, lesson.size())
                    .filter(i -> lesson.fold()[i] != out)
                    .toArray();
            Learner learner = Learner.of(lesson, others, all, seed);
            for (int i = 0; i < lesson.size(); i++) {
                if (lesson.fold()[i] == fold) {
                    byWords[i] = learner.byWords(lesson.words().get(i));
                    byVector[i] =
                            all.hasVectors() ? learner.byVector(lesson.vectors().get(i)) : new double[0];
                }
            }
        }
    }

    private double[] logs(Kind kind, int ticket) {
        return switch (kind) {
            case WORDS -> byWords[ticket];
            case VECTORS -> byVector[ticket];
            case BOTH -> Learner.product(byWords[ticket], byVector[ticket]);
        };
    }

    /** Share of tickets with exactly the right labels, for each kind that there is. */
    Map<Kind, Double> accuracies() {
        Map<Kind, Double> accuracies = new EnumMap<>(Kind.class);
        for (Kind kind : lesson.hasVectors() ? List.of(Kind.values()) : List.of(Kind.WORDS)) {
            long right = IntStream.range(0, lesson.size())
                    .filter(ticket -> isRight(kind, ticket))
                    .count();
            accuracies.put(kind, (double) right / lesson.size());
        }
        return accuracies;
    }

    /** The kind with the highest accuracy. */
    static Kind best(Map<Kind, Double> accuracies) {
        Kind best = Kind.WORDS;
        for (Kind kind : IN_DOUBT) {
            if (accuracies.getOrDefault(kind, -1.0) > accuracies.getOrDefault(best, -1.0)) {
                best = kind;
            }
        }
        return best;
    }

    /** The one with which the right classes are likeliest. */
    double temperature(Kind kind) {
        double best = 1;
        double most = Double.NEGATIVE_INFINITY;
        for (double temperature : TEMPERATURES) {
            double sum = 0;
            for (int i = 0; i < lesson.size(); i++) {
                for (int right : lesson.classes().get(i)) {
                    sum += Math.log(Math.max(Double.MIN_NORMAL, Choice.share(logs(kind, i), right, temperature)));
                }
            }
            if (sum > most) {
                most = sum;
                best = temperature;
            }
        }
        return best;
    }

    /** Each ticket's answer beside what people said, in the order of the lesson; without answers that name no label. */
    List<Checked> heldOut(Kind kind, double temperature) {
        List<Checked> checked = new ArrayList<>(lesson.size());
        for (int i = 0; i < lesson.size(); i++) {
            Checked.of(answer(kind, temperature, i).labels(), right(i)).ifPresent(checked::add);
        }
        return checked;
    }

    private Answer answer(Kind kind, double temperature, int ticket) {
        double[] logs = logs(kind, ticket);
        return lesson.isMultiple()
                ? Choice.several(lesson.names(), logs, lesson.names().contains(""))
                : Choice.one(lesson.names(), logs, temperature);
    }

    private List<String> right(int ticket) {
        return IntStream.of(lesson.classes().get(ticket))
                .mapToObj(lesson.names()::get)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    private boolean isRight(Kind kind, int ticket) {
        List<ScoredLabel> said = answer(kind, 1, ticket).labels();
        return Checked.of(said, right(ticket))
                .map(Checked::right)
                .orElse(right(ticket).isEmpty());
    }
}
