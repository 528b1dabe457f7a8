package io.ticketlabeler.evaluation;

import io.ticketlabeler.internal.stats.Kappa;
import io.ticketlabeler.internal.stats.Krippendorff;
import io.ticketlabeler.review.Proposals;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Who agreed with whom: people among themselves, and each with the model. An answer is the whole set of labels, so that with multiple
 * choice two answers that share a label still differ. Immutable, safe to share.
 *
 * <p>People who saw the proposal agree with it more than people who did not; compare the model with blind reviews where it matters.
 */
public final class Agreement {

    /** How the model is named among people. */
    public static final String MODEL = "model";

    private final OptionalDouble alpha;
    private final long items;
    private final List<AgreedPair> people;
    private final List<AgreedPair> model;

    private Agreement(Counter counter, List<String> names) {
        double value = counter.alpha.value();
        this.alpha = Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
        this.items = counter.items;
        this.people = counter.pairs(names, false);
        this.model = counter.pairs(names, true);
    }

    /** Of people, and of each with the proposals; tickets without a proposal are left out there. */
    public static Agreement of(Truth truth, Proposals proposals) {
        Counter counter = new Counter(truth);
        for (int ticket = 0; ticket < truth.tickets(); ticket++) {
            OptionalInt at = proposals.indexOf(truth.id(ticket));
            boolean proposed = at.isPresent() && proposals.isLabeled(at.getAsInt());
            counter.add(ticket, proposed ? proposals.labels(at.getAsInt()) : List.of());
        }
        List<String> names = new ArrayList<>(truth.people());
        names.add(MODEL);
        return new Agreement(counter, names);
    }

    /** Krippendorff's alpha of all people together, answers missing; empty when no ticket has two answers, or all are the same. */
    public OptionalDouble alpha() {
        return alpha;
    }

    /** Tickets that several people answered. */
    public long items() {
        return items;
    }

    /** People who answered the same tickets, the pair with the most tickets first. */
    public List<AgreedPair> people() {
        return people;
    }

    /** Each person ({@link AgreedPair#one()}) with the model, the one with the most tickets first. */
    public List<AgreedPair> withModel() {
        return model;
    }

    @Override
    public String toString() {
        return items + " tickets with several answers, alpha "
                + (alpha.isPresent() ? Double.toString(alpha.getAsDouble()) : "unknown");
    }

    private static final class Counter {

        private final Truth truth;
        private final int modelsPlace;
        private final LabelCodes codes = new LabelCodes();
        private final int[] sets; // the truth's sets -> ours
        private final Krippendorff alpha;
        private final Map<Long, Kappa> kappas = new HashMap<>();
        private long items;

        Counter(Truth truth) {
            this.truth = truth;
            this.modelsPlace = truth.people().size();
            this.sets = new int[truth.codes().sets()];
            for (int i = 0; i < sets.length; i++) {
                sets[i] = codes.set(truth.codes().namesOf(i));
            }
            this.alpha = new Krippendorff(sets.length);
        }

        void add(int ticket, List<String> proposed) {
            List<int[]> given = new ArrayList<>(2);
            truth.eachAnswer(ticket, (person, set) -> given.add(new int[] {person, sets[set]}));
            if (given.size() > 1) {
                items++;
                alpha.add(given.stream().mapToInt(answer -> answer[1]).toArray());
            }
            if (!proposed.isEmpty()) {
                given.add(new int[] {modelsPlace, codes.set(proposed)});
            }
            given.sort(Comparator.comparingInt(answer -> answer[0]));
            for (int i = 0; i < given.size(); i++) {
                for (int k = i + 1; k < given.size(); k++) {
                    kappas.computeIfAbsent((long) given.get(i)[0] << 32 | given.get(k)[0], pair -> new Kappa())
                            .add(given.get(i)[1], given.get(k)[1]);
                }
            }
        }

        List<AgreedPair> pairs(List<String> names, boolean withModel) {
            return kappas.entrySet().stream()
                    .filter(each -> ((int) (long) each.getKey() == modelsPlace) == withModel)
                    .map(each -> pair(names, (int) (each.getKey() >> 32), (int) (long) each.getKey(), each.getValue()))
                    .sorted(Comparator.comparingLong(AgreedPair::tickets)
                            .reversed()
                            .thenComparing(AgreedPair::one)
                            .thenComparing(AgreedPair::other))
                    .toList();
        }

        private static AgreedPair pair(List<String> names, int one, int other, Kappa kappa) {
            double value = kappa.value();
            return new AgreedPair(
                    names.get(one),
                    names.get(other),
                    kappa.pairs(),
                    Rate.of((double) kappa.same(), (double) kappa.pairs(), (double) kappa.pairs()),
                    kappa.expected(),
                    Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value));
        }
    }
}
