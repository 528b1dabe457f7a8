package io.ticketlabeler.model;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.ticketlabeler.internal.Digest;
import io.ticketlabeler.internal.stats.ExactBounds;
import io.ticketlabeler.prompt.Example;
import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.ScoredLabel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * For sets of many labels: a cheap model picks the few that a ticket is likely to need, and a language model chooses among these.
 *
 * <pre>{@code
 * Shortlist shortlist = Shortlist.of(ranker, labels, texts, 10);     // an EmbeddingLabelModel, or a LearnedLabelModel
 * System.out.println(shortlist.recall(reviewed));                    // how often the right label is on it
 * LabelModel model = shortlist.before(OpenAi.chat("gpt-4o-mini"));   // asks among 10; who finds none there is asked about all
 * }</pre>
 *
 * <p><b>How it picks.</b> The cheap model's first choice decides: each label has one list, of itself and the labels that the cheap model
 * holds for likely when that label comes first, averaged over some texts. So there are no more lists than labels, tickets with one list
 * fill a call together, and the beginning of their prompts is the same: ten likely labels of each single ticket would hardly ever be
 * those of another one. The texts need no labels; tickets of the kind that is going to be labelled serve best. Without any, the labels'
 * own names and descriptions stand in for them.
 *
 * <p><b>What it saves.</b> The labels that are not on the list, in each call; that is much when labels are many or have long
 * descriptions. A ticket whose list holds nothing that fits is asked about twice, tickets that no label fits always are.
 *
 * <p>Immutable, thread-safe if the ranker is. Lists belong to the label set for which they were made.
 */
public final class Shortlist {

    /** For {@link #among} in a {@link Cascade}: an answer that names a label is kept, however sure it is. */
    public static final Bound FITS = Bound.from(0);

    private static final double RISK = 0.05;
    private static final int BATCH = 500;
    private static final int KNOWN = 20_000;
    private static final double DESCRIPTION = 1e-3; // weighs that much less than a text

    private final LabelRanker ranker;
    private final LabelSet labels;
    private final Map<String, Integer> lists; // by first choice
    private final List<LabelSet> sets;
    private final int size;
    private final Cache<String, Integer> known =
            Caffeine.newBuilder().maximumSize(KNOWN).build(); // by the text's digest: batched first, then asked

    private Shortlist(LabelRanker ranker, LabelSet labels, List<List<String>> byFirst, int size) {
        this.ranker = ranker;
        this.labels = labels;
        this.size = size;
        this.lists = new LinkedHashMap<>();
        Map<List<String>, Integer> distinct = new LinkedHashMap<>();
        for (int i = 0; i < byFirst.size(); i++) {
            Integer next = distinct.size();
            Integer there = distinct.putIfAbsent(byFirst.get(i), next);
            lists.put(labels.names().get(i), there == null ? next : there);
        }
        this.sets = distinct.keySet().stream().map(this::only).toList();
    }

    /**
     * Lists for a label set.
     *
     * @param texts what to learn from which labels are near each other; some hundreds or thousands, labels are not needed; may be empty
     * @param size  labels on each list, at least 2 and fewer than there are
     */
    public static Shortlist of(LabelRanker ranker, LabelSet labels, Collection<String> texts, int size) {
        int all = labels.names().size();
        if (size < 2 || size >= all) {
            throw new IllegalArgumentException("shortlists of " + size + " out of " + all
                    + " labels: expected at least 2, and fewer than there are");
        }
        double[][] likely = new double[all][all];
        List<String> descriptions = labels.labels().stream()
                .map(label -> label.description().isEmpty() ? label.name() : label.name() + ": " + label.description())
                .toList();
        List<List<ScoredLabel>> own = ranker.rank(labels, descriptions);
        for (int i = 0; i < all; i++) {
            add(likely[i], own.get(i), labels, DESCRIPTION); // what else it may be when that label comes first
        }
        List<String> given = List.copyOf(texts);
        for (int from = 0; from < given.size(); from += BATCH) {
            for (List<ScoredLabel> ranked :
                    ranker.rank(labels, given.subList(from, Math.min(given.size(), from + BATCH)))) {
                add(likely[labels.names().indexOf(ranked.get(0).name())], ranked, labels, 1);
            }
        }
        List<List<String>> byFirst = new ArrayList<>();
        for (int first = 0; first < all; first++) {
            byFirst.add(likeliest(likely[first], first, size).stream()
                    .map(labels.names()::get)
                    .toList());
        }
        return new Shortlist(ranker, labels, byFirst, size);
    }

    private static void add(double[] sums, List<ScoredLabel> ranked, LabelSet labels, double weight) {
        for (ScoredLabel each : ranked) {
            sums[labels.names().indexOf(each.name())] +=
                    weight * each.confidence().orElse(0);
        }
    }

    /** The first choice and the likeliest others, in the order of the set, so that equal lists are equal texts. */
    private static List<Integer> likeliest(double[] likely, int first, int size) {
        List<Integer> others = IntStream.range(0, likely.length)
                .filter(i -> i != first)
                .boxed()
                .sorted((a, b) -> Double.compare(likely[b], likely[a]))
                .limit(size - 1L)
                .toList();
        return Stream.concat(Stream.of(first), others.stream()).sorted().toList();
    }

