package io.ticketlabeler.evaluation;

import io.ticketlabeler.internal.stats.Scored;
import io.ticketlabeler.review.Proposals;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.ToDoubleFunction;

/**
 * How good proposals were on the tickets that people decided. Immutable, safe to share; 25 bytes a ticket.
 *
 * <pre>{@code
 * Evaluation evaluation = Evaluation.of(truth, proposals);
 * System.out.println(evaluation); // 500 reviewed, 470 with a proposal, of which 0.911 (0.881 to 0.933) right; macro F1 0.874
 * }</pre>
 *
 * <h2>What counts</h2>
 * <ul>
 *   <li>A proposal is right when its labels are exactly those that people chose; with multiple choice {@link #microF1()} and the scores
 *       of labels tell how much of the rest was right.
 *   <li>A ticket without a proposal, because the model abstained or failed, lowers {@link #coverage()}, {@link #accuracyOfAll()} and
 *       the recall of its label; it does not count in {@link #accuracy()}. Where people said that no label fits, leaving it was right.
 *   <li>Tickets without a settled decision are not there; see {@link Truth}. Nor are those whose label in the run is a person's.
 *   <li>When the reviewed tickets are a sample with unequal chances, give each its weight, 1 / (chance to be reviewed): all
 *       figures then estimate the whole set, and intervals use the effective number of tickets. Without weights all count the same,
 *       which describes the reviewed tickets, and the whole set only if they are a uniform sample of it.
 * </ul>
 */
public final class Evaluation {

    private final List<LabelScore> labels;
    private final Confusion confusion;
    private final Rate accuracy;
    private final Rate accuracyOfAll;
    private final Rate coverage;
    private final double macroF1;
    private final double microF1;
    private final int reviewed;
    private final int proposed;
    private final Optional<Scored> scored;
    private final Optional<Reliability> reliability;
    private final BitSet right;
    private final long seed;

    private Evaluation(Tally tally, long seed) {
        this.labels = tally.labels();
        this.confusion = tally.confusion();
        this.accuracy = tally.accuracy();
        this.accuracyOfAll = tally.accuracyOfAll();
        this.coverage = tally.coverage();
        this.macroF1 = labels.stream()
                .mapToDouble(LabelScore::f1)
                .filter(f1 -> !Double.isNaN(f1))
                .average()
                .orElse(Double.NaN);
        this.microF1 = tally.microF1();
        this.reviewed = tally.size();
        this.proposed = tally.withProposal();
        this.scored = tally.scored();
        this.seed = seed;
        this.reliability = scored.map(each -> Reliability.of(each, seed));
        this.right = tally.right();
    }

    /** Of the tickets with a settled decision that the run knows, all of the same weight; the bootstrap's seed is 1. */
    public static Evaluation of(Truth truth, Proposals proposals) {
        return of(truth, proposals, id -> 1, 1);
    }

    /**
     * The same, each ticket with its weight.
     *
     * @param weights by id: 1 / (chance to be reviewed)
     * @param seed    for the bootstrap
     */
    public static Evaluation of(Truth truth, Proposals proposals, ToDoubleFunction<String> weights, long seed) {
        Builder builder = builder().labels(proposals.labelNames()).seed(seed);
        for (int ticket = 0; ticket < truth.tickets(); ticket++) {
            OptionalInt at = proposals.indexOf(truth.id(ticket));
            if (truth.isSettled(ticket) && at.isPresent() && !proposals.isDecided(at.getAsInt())) {
                builder.add(
                        truth.id(ticket),
                        proposals.labels(at.getAsInt()),
                        proposals.confidence(at.getAsInt()),
                        truth.labels(ticket),
                        weights.applyAsDouble(truth.id(ticket)));
            }
        }
        return builder.build();
    }

    /** Collects tickets one by one. */
    public static Builder builder() {
        return new Builder();
    }

    /** Tickets with a settled decision that the run knows. */
    public int reviewed() {
        return reviewed;
    }

    /** Those of them with a proposal. */
    public int proposed() {
        return proposed;
    }

    /** Share of the reviewed tickets that have a proposal. */
    public Rate coverage() {
        return coverage;
    }

    /** Share of the proposals that are right. */
    public Rate accuracy() {
        return accuracy;
    }

    /** Share of all reviewed tickets that were dealt with rightly: the right proposal, or none where no label fits. */
    public Rate accuracyOfAll() {
        return accuracyOfAll;
    }

    /** Mean F1 of the labels that people chose or the model proposed, each counting the same; NaN without any. */
    public double macroF1() {
        return macroF1;
    }

    /** F1 of all labels together, each ticket counting the same; NaN without any. */
    public double microF1() {
        return microF1;
    }

    /** Each label, in the order of the label set, others after them. */
    public List<LabelScore> labels() {
        return labels;
    }

    /** Which label was taken for which. */
    public Confusion confusion() {
        return confusion;
    }

    /** What the confidences are worth; empty when no reviewed proposal states one. */
    public Optional<Reliability> reliability() {
        return reliability;
    }

    /** The same after a calibrator; judge it by other reviews than those it was fitted on. */
    public Optional<Reliability> reliability(Calibrator calibrator) {
        return scored.map(each -> Reliability.of(calibrator.apply(each), seed));
    }

    /**
     * A calibrator fitted on these reviews.
     *
     * @throws IllegalStateException if there are too few reviewed proposals with a confidence, saying how many it takes
     */
    public Calibrator calibrator() {
        return Calibrator.fit(scored);
    }

    /** Of the tickets in the order they were added, those dealt with rightly. */
    BitSet right() {
        return right;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%d reviewed, %d with a proposal, of which %s right; macro F1 %.3f, micro F1 %.3f",
                reviewed,
                proposed,
                accuracy,
                macroF1,
                microF1);
    }

    /** Collects reviewed tickets; not thread-safe. */
    public static final class Builder {

        private Tally tally = new Tally(List.of());
        private long seed = 1;

        private Builder() {}

        /** The labels and their order; to be called first, if at all. Others are added as they come. */
        public Builder labels(List<String> names) {
            if (tally.size() > 0) {
                throw new IllegalStateException("labels() comes before the first ticket");
            }
            tally = new Tally(names);
            return this;
        }

        /** For the bootstrap; default 1. */
        public Builder seed(long value) {
            seed = value;
            return this;
        }

        /**
         * A reviewed ticket.
         *
         * @param id         for samples of confused labels
         * @param proposed   what was proposed, empty when nothing was
         * @param confidence of the proposal, 0 to 1; empty when it states none
         * @param chosen     what is right, empty when no label fits
         */
        public Builder add(String id, List<String> proposed, OptionalDouble confidence, List<String> chosen) {
            return add(id, proposed, confidence, chosen, 1);
        }

        /**
         * A reviewed ticket that stands for several.
         *
         * @param weight how many tickets of the whole set it stands for: 1 / (chance to be reviewed); more than 0
         */
        public Builder add(
                String id, List<String> proposed, OptionalDouble confidence, List<String> chosen, double weight) {
            if (!(weight > 0 && weight < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("weight of " + id + " is " + weight + ", expected more than 0");
            }
            tally.add(id, proposed, confidence, chosen, weight);
            return this;
        }

        public Evaluation build() {
            return new Evaluation(tally, seed);
        }
    }
}
