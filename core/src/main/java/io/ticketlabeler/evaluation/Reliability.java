package io.ticketlabeler.evaluation;

import io.ticketlabeler.internal.stats.MassBins;
import io.ticketlabeler.internal.stats.Scored;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What the confidence of proposals is worth: whether 0.9 means that nine in ten are right (calibration: {@link #bins()},
 * {@link #ece()}, {@link #brier()}), and whether wrong ones have less of it (ranking: {@link #auroc()}, {@link #riskCoverage()}).
 * Of reviewed tickets with a proposal that states a confidence; never empty. Immutable, safe to share.
 */
public final class Reliability {

    /** Bins of the reliability curve, at most. */
    public static final int BINS = 15;

    private static final int CURVE_POINTS = 200;
    private static final int DRAWS = 1_000;
    private static final int FEWEST_DRAWS = 100;
    private static final long DRAWN_TICKETS = 100_000_000; // about a second

    private final Scored scored;
    private final MassBins masses;
    private final Rate ece;

    private Reliability(Scored scored, long seed) {
        this.scored = scored;
        this.masses = MassBins.of(scored, BINS);
        int draws = (int) Math.max(FEWEST_DRAWS, Math.min(DRAWS, DRAWN_TICKETS / scored.size()));
        double[] ends = masses.eceInterval(scored, draws, Rate.LEVEL, seed);
        this.ece = new Rate(masses.ece(), ends[0], ends[1]);
    }

    static Reliability of(Scored scored, long seed) {
        return new Reliability(scored, seed);
    }

    /** How many tickets it is about; at least 1. */
    public int tickets() {
        return scored.size();
    }

    /**
     * Expected calibration error over {@value #BINS} bins of equal mass (fewer when scores repeat), 0 to 1: how far confidence and
     * accuracy are apart on average. Its interval comes from a seeded bootstrap; with fewer than some 300 tickets it lies high, because
     * small bins are never even.
     */
    public Rate ece() {
        return ece;
    }

    /** Mean squared distance of confidence and truth, 0 to 1, lower is better. */
    public double brier() {
        return scored.brier();
    }

    /** Chance that a right proposal is more confident than a wrong one; 0.5 is worthless. Empty when all are right, or all wrong. */
    public OptionalDouble auroc() {
        double value = scored.auroc();
        return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    /** Mean risk over all coverages, lower is better. */
    public double aurc() {
        return scored.aurc();
    }

    /** The reliability curve, by rising confidence; at least one bin. */
    public List<ReliabilityBin> bins() {
        List<ReliabilityBin> bins = new ArrayList<>();
        for (int b = masses.size() - 1; b >= 0; b--) {
            int from = masses.start(b);
            int to = from + masses.count(b);
            double hits = 0;
            double weight = 0;
            double squares = 0;
            for (int i = from; i < to; i++) {
                hits += scored.isRight(i) ? scored.weight(i) : 0;
                weight += scored.weight(i);
                squares += scored.weight(i) * scored.weight(i);
            }
            bins.add(new ReliabilityBin(
                    to - from,
                    scored.score(to - 1),
                    scored.score(from),
                    masses.score(b),
                    Rate.of(hits, weight, squares)));
        }
        return Collections.unmodifiableList(bins);
    }

    /** The risk-coverage curve, from the highest threshold to the lowest; at most some {@value #CURVE_POINTS} points, the last with coverage 1. */
    public List<RiskPoint> riskCoverage() {
        List<RiskPoint> points = new ArrayList<>();
        double total = scored.total();
        double covered = 0;
        double errors = 0;
        double next = 0;
        for (int i = 0; i < scored.size(); ) {
            double confidence = scored.score(i);
            int end = scored.endOfTie(i);
            for (; i < end; i++) {
                covered += scored.weight(i);
                errors += scored.isRight(i) ? 0 : scored.weight(i);
            }
            if (covered >= next || end == scored.size()) {
                points.add(new RiskPoint(confidence, covered / total, errors / covered));
                next = covered + total / CURVE_POINTS;
            }
        }
        return Collections.unmodifiableList(points);
    }

    @Override
    public String toString() {
        return "ECE " + ece + ", Brier " + String.format(java.util.Locale.ROOT, "%.3f", brier()) + " of " + tickets()
                + " tickets";
    }
}