    private LabelSet only(List<String> names) {
        LabelSet.Builder some = LabelSet.builder().allowNone();
        Set<String> wanted = new HashSet<>(names);
        labels.labels().stream()
                .filter(label -> wanted.contains(label.name()))
                .forEach(label -> some.add(label.name(), label.description()));
        labels.aliases().forEach((alias, name) -> {
            if (wanted.contains(name)) {
                some.alias(alias, name);
            }
        });
        return (labels.isMultiple() ? some.multiple() : some).build();
    }

    /** The labels among which a model is asked about each text; all of them allow none. */
    public List<LabelSet> of(List<String> texts) {
        return lists(texts).stream().map(sets::get).toList();
    }

    List<Integer> lists(List<String> texts) {
        List<String> digests =
                texts.stream().map(text -> new Digest().field(text).shortHex()).toList();
        List<@Nullable Integer> found = new ArrayList<>();
        digests.forEach(digest -> found.add(known.getIfPresent(digest)));
        List<Integer> open = IntStream.range(0, texts.size())
                .filter(i -> found.get(i) == null)
                .boxed()
                .toList();
        if (!open.isEmpty()) {
            List<List<ScoredLabel>> ranked =
                    ranker.rank(labels, open.stream().map(texts::get).toList());
            for (int i = 0; i < open.size(); i++) {
                Integer list =
                        Objects.requireNonNull(lists.get(ranked.get(i).get(0).name()));
                known.put(digests.get(open.get(i)), list);
                found.set(open.get(i), list);
            }
        }
        return found.stream().map(Objects::requireNonNull).toList();
    }

    /**
     * How often all right labels are on a ticket's list.
     *
     * @param reviewed tickets that ranker and lists have not seen; those without a label do not count
     */
    public Recall recall(List<Example> reviewed) {
        List<Example> labelled =
                reviewed.stream().filter(each -> !each.labels().isEmpty()).toList();
        List<LabelSet> chosen = of(labelled.stream().map(Example::text).toList());
        int found = 0;
        for (int i = 0; i < labelled.size(); i++) {
            LabelSet list = chosen.get(i);
            boolean all = labelled.get(i).labels().stream().allMatch(said -> labels.resolve(said)
                    .map(label -> list.contains(label.name()))
                    .orElse(false));
            found += all ? 1 : 0;
        }
        return new Recall(found, labelled.size());
    }

    /** A model that chooses among each ticket's list, in front of itself with all labels for those that find nothing there. */
    public Cascade before(LabelModel model) {
        LabelModel first =
                model instanceof Fallback fallback ? fallback.models().get(0) : model;
        return Cascade.of(among(first), model).bound(0, FITS);
    }

    /**
     * A model that chooses among each ticket's list or says none; for a {@link Cascade} of your own. It refuses other label sets than that
     * of the lists.
     *
     * @throws IllegalArgumentException for a cascade or a fallback, which are plans and no models
     */
    public LabelModel among(LabelModel model) {
        if (model instanceof Cascade || model instanceof Fallback) {
            throw new IllegalArgumentException(
                    "shortlists are for one model; put them into the plan instead of around it");
        }
        return new Shortlisted(this, model);
    }

    /** How many different lists there are. */
    public int lists() {
        return sets.size();
    }

    /** Labels on each list. */
    public int size() {
        return size;
    }

    LabelSet labels() {
        return labels;
    }

    LabelSet list(int list) {
        return sets.get(list);
    }

    String fingerprint() {
        Digest digest = new Digest().field(ranker.fingerprint());
        lists.forEach((first, list) -> digest.field(first).field(list));
        sets.forEach(set -> set.names().forEach(digest::field));
        return "shortlist|" + digest.shortHex();
    }

    /** E.g. {@code shortlists of 10 of 77 labels, by all-minilm-l6-v2-q}. */
    @Override
    public String toString() {
        return "shortlists of " + size + " of " + labels.names().size() + " labels, by " + ranker.name();
    }

    /**
     * How often the right labels were on the list.
     *
     * @param found tickets for which all were
     * @param of    tickets that were looked at
     */
    public record Recall(int found, int of) {

        /** The share; not a number without tickets. */
        public double share() {
            return (double) found / of;
        }

        /** It is at least that at a risk of 5 %, if the tickets are a sample of those to come (Clopper and Pearson, one side). */
        public double atLeast() {
            return of == 0 ? 0 : 1 - ExactBounds.upper(of - found, of, RISK);
        }

        /** E.g. {@code 751 of 770 (97.5 %, at least 96.4 %)}. */
        @Override
        public String toString() {
            return of == 0
                    ? "not known: no reviewed ticket has a label"
                    : String.format(
                            Locale.ROOT,
                            "%d of %d (%.1f %%, at least %.1f %%)",
                            found,
                            of,
                            100 * share(),
                            100 * atLeast());
        }
    }
}
