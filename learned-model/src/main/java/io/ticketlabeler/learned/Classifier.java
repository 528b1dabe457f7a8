package io.ticketlabeler.learned;

import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.FeatureNode;
import de.bwaldvogel.liblinear.Linear;
import de.bwaldvogel.liblinear.Model;
import de.bwaldvogel.liblinear.Parameter;
import de.bwaldvogel.liblinear.Problem;
import de.bwaldvogel.liblinear.SolverType;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * One logistic regression for each class, "this one or not", by LIBLINEAR. Immutable.
 */
final class Classifier {

    private static final double COST = 10; // on features of length 1, with few texts a label
    private static final double ENOUGH = 0.1; // LIBLINEAR's own default
    private static final int MAX_STEPS = 300;
    private static final double LARGE = 500; // e to that power is still a number

    static {
        Linear.disableDebugOutput(); // it would go to System.out
    }

    private final float[][] weights;

    Classifier(float[][] weights) {
        this.weights = weights;
    }

    /**
     * Learns.
     *
     * @param texts   at least one
     * @param classes of each text
     * @param count   how many classes there are
     * @param size    how many places there are
     */
    static Classifier learn(List<Features> texts, List<int[]> classes, int count, int size, long seed) {
        Feature[][] rows = new Feature[texts.size()][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = row(texts.get(i), size);
        }
        float[][] weights = new float[count][];
        IntStream.range(0, count)
                .parallel()
                .forEach(label -> weights[label] = one(rows, classes, label, size + 1, seed));
        return new Classifier(weights);
    }

    private static Feature[] row(Features text, int size) {
        Feature[] row = new Feature[text.index().length + 1];
        for (int i = 0; i < row.length - 1; i++) {
            row[i] = new FeatureNode(text.index()[i] + 1, text.values()[i]); // LIBLINEAR counts from 1
        }
        row[row.length - 1] = new FeatureNode(size + 1, 1);
        return row;
    }

    private static float[] one(Feature[][] rows, List<int[]> classes, int label, int size, long seed) {
        double[] is = new double[rows.length];
        int yes = 0;
        for (int i = 0; i < is.length; i++) {
            boolean has = IntStream.of(classes.get(i)).anyMatch(each -> each == label);
            is[i] = has ? 1 : -1;
            yes += has ? 1 : 0;
        }
        float[] weights = new float[size];
        if (yes == 0 || yes == rows.length) { // nothing to tell apart
            weights[size - 1] = yes == 0 ? -10 : 10;
            return weights;
        }
        Problem problem = new Problem();
        problem.l = rows.length;
        problem.n = size;
        problem.x = rows;
        problem.y = is;
        problem.bias = -1; // the intercept is a place of its own
        Parameter how = new Parameter(SolverType.L2R_LR_DUAL, COST, MAX_STEPS, ENOUGH);
        how.setRandom(new Random(seed));
        Model model = Linear.train(problem, how);
        double[] learnt = model.getFeatureWeights();
        float sign = model.getLabels()[0] == 1 ? 1 : -1;
        for (int i = 0; i < size; i++) {
            weights[i] = sign * (float) learnt[i];
        }
        return weights;
    }

    /** For each class the logarithm of the probability that it is this one, taken by itself: below 0. */
    double[] logs(Features text) {
        double[] logs = new double[weights.length];
        for (int label = 0; label < logs.length; label++) {
            float[] row = weights[label];
            double sum = row[row.length - 1];
            for (int i = 0; i < text.index().length; i++) {
                sum += (double) row[text.index()[i]] * text.values()[i];
            }
            logs[label] = sum < -LARGE ? sum : -Math.log1p(Math.exp(-sum));
        }
        return logs;
    }

    /** One row a class, one column a place of the features, and last the intercept. */
    float[][] weights() {
        return weights;
    }
}
