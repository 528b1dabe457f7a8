package io.ticketlabeler.model;

import io.ticketlabeler.internal.stats.ExactBounds;
import io.ticketlabeler.ticket.ScoredLabel;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * From which confidence on a source keeps a ticket, instead of passing it on. Immutable, safe to share.
 *
 * <pre>{@code
 * Bound bound = Bound.of(learned.heldOut(), 0.92, 0.05);
 * }</pre>
 *
 * <p><b>How it is found.</b> The reviewed tickets are sorted by falling confidence. Ten prefixes (the first tenth, two tenths, … all of
 * them; ties belong together) are tried, each with a tenth of the risk: the longest one is taken of which the exact bound of Clopper and
 * Pearson says that its answers are right often enough. So the risk holds for all ten together, and no order of them has to be assumed.
 * Without such a prefix nothing is kept. Fewer than 64 kept tickets cannot prove 0.92 at a risk of 0.05, however right they are.
 *
 * <p><b>What it promises.</b> With probability {@code 1 - risk} over the choice of the reviewed tickets, answers with such a
 * confidence to further tickets of the same kind are right in at least that share, for a source that does not change. It holds for the
 * reviewed tickets as a sample of the stream: tickets that were reviewed because they were hard, or an equal number a label, say
 * little about the others. A source that says nothing about how sure it is has confidence 0: all of its answers are kept, or none. It is no certificate of a run; for that see {@code io.ticketlabeler.review}.
 */
public final class Bound {

    /** Keeps whatever the source answers. */
    public static final Bound ALL = new Bound(Double.NEGATIVE_INFINITY, 0, 0, 0);

    /** Keeps nothing. */
    public static final Bound NOTHING = new Bound(Double.POSITIVE_INFINITY, 0, 0, 0);

    private static final int PREFIXES = 10;

    private final double from;
    private final int kept;
    private final int wrong;
    private final int checked;

    private Bound(double from, int kept, int wrong, int checked) {
        this.from = from;
        this.kept = kept;
        this.wrong = wrong;
        this.checked = checked;
    }

    /**
     * One that you have set yourself.
     *
     * @param confidence 0 to 1; 0 keeps all answers that name a label
     */
    public static Bound from(double confidence) {
        if (!(confidence >= 0 && confidence <= 1)) { // also refuses NaN
            throw new IllegalArgumentException("a bound of " + confidence + ", expected 0..1");
        }
        return new Bound(confidence, 0, 0, 0);
    }

    /**
     * One that reviewed tickets prove.
     *
     * @param checked  the source's answers to reviewed tickets that it was not trained on, in any order
     * @param accuracy share of the kept answers that must be right, above 0 and below 1, e.g. 0.92
     * @param risk     probability of being wrong about that, above 0 and below 1, e.g. 0.05
     */
    public static Bound of(List<Checked> checked, double accuracy, double risk) {
        if (!(accuracy > 0 && accuracy < 1 && risk > 0 && risk < 1)) { // also refuses NaN
            throw new IllegalArgumentException(
                    "an accuracy of " + accuracy + " at a risk of " + risk + ": expected both above 0 and below 1");
        }
        List<Checked> sorted = checked.stream()
                .sorted(Comparator.comparingDouble(Checked::confidence).reversed())
                .toList();
        Bound best = new Bound(Double.POSITIVE_INFINITY, 0, 0, sorted.size());
        int wrong = 0;
        for (int i = 0; i < sorted.size(); i++) {
            wrong += sorted.get(i).right() ? 0 : 1;
            int n = i + 1;
            boolean tie = n < sorted.size()
                    && sorted.get(n).confidence() == sorted.get(i).confidence();
            if (!tie && endsTenth(sorted, n) && 1 - ExactBounds.upper(wrong, n, risk / PREFIXES) >= accuracy) {
                best = new Bound(between(sorted, n), n, wrong, sorted.size());
            }
        }
        return best;
    }

    /**
     * Half way to the next one: any confidence in between keeps the same reviewed tickets, and a model that was trained on a few tickets
     * more may be a little less sure of the same.
     */
    private static double between(List<Checked> sorted, int n) {
        double next = n < sorted.size() ? sorted.get(n).confidence() : 0;
        return (sorted.get(n - 1).confidence() + next) / 2;
    }

    /** Whether the first {@code n} are a tenth, with the ties that end it; at most ten of them are. */
    private static boolean endsTenth(List<Checked> sorted, int n) {
        double last = sorted.get(n - 1).confidence();
        for (int tenth = 1; tenth <= PREFIXES; tenth++) {
            int end = (int) ((long) sorted.size() * tenth / PREFIXES);
            if (end > 0 && end <= n && sorted.get(end - 1).confidence() == last) {
                return true;
            }
        }
        return false;
    }

    /** Whether an answer with these labels is kept. An answer without a label never is, unless all are. */
    public boolean keeps(List<ScoredLabel> labels) {
        return keepsAll() || (!labels.isEmpty() && Checked.leastConfidence(labels) >= from);
    }

    private boolean keepsAll() {
        return from == Double.NEGATIVE_INFINITY;
    }

    /** Whether there is any confidence that is enough. */
    public boolean keepsSomething() {
        return from <= 1;
    }

    /** The least confidence that is enough; infinite when none is. */
    public double confidence() {
        return from;
    }

    /** How many of the reviewed tickets would be kept; 0 for a bound that was not found from any. */
    public int kept() {
        return kept;
    }

    /** How many of the kept ones are wrong. */
    public int wrong() {
        return wrong;
    }

    /** How many reviewed tickets there were. */
    public int checked() {
        return checked;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bound bound
                && from == bound.from
                && kept == bound.kept
                && wrong == bound.wrong
                && checked == bound.checked;
    }

    @Override
    public int hashCode() {
        return Objects.hash(from, kept, wrong, checked);
    }

    /** E.g. {@code keeps from 0.61 on: 530 of 770 reviewed tickets, 21 of them wrong}. */
    @Override
    public String toString() {
        if (keepsAll()) {
            return "keeps all";
        }
        String of = checked == 0 ? "" : " of " + checked + " reviewed tickets";
        return keepsSomething()
                ? String.format(Locale.ROOT, "keeps from %.3f on", from)
                        + (checked == 0 ? "" : ": " + kept + of + ", " + wrong + " of them wrong")
                : "keeps nothing" + of;
    }
}
