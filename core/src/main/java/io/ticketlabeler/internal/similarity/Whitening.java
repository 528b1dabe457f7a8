package io.ticketlabeler.internal.similarity;

import java.util.Arrays;
import java.util.List;

/**
 * Stretches the space of vectors so that directions in which examples of one and the same label differ count for less: politeness,
 * length or language say little about the label. This is the within-class covariance of linear discriminant analysis, shrunk
 * towards the identity because a few hundred examples cannot fill 384 dimensions.
 */
final class Whitening {

    private static final double SHRINKAGE = 0.7; // 0.5 to 0.9 differ by less than a point of accuracy on four data sets
    private static final int MAX_DIMENSION = 1_536; // time grows with its third power: seconds here, a minute at 3,072
    private static final double NO_SPREAD = 1e-9;

    private final double[][] factor; // lower triangle L with L·Lᵀ = covariance; no rows: leave vectors as they are

    private Whitening(double[][] factor) {
        this.factor = factor;
    }

    /**
     * @param units  vectors of the examples
     * @param groups which examples belong together, by position, from 0
     */
    static Whitening of(List<float[]> units, int[] groups) {
        int freedom = units.size() - (int) Arrays.stream(groups).distinct().count();
        if (freedom <= 0 || units.get(0).length > MAX_DIMENSION) {
            return new Whitening(new double[0][]);
        }
        int dimension = units.get(0).length;
        double[][] covariance = covariance(units, groups, freedom);
        double trace = 0;
        for (int i = 0; i < dimension; i++) {
            trace += covariance[i][i];
        }
        double mean = trace / dimension;
        if (!(mean > NO_SPREAD)) {
            return new Whitening(new double[0][]);
        }
        for (int i = 0; i < dimension; i++) {
            for (int j = 0; j <= i; j++) {
                covariance[i][j] *= (1 - SHRINKAGE) / mean;
            }
            covariance[i][i] += SHRINKAGE;
        }
        factorise(covariance);
        return new Whitening(covariance);
    }

    /** The vector in the stretched space, of length 1 again. */
    float[] apply(float[] unit) {
        if (factor.length == 0) {
            return unit;
        }
        double[] solved = new double[unit.length];
        float[] result = new float[unit.length];
        for (int i = 0; i < solved.length; i++) {
            double[] row = factor[i];
            double rest = unit[i];
            for (int j = 0; j < i; j++) {
                rest -= row[j] * solved[j];
            }
            solved[i] = rest / row[i];
            result[i] = (float) solved[i];
        }
        return UnitVectors.of(result);
    }

    private static double[][] covariance(List<float[]> units, int[] groups, int freedom) {
        int dimension = units.get(0).length;
        double[][] means = means(units, groups);
        double[][] lower = new double[dimension][];
        for (int i = 0; i < dimension; i++) {
            lower[i] = new double[i + 1];
        }
        double[] difference = new double[dimension];
        for (int example = 0; example < groups.length; example++) {
            float[] unit = units.get(example);
            double[] mean = means[groups[example]];
            for (int i = 0; i < dimension; i++) {
                difference[i] = unit[i] - mean[i];
            }
            for (int i = 0; i < dimension; i++) {
                double[] row = lower[i];
                double factor = difference[i] / freedom;
                for (int j = 0; j < row.length; j++) {
                    row[j] += factor * difference[j];
                }
            }
        }
        return lower;
    }

    private static double[][] means(List<float[]> units, int[] groups) {
        int dimension = units.get(0).length;
        int last = Arrays.stream(groups).max().orElse(0);
        double[][] means = new double[last + 1][dimension];
        int[] sizes = new int[last + 1];
        for (int example = 0; example < groups.length; example++) {
            sizes[groups[example]]++;
        }
        for (int example = 0; example < groups.length; example++) {
            float[] unit = units.get(example);
            double[] mean = means[groups[example]];
            for (int i = 0; i < dimension; i++) {
                mean[i] += (double) unit[i] / sizes[groups[example]];
            }
        }
        return means;
    }

    /** Cholesky, in place; shrinkage keeps the matrix positive definite. */
    private static void factorise(double[][] lower) {
        for (int i = 0; i < lower.length; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = lower[i][j];
                for (int k = 0; k < j; k++) {
                    sum -= lower[i][k] * lower[j][k];
                }
                lower[i][j] = i == j ? Math.sqrt(sum) : sum / lower[j][j];
            }
        }
    }
}
