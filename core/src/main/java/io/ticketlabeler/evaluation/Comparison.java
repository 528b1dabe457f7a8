package io.ticketlabeler.evaluation;

import io.ticketlabeler.internal.stats.McNemar;
import io.ticketlabeler.review.Proposals;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Several models or prompts on the same reviewed tickets, side by side: only tickets that all of them know count. Immutable, safe to
 * share.
 *
 * <p>Whether a difference is more than chance says the exact McNemar test of each pair. Among many pairs some look different by chance:
 * with more than two contenders, ask for a p-value below 0.05 / (number of pairs).
 */
public final class Comparison {

    private final List<Contender> contenders;
    private final List<Duel> duels;

    private Comparison(List<Contender> contenders, List<Duel> duels) {
        this.contenders = contenders;
        this.duels = duels;
    }

    /**
     * One of those that are compared.
     *
     * @param name       e.g. {@code gpt-4o-mini, few-shot}
     * @param evaluation on the tickets that all know
     * @param usdPerThousand US dollars for 1,000 tickets; empty when the cost is not known
     */
    public record Contender(String name, Evaluation evaluation, OptionalDouble usdPerThousand) {}

    /**
     * Two of them.
     *
     * @param one       a name
     * @param other     another name
     * @param onlyOne   tickets that only the one dealt with rightly, see {@link Evaluation#accuracyOfAll()}
     * @param onlyOther tickets that only the other one dealt with rightly
     * @param p         chance of a difference at least as large if both were equally good; exact
     */
    public record Duel(String one, String other, int onlyOne, int onlyOther, double p) {}

    /** Collects contenders. */
    public static Builder of(Truth truth) {
        return new Builder(truth);
    }

    /** In the order in which they were added. */
    public List<Contender> contenders() {
        return contenders;
    }

    /** Each with each. */
    public List<Duel> duels() {
        return duels;
    }

    /** Collects contenders; not thread-safe. */
    public static final class Builder {

        private final Truth truth;
        private final Map<String, Proposals> runs = new LinkedHashMap<>();
        private final Map<String, OptionalDouble> costs = new LinkedHashMap<>();
        private long seed = 1;

        private Builder(Truth truth) {
            this.truth = truth;
        }

        /** For the bootstraps; default 1. */
        public Builder seed(long value) {
            seed = value;
            return this;
        }

        /**
         * A contender.
         *
         * @param name           not used before
         * @param usdPerThousand US dollars for 1,000 tickets; empty when the cost is not known
         */
        public Builder add(String name, Proposals proposals, OptionalDouble usdPerThousand) {
            if (runs.putIfAbsent(name, proposals) != null) {
                throw new IllegalArgumentException("two contenders are named \"" + name + "\"; rename one");
            }
            costs.put(name, usdPerThousand);
            return this;
        }

        public Comparison build() {
            List<Evaluation.Builder> evaluations = new ArrayList<>();
            runs.forEach((name, run) -> evaluations.add(Evaluation.builder().seed(seed)));
            for (int ticket = 0; ticket < truth.tickets(); ticket++) {
                if (truth.isSettled(ticket)) {
                    addTo(evaluations, truth.id(ticket), truth.labels(ticket));
                }
            }
            List<Contender> contenders = new ArrayList<>();
            runs.forEach((name, run) -> contenders.add(new Contender(
                    name,
                    evaluations.get(contenders.size()).build(),
                    costs.getOrDefault(name, OptionalDouble.empty()))));
            return new Comparison(Collections.unmodifiableList(contenders), duels(contenders));
        }

        private void addTo(List<Evaluation.Builder> evaluations, String id, List<String> right) {
            List<Proposals> all = List.copyOf(runs.values());
            int[] places = new int[all.size()];
            for (int i = 0; i < places.length; i++) {
                OptionalInt at = all.get(i).indexOf(id);
                if (at.isEmpty() || all.get(i).isDecided(at.getAsInt())) {
                    return;
                }
                places[i] = at.getAsInt();
            }
            for (int i = 0; i < places.length; i++) {
                evaluations
                        .get(i)
                        .add(id, all.get(i).labels(places[i]), all.get(i).confidence(places[i]), right);
            }
        }

        private static List<Duel> duels(List<Contender> contenders) {
            List<Duel> duels = new ArrayList<>();
            for (int i = 0; i < contenders.size(); i++) {
                for (int k = i + 1; k < contenders.size(); k++) {
                    duels.add(duel(contenders.get(i), contenders.get(k)));
                }
            }
            return Collections.unmodifiableList(duels);
        }

        private static Duel duel(Contender one, Contender other) {
            BitSet onlyOne = (BitSet) one.evaluation().right().clone();
            onlyOne.andNot(other.evaluation().right());
            BitSet onlyOther = (BitSet) other.evaluation().right().clone();
            onlyOther.andNot(one.evaluation().right());
            int first = onlyOne.cardinality();
            int second = onlyOther.cardinality();
            return new Duel(one.name(), other.name(), first, second, McNemar.exact(first, second));
        }
    }
}
