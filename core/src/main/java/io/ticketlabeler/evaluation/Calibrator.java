package io.ticketlabeler.evaluation;

import io.ticketlabeler.internal.stats.Isotonic;
import io.ticketlabeler.internal.stats.Logistic;
import io.ticketlabeler.internal.stats.Scored;
import java.util.Arrays;
import java.util.Optional;

/**
 * Turns stated confidences into ones that mean what they say: of proposals with 0.9, nine in ten are right. It never changes which of two
 * proposals is the more confident one, so it changes no ranking and no certificate; thresholds, forecasts and reports become readable.
 *
 * <p>Fit it on a pilot, judge it by other reviews. How many there are decides the {@link Kind}, so that it follows the data no closer
 * than they can bear. Immutable, safe to share; kept as a small JSON file by {@link CalibratorFile}.
 */
public final class Calibrator {

    /** The shape of the curve. */
    public enum Kind {
        /** One parameter, below 50 reviews: confidences are all too extreme, or all too timid. */
        TEMPERATURE,
        /** Two, below 200: also too high or too low altogether (Platt). */
        PLATT,
        /** Three, up to 1,000: high and low confidences are off differently (beta calibration). */
        BETA,
        /** Steps, above that: any curve that never falls (isotonic regression). */
        ISOTONIC
    }

    private static final int FEWEST = 20;
    private static final int PLATT_FROM = 50;
    private static final int BETA_FROM = 200;
    private static final int ISOTONIC_ABOVE = 1_000;
    private static final double EDGE = 1e-6; // logarithms of 0 and 1 are infinite; models do state 1.0

    private final Kind kind;
    private final double[] first; // isotonic: scores; else: parameters
    private final double[] second; // isotonic: values there; else empty
    private final int reviews;

    Calibrator(Kind kind, double[] first, double[] second, int reviews) {
        this.kind = kind;
        this.first = first;
        this.second = second;
        this.reviews = reviews;
    }

    static Calibrator fit(Optional<Scored> reviewed) {
        int n = reviewed.map(Scored::size).orElse(0);
        if (n < FEWEST) {
            throw new IllegalStateException("a calibrator needs at least " + FEWEST
                    + " reviewed proposals with a confidence, there are " + n + "; review more");
        }
        Scored scored = reviewed.get();
        return fit(
                scored,
                n < PLATT_FROM
                        ? Kind.TEMPERATURE
                        : n < BETA_FROM ? Kind.PLATT : n <= ISOTONIC_ABOVE ? Kind.BETA : Kind.ISOTONIC);
    }

    static Calibrator fit(Scored scored, Kind kind) {
        int n = scored.size();
        if (kind == Kind.ISOTONIC) {
            double[][] knots = Isotonic.fit(scored);
            return new Calibrator(kind, knots[0], knots[1], n);
        }
        // a factor below 0 would turn the order around: such features are left out
        boolean[] used = new boolean[features(kind, 0.5).length];
        Arrays.fill(used, true);
        double[] parameters = fit(scored, kind, used);
        int factors = kind == Kind.BETA ? 2 : 1;
        for (int round = 0; round < factors; round++) {
            for (int i = 0; i < factors; i++) {
                if (parameters[i] < 0) {
                    used[i] = false;
                    parameters = fit(scored, kind, used);
                }
            }
        }
        return new Calibrator(kind, parameters, new double[0], n);
    }

    private static double[] fit(Scored scored, Kind kind, boolean[] used) {
        int n = scored.size();
        double[][] rows = new double[n][];
        boolean[] right = new boolean[n];
        double[] weights = new double[n];
        double scale = n / scored.total(); // weights say how much a ticket counts, not how many reviews there were
        for (int i = 0; i < n; i++) {
            rows[i] = features(kind, scored.score(i));
            for (int k = 0; k < used.length; k++) {
                rows[i][k] *= used[k] ? 1 : 0;
            }
            right[i] = scored.isRight(i);
            weights[i] = scored.weight(i) * scale;
        }
        double[] parameters = Logistic.fit(rows, right, weights);
        for (int k = 0; k < used.length; k++) {
            parameters[k] = used[k] ? parameters[k] : 0;
        }
        return parameters;
    }

    private static double[] features(Kind kind, double confidence) {
        double c = Math.min(1 - EDGE, Math.max(EDGE, confidence));
        return switch (kind) {
            case TEMPERATURE -> new double[] {Math.log(c / (1 - c))};
            case PLATT -> new double[] {Math.log(c / (1 - c)), 1};
            case BETA -> new double[] {Math.log(c), -Math.log1p(-c), 1};
            case ISOTONIC -> throw new IllegalArgumentException("steps have no features");
        };
    }

    /** The shape of its curve. */
    public Kind kind() {
        return kind;
    }

    /** How many reviews it was fitted on. */
    public int reviews() {
        return reviews;
    }

    /**
     * The calibrated confidence, 0 to 1.
     *
     * @param confidence as stated, 0 to 1
     */
    public double apply(double confidence) {
        if (!(confidence >= 0 && confidence <= 1)) {
            throw new IllegalArgumentException("confidence is " + confidence + ", expected 0..1");
        }
        return kind == Kind.ISOTONIC ? between(confidence) : curve(confidence);
    }

    private double curve(double confidence) {
        double[] features = features(kind, confidence);
        double x = 0;
        for (int i = 0; i < features.length; i++) {
            x += first[i] * features[i];
        }
        return Logistic.sigmoid(x);
    }

    private double between(double confidence) {
        int at = Arrays.binarySearch(first, confidence);
        if (at >= 0) {
            return second[at];
        }
        int above = -at - 1;
        if (above == 0) {
            return second[0];
        }
        if (above == first.length) {
            return second[above - 1];
        }
        double part = (confidence - first[above - 1]) / (first[above] - first[above - 1]);
        return second[above - 1] + part * (second[above] - second[above - 1]);
    }

    Scored apply(Scored stated) {
        int n = stated.size();
        double[] scores = new double[n];
        boolean[] right = new boolean[n];
        double[] weights = new double[n];
        for (int i = 0; i < n; i++) {
            scores[i] = apply(stated.score(i));
            right[i] = stated.isRight(i);
            weights[i] = stated.weight(i);
        }
        return Scored.of(scores, right, weights);
    }

    double[] first() {
        return first.clone();
    }

    double[] second() {
        return second.clone();
    }

    @Override
    public String toString() {
        return kind + " calibrator, fitted on " + reviews + " reviews";
    }
}
