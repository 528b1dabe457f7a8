package io.ticketlabeler.internal.stats;

/**
 * Logistic regression with a handful of features by Newton's method, for calibration. The targets are Platt's, a little inside 0 and
 * 1, so that answers which the features separate without fault still have a finite fit.
 *
 * @see <a href="https://doi.org/10.1007/s10994-007-5018-6">Lin, Lin, Weng 2007, A note on Platt's probabilistic outputs</a>
 */
public final class Logistic {

    private static final int MAX_STEPS = 100;
    private static final double RIDGE = 1e-12; // keeps the matrix invertible where a feature is constant
    private static final double ENOUGH = 1e-10;

    private Logistic() {}

    /**
     * The coefficients.
     *
     * @param features one row an answer; add a column of ones for an intercept
     * @param right    the answers
     * @param weights  of the answers
     */
    public static double[] fit(double[][] features, boolean[] right, double[] weights) {
        double yes = 0;
        double no = 0;
        for (int i = 0; i < right.length; i++) {
            yes += right[i] ? weights[i] : 0;
            no += right[i] ? 0 : weights[i];
        }
        double high = (yes + 1) / (yes + 2);
        double low = 1 / (no + 2);
        int d = features[0].length;
        double[] beta = new double[d];
        double loss = loss(features, right, weights, beta, low, high);
        for (int step = 0; step < MAX_STEPS; step++) {
            double[] gradient = new double[d];
            double[][] hessian = new double[d][d];
            for (int i = 0; i < features.length; i++) {
                double p = sigmoid(dot(features[i], beta));
                double miss = weights[i] * (p - (right[i] ? high : low));
                double curve = weights[i] * p * (1 - p);
                for (int a = 0; a < d; a++) {
                    gradient[a] += miss * features[i][a];
                    for (int b = 0; b < d; b++) {
                        hessian[a][b] += curve * features[i][a] * features[i][b];
                    }
                }
            }
            double[] move = solve(hessian, gradient);
            double size = 1;
            double[] next = moved(beta, move, size);
            double nextLoss = loss(features, right, weights, next, low, high);
            while (nextLoss > loss && size > 1e-10) {
                size /= 2;
                next = moved(beta, move, size);
                nextLoss = loss(features, right, weights, next, low, high);
            }
            boolean done = loss - nextLoss <= ENOUGH * (1 + Math.abs(loss)) * 1e-3;
            if (nextLoss <= loss) {
                beta = next;
                loss = nextLoss;
            }
            if (done) {
                return beta;
            }
        }
        return beta;
    }

    /** {@code 1 / (1 + exp(-x))}. */
    public static double sigmoid(double x) {
        return x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x));
    }

    private static double loss(
            double[][] features, boolean[] right, double[] weights, double[] beta, double low, double high) {
        double sum = 0;
        for (int i = 0; i < features.length; i++) {
            double x = dot(features[i], beta);
            double soft = Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
            sum += weights[i] * (soft - (right[i] ? high : low) * x);
        }
        return sum;
    }

    private static double[] moved(double[] beta, double[] move, double size) {
        double[] next = beta.clone();
        for (int a = 0; a < next.length; a++) {
            next[a] -= size * move[a];
        }
        return next;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    /** Gaussian elimination with pivots; at most three unknowns. */
    private static double[] solve(double[][] matrix, double[] right) {
        int d = right.length;
        double[] x = right.clone();
        for (int a = 0; a < d; a++) {
            matrix[a][a] += RIDGE;
        }
        for (int c = 0; c < d; c++) {
            int pivot = c;
            for (int r = c + 1; r < d; r++) {
                pivot = Math.abs(matrix[r][c]) > Math.abs(matrix[pivot][c]) ? r : pivot;
            }
            double[] row = matrix[c];
            matrix[c] = matrix[pivot];
            matrix[pivot] = row;
            double value = x[c];
            x[c] = x[pivot];
            x[pivot] = value;
            for (int r = c + 1; r < d; r++) {
                double factor = matrix[r][c] / matrix[c][c];
                for (int k = c; k < d; k++) {
                    matrix[r][k] -= factor * matrix[c][k];
                }
                x[r] -= factor * x[c];
            }
        }
        for (int r = d - 1; r >= 0; r--) {
            for (int k = r + 1; k < d; k++) {
                x[r] -= matrix[r][k] * x[k];
            }
            x[r] /= matrix[r][r];
        }
        return x;
    }
}
