package io.ticketlabeler.model;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.langchain4j.model.embedding.EmbeddingModel;
import io.ticketlabeler.internal.Digest;
import io.ticketlabeler.internal.similarity.Excerpt;
import io.ticketlabeler.internal.similarity.LabelSimilarity;
import io.ticketlabeler.internal.similarity.SimilarityScale;
import io.ticketlabeler.prompt.Answer;
import io.ticketlabeler.prompt.Example;
import io.ticketlabeler.prompt.Reply;
import io.ticketlabeler.prompt.TextEmbedder;
import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.ScoredLabel;
import io.ticketlabeler.ticket.TicketText;
import io.ticketlabeler.ticket.Usage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Labels tickets with any {@link EmbeddingModel} of LangChain4j; offline, without a key and free of charge if the model runs inside
 * the JVM:
 *
 * <pre>{@code
 * LabelModel model = EmbeddingLabelModel.of(new AllMiniLmL6V2QuantizedEmbeddingModel())
 *         .identity("all-minilm-l6-v2-q")
 *         .examples(reviewed); // optional, 3 or more a label
 * }</pre>
 *
 * <p><b>How it decides.</b> Without examples a ticket gets the label whose name and description are most similar to its text; write
 * descriptions that list what belongs to the label, with commas. With examples, similarity to the nearest examples and to the
 * centre of each label's examples is added. Which of these counts how much is found for each label set by cross-validation on the
 * examples; when examples do not help, descriptions alone decide. Labels without examples can still be chosen. Examples count only
 * for the labels (or aliases) of the set that is asked about; others are left out.
 *
 * <p><b>Confidence</b> is 0 to 1 and comes from the margin: the share of the label against all that are not proposed, where a score
 * that is ahead by some step is e times as likely. The step is 0.05 without examples; with 20 or more of them it is the one that
 * fits the answers of the cross-validation best, so that about 8 of 10 answers with 0.8 should be right. A set of one label that
 * must be given has confidence 1.
 *
 * <p><b>Multiple choice</b>: the best label and those at most 0.05 behind (with 20 or more examples: the distance with the best F1
 * in the cross-validation), as far as their closeness reaches the threshold of {@link #noneBelow(double)}. If the set does not
 * allow none, the best label is proposed even below it.
 *
 * <p><b>None of these</b>: when no label, nor an example of it, is as close as {@link #noneBelow(double)} says. That finds tickets
 * about something else altogether, hardly those next to the topics of the set; for these, give examples without a label.
 *
 * <p><b>What to expect.</b> An embedding carries the topic of a text, not its intent: "bug or question?" is a job for a language
 * model. MiniLM and most small models know English only, and are as confident about a language that they cannot read; other
 * languages need a multilingual model. Of a text over 1,000 characters the first 750 and the last 240 are handed to the model, of
 * tickets as of examples; it may read less: MiniLM in LangChain4j stops after 126 tokens, some 500 characters of English (checked
 * with 1.19.0-beta29). A call costs nothing here, whatever a paid embedding model may charge for it.
 *
 * <p>A ticket's answer depends on its own text, the labels, and the examples, never on its neighbours in the call. Immutable, each
 * method gives a new model and leaves this one as it is; thread-safe if the embedding model is. The first call for a label set
 * embeds labels and examples and compares them, others wait meanwhile; the last 16 sets are kept. Memory: three vectors an example
 * and a few a label, for each set. Time grows with the number of examples: 10,000 are fine, not a million.
 */
public final class EmbeddingLabelModel implements LabelModel, LabelRanker {

    /** Part of the fingerprint: to be raised with any change that may change an answer. */
    private static final String VERSION = "1";

    private static final double USUAL_NONE_BELOW = 0.2;
    private static final int LABEL_SETS = 16;
    private static final int MAX_TICKETS = 64;
    private static final int MAX_TICKET_TOKENS = 256; // about 1,000 characters, see Excerpt
    private static final Limits LIMITS =
            new Limits(MAX_TICKETS, MAX_TICKET_TOKENS, MAX_TICKETS * MAX_TICKET_TOKENS, false);

    private final EmbeddingModel model;
    private final String identity;
    private final List<Example> examples;
    private final double noneBelow;
    private final TextEmbedder embedder;
    private final String fingerprint;
    private final Once<SimilarityScale> scale;
    private final Once<List<float[]>> exampleVectors;
    private final Cache<LabelSet, LabelSimilarity> prepared =
            Caffeine.newBuilder().maximumSize(LABEL_SETS).build();

    private EmbeddingLabelModel(EmbeddingModel model, String identity, List<Example> examples, double noneBelow) {
        this.model = model;
        this.identity = identity;
        this.examples = List.copyOf(examples);
        this.noneBelow = noneBelow;
        this.embedder = Embeddings.of(model, identity);
        this.fingerprint = "embedding|" + identity + "|" + VERSION + "|" + noneBelow + "|" + digest(this.examples);
        this.scale = new Once<>(() -> SimilarityScale.of(embedder));
        this.exampleVectors = new Once<>(() -> embedder.embed(this.examples.stream()
                .map(example -> Excerpt.of(example.text()))
                .toList()));
    }

    /** That model, without examples. */
    public static EmbeddingLabelModel of(EmbeddingModel model) {
        String name = model.modelName();
        boolean unknown = name == null || name.isBlank() || name.equals("unknown"); // LangChain4j's word for it
        return new EmbeddingLabelModel(
                model, unknown ? model.getClass().getSimpleName() : name, List.of(), USUAL_NONE_BELOW);
    }

    /**
     * Names the model in reports and tells it from others in the cache. By default its model name, else its class; name it yourself
     * if two of your models differ in more than that, e.g. in the file that an {@code OnnxEmbeddingModel} loads.
     */
    public EmbeddingLabelModel identity(String name) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("the identity of a model must not be blank");
        }
        return new EmbeddingLabelModel(model, name, examples, noneBelow);
    }

    /**
     * Tickets that people have labelled, instead of those given before. From about 3 a label on they help, 10 a label help a lot;
     * fewer than that hardly. Their order is part of the fingerprint.
     */
    public EmbeddingLabelModel examples(List<Example> labelled) {
        return new EmbeddingLabelModel(model, identity, labelled, noneBelow);
    }

    /**
     * How close a label must be at least, where the set {@linkplain LabelSet.Builder#allowNone() allows} none or
     * {@linkplain LabelSet.Builder#multiple() several}. By default 0.2, on a scale where 0 is what unrelated sentences have in common
     * and 1 is the same text; the scale is measured for each embedding model, so that 0.2 means the same for all of them.
     *
     * @param similarity -1 to 1; higher for fewer wrong labels and more tickets without one
     */
    public EmbeddingLabelModel noneBelow(double similarity) {
        if (!(similarity >= -1 && similarity <= 1)) { // also refuses NaN
            throw new IllegalArgumentException("noneBelow is " + similarity + ", expected -1..1");
        }
        return new EmbeddingLabelModel(model, identity, examples, similarity);
    }

    @Override
    public String name() {
        return identity;
    }

    @Override
    public String fingerprint() {
        return fingerprint;
    }

    @Override
    public Limits limits() {
        return LIMITS;
    }

    @Override
    public ModelReply label(LabelSet labels, List<TicketText> tickets) {
        LabelSimilarity similarity = prepared.get(labels, this::prepare);
        List<float[]> vectors = embedder.embed(
                tickets.stream().map(ticket -> Excerpt.of(ticket.text())).toList());
        Map<String, Answer> answers = new LinkedHashMap<>();
        Map<String, String> problems = new LinkedHashMap<>();
        for (int i = 0; i < vectors.size(); i++) {
            String id = tickets.get(i).id();
            similarity
                    .answer(vectors.get(i))
                    .ifPresentOrElse(
                            answer -> answers.put(id, answer),
                            () -> problems.put(id, identity + " finds nothing to read in the text"));
        }
        return new ModelReply(new Reply(answers, problems), Usage.NONE, identity);
    }

    @Override
    public List<List<ScoredLabel>> rank(LabelSet labels, List<String> texts) {
        LabelSimilarity similarity = prepared.get(labels, this::prepare);
        List<List<ScoredLabel>> rankings = new ArrayList<>(texts.size());
        for (int from = 0; from < texts.size(); from += MAX_TICKETS) {
            embedder.embed(texts.subList(from, Math.min(texts.size(), from + MAX_TICKETS)).stream()
                            .map(Excerpt::of)
                            .toList())
                    .forEach(vector -> rankings.add(similarity.ranking(vector)));
        }
        return rankings;
    }

    private LabelSimilarity prepare(LabelSet labels) {
        return new LabelSimilarity(labels, embedder, scale.get(), examples, exampleVectors.get(), noneBelow);
    }

    private static String digest(List<Example> examples) {
        Digest digest = new Digest();
        for (Example example : examples) {
            digest.field(example.text()).field(example.labels().size());
            example.labels().forEach(digest::field);
        }
        return digest.shortHex();
    }

    @Override
    public String toString() {
        return identity;
    }
}
