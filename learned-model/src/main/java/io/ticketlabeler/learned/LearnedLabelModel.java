package io.ticketlabeler.learned;

import io.ticketlabeler.model.Checked;
import io.ticketlabeler.model.LabelModel;
import io.ticketlabeler.model.LabelRanker;
import io.ticketlabeler.model.Limits;
import io.ticketlabeler.model.ModelCallException;
import io.ticketlabeler.model.ModelReply;
import io.ticketlabeler.prompt.Answer;
import io.ticketlabeler.prompt.Reply;
import io.ticketlabeler.prompt.TextEmbedder;
import io.ticketlabeler.ticket.ConfidenceSource;
import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.ScoredLabel;
import io.ticketlabeler.ticket.TicketText;
import io.ticketlabeler.ticket.Usage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Labels tickets as people have labelled others, inside the JVM, at no cost a ticket:
 *
 * <pre>{@code
 * LearnedLabelModel model = LearnedTraining.start()
 *         .vectors(Embeddings.of(embeddingModel), "all-minilm-l6-v2-q") // optional
 *         .train(reviewed);
 * model.save(Path.of("model.json"));
 * }</pre>
 *
 * <p><b>How it decides.</b> One logistic regression for each label, over words and pairs of words, over the vectors of an embedding
 * model, or the product of both, whichever was right most often in a cross-validation on the reviews. Words work in any language;
 * vectors in those that the embedding model knows.
 *
 * <p><b>Confidence</b> is 0 to 1: the label's share against the other labels of the set, with the sharpness that fits the answers of the
 * cross-validation best. {@link #heldOut()} gives those answers, from which {@link io.ticketlabeler.model.Bound} finds the confidence
 * that is enough. In sets of several labels it is the probability of each label by itself, and all that are more likely than not
 * are proposed.
 *
 * <p><b>Labels</b> of the set that no review had are never proposed, learnt ones that are not in the set neither. Where the set
 * {@linkplain LabelSet.Builder#allowNone() allows none}, reviews without a label teach when that is right.
 *
 * <p>A ticket's answer depends on its own text, never on its neighbours in the call. Immutable; thread-safe if the embedder is.
 */
public final class LearnedLabelModel implements LabelModel, LabelRanker {

    private static final int MAX_TICKETS = 64;
    private static final int MAX_TICKET_TOKENS = 8_192; // words are counted up to 20,000 characters
    private static final Limits LIMITS =
            new Limits(MAX_TICKETS, MAX_TICKET_TOKENS, MAX_TICKETS * MAX_TICKET_TOKENS, false);

    private final Knowledge knowledge;
    private final @Nullable TextEmbedder embedder;
    private final String hash;
    private final String name;

    LearnedLabelModel(Knowledge knowledge, @Nullable TextEmbedder embedder) {
        this.knowledge = knowledge;
        this.embedder = embedder;
        this.hash = ModelFile.hash(knowledge);
        OptionalDouble accuracy = accuracy();
        this.name = "learned-" + knowledge.kind().code()
                + (accuracy.isPresent() ? String.format(Locale.ROOT, "-cv%.2f", accuracy.getAsDouble()) : "") + "-"
                + hash.substring(0, 8);
    }

    /**
     * A model that was saved and needs no vectors.
     *
     * @throws IOException if the file cannot be read
     * @throws io.ticketlabeler.ticket.TicketLabelerException naming the file, if it is no learned model, of a newer version, or damaged, or
     *     if it needs vectors
     */
    public static LearnedLabelModel load(Path file) throws IOException {
        return Loading.of(file, ModelFile.read(file), null, "");
    }

    /**
     * A model that was saved.
     *
     * @param embedder  the one that it was trained with; not asked if the model needs no vectors
     * @param embedding its identity in training
     * @throws IOException if the file cannot be read
     * @throws io.ticketlabeler.ticket.TicketLabelerException naming the file, if it is no learned model, of a newer version, or damaged, or
     *     was trained with another embedding model
     */
    public static LearnedLabelModel load(Path file, TextEmbedder embedder, String embedding) throws IOException {
        return Loading.of(file, ModelFile.read(file), embedder, embedding);
    }

    /**
     * Writes the model: JSON with weights and hashes of words, no texts; labels stand in it. The file appears whole.
     *
     * @throws IOException if it cannot be written
     */
    public void save(Path file) throws IOException {
        ModelFile.write(file, knowledge);
    }

    /** What the model decides by. */
    public Kind kind() {
        return knowledge.kind();
    }

    /** Share of reviewed tickets that the cross-validation got right, for each kind that was tried; empty if there were too few. */
    public Map<Kind, Double> accuracies() {
        return Map.copyOf(knowledge.accuracies());
    }

    /** That of the kind it decides by. */
    public OptionalDouble accuracy() {
        Double accuracy = knowledge.accuracies().get(knowledge.kind());
        return accuracy == null ? OptionalDouble.empty() : OptionalDouble.of(accuracy);
    }

    /**
     * What would have been said about each reviewed ticket by a model that was trained without it and without tickets of the same
     * words: five such models, so a little worse than this one. In no particular order. For bounds: see
     * {@link io.ticketlabeler.model.Bound#of}.
     */
    public List<Checked> heldOut() {
        return knowledge.heldOut();
    }

    /** E.g. {@code learned-words+vectors-cv0.84-1f0a93c2}: what it decides by, how often that was right, which weights. */
    @Override
    public String name() {
        return name;
    }

    @Override
    public String fingerprint() {
        return "learned|" + hash;
    }

    @Override
    public Limits limits() {
        return LIMITS;
    }

    /**
     * Never asks anybody.
     *
     * @throws ModelCallException {@code UNKNOWN_MODEL} if it has learnt no label of the set; what the embedder throws
     */
    @Override
    public ModelReply label(LabelSet labels, List<TicketText> tickets) {
        int[] wanted = IntStream.range(0, knowledge.names().size())
                .filter(i -> isWanted(knowledge.names().get(i), labels))
                .toArray();
        List<String> names =
                IntStream.of(wanted).mapToObj(knowledge.names()::get).toList();
        if (names.stream().allMatch(String::isEmpty)) {
            throw new ModelCallException(
                    ModelCallException.Kind.UNKNOWN_MODEL,
                    name + " has learnt none of the " + labels.names().size()
                            + " labels of this set; train it on reviews with these labels");
        }
        List<double[]> logs = logs(tickets.stream().map(TicketText::text).toList());
        Map<String, Answer> answers = new LinkedHashMap<>();
        for (int i = 0; i < tickets.size(); i++) {
            double[] all = logs.get(i);
            double[] some = IntStream.of(wanted).mapToDouble(at -> all[at]).toArray();
            answers.put(
                    tickets.get(i).id(),
                    labels.isMultiple()
                            ? Choice.several(names, some, labels.allowsNone())
                            : Choice.one(names, some, knowledge.temperature()));
        }
        return new ModelReply(new Reply(answers, Map.of()), Usage.NONE, name);
    }

    /** Labels that it has not learnt come last, with confidence 0. */
    @Override
    public List<List<ScoredLabel>> rank(LabelSet labels, List<String> texts) {
        List<String> names = knowledge.names();
        List<List<ScoredLabel>> rankings = new ArrayList<>();
        for (double[] logs : logs(texts)) {
            List<ScoredLabel> ranked = new ArrayList<>();
            for (String name : labels.names()) {
                int at = names.indexOf(name);
                double share = at < 0
                        ? 0
                        : labels.isMultiple() ? Math.exp(logs[at]) : Choice.share(logs, at, knowledge.temperature());
                ranked.add(ScoredLabel.of(name, share, ConfidenceSource.MARGIN));
            }
            ranked.sort(Comparator.comparingDouble(
                    (ScoredLabel label) -> -label.confidence().orElse(0)));
            rankings.add(ranked);
        }
        return rankings;
    }

    private static boolean isWanted(String name, LabelSet labels) {
        return name.isEmpty() ? labels.allowsNone() : labels.contains(name);
    }

    private List<double[]> logs(List<String> texts) {
        List<Features> vectors = embedder == null ? List.of() : Vectors.of(embedder, texts);
        return IntStream.range(0, texts.size())
                .mapToObj(i -> Learner.product(
                        knowledge.kind().hasWords()
                                ? knowledge.learner().byWords(Words.hashes(texts.get(i)))
                                : new double[0],
                        embedder == null ? new double[0] : knowledge.learner().byVector(vectors.get(i))))
                .toList();
    }

    @Override
    public String toString() {
        return name;
    }
}
