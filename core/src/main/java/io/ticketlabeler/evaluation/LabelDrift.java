package io.ticketlabeler.evaluation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/**
 * Whether the labels of two sets of tickets are mixed alike: the population stability index (PSI) with the limit that it stays below in 95
 * of 100 cases when nothing has changed. Fixed limits such as 0.1 or 0.2 say nothing: chance alone exceeds them with many labels and few
 * tickets.
 *
 * @param psi    0 for equal mixes
 * @param limit  {@code chi² quantile (classes - 1) × (1/n + 1/m)}
 * @param shifts each label's share before and now, the largest change first
 */
public record LabelDrift(double psi, double limit, List<Shift> shifts) {

    private static final double FEWEST = 5; // expected tickets of a class; rarer labels are taken together

    public LabelDrift {
        shifts = List.copyOf(shifts);
    }

    /**
     * A label's shares.
     *
     * @param label  its name
     * @param before 0 to 1
     * @param now    0 to 1
     */
    public record Shift(String label, double before, double now) {}

    /**
     * Compares two mixes.
     *
     * @param before tickets by label; at least one ticket
     * @param now    the same of the other set
     * @throws IllegalArgumentException if one of them has no tickets
     */
    public static LabelDrift between(Map<String, Long> before, Map<String, Long> now) {
        double n = total(before);
        double m = total(now);
        if (n == 0 || m == 0) {
            throw new IllegalArgumentException("drift needs labelled tickets before and now");
        }
        TreeSet<String> names = new TreeSet<>(before.keySet());
        names.addAll(now.keySet());
        List<Shift> shifts = new ArrayList<>();
        List<double[]> classes = new ArrayList<>();
        double[] rest = new double[2];
        for (String name : names) {
            double old = before.getOrDefault(name, 0L);
            double fresh = now.getOrDefault(name, 0L);
            shifts.add(new Shift(name, old / n, fresh / m));
            double expected = (old + fresh) / (n + m) * Math.min(n, m);
            if (expected >= FEWEST) {
                classes.add(new double[] {old, fresh});
            } else {
                rest[0] += old;
                rest[1] += fresh;
            }
        }
        if (rest[0] + rest[1] > 0) {
            classes.add(rest);
        }
        double psi = 0;
        for (double[] each : classes) {
            double p = (each[0] + 0.5) / (n + 0.5 * classes.size()); // half a ticket more: nothing is impossible
            double q = (each[1] + 0.5) / (m + 0.5 * classes.size());
            psi += (p - q) * Math.log(p / q);
        }
        double limit = classes.size() < 2
                ? Double.POSITIVE_INFINITY
                : ChiSquaredDistribution.of(classes.size() - 1.0).inverseSurvivalProbability(1 - Rate.LEVEL)
                        * (1 / n + 1 / m);
        shifts.sort(Comparator.comparingDouble((Shift shift) -> -Math.abs(shift.now() - shift.before()))
                .thenComparing(Shift::label));
        return new LabelDrift(psi, limit, shifts);
    }

    /** Whether the change is more than chance. */
    public boolean isDrift() {
        return psi > limit;
    }

    private static double total(Map<String, Long> mix) {
        return mix.values().stream().mapToDouble(Long::doubleValue).sum();
    }
}
