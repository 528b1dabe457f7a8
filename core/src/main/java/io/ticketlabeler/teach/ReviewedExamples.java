package io.ticketlabeler.teach;

import io.ticketlabeler.evaluation.Truth;
import io.ticketlabeler.internal.Digest;
import io.ticketlabeler.prompt.Example;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Examples that people made by reviewing, with a version that is part of the prompt's identity:
 *
 * <pre>{@code
 * ReviewedExamples examples = ReviewedExamples.read(Path.of("examples.jsonl")).with(truth, texts, "label-studio");
 * PromptStrategy nearest = PromptStrategies.nearestExamples(embedder, examples.fitting(labels.names()), 3, examples.version());
 * PromptStrategy fixed = PromptStrategies.fewShot(examples.perLabel(3));
 * }</pre>
 *
 * <p>Only settled answers of people come in, never proposals. A ticket has one example; a later decision takes the place of the earlier
 * one. Texts are {@linkplain Example#inShort() shortened}. Order: as they came. Immutable, safe to share; each addition makes a new one.
 *
 * <p>Tickets on which a model is to be judged must not be among its examples.
 */
public final class ReviewedExamples {

    private final Map<String, ReviewedExample> byTicket;
    private final String version;

    private ReviewedExamples(Map<String, ReviewedExample> byTicket) {
        this.byTicket = byTicket;
        Digest digest = new Digest().field(byTicket.size());
        byTicket.values().forEach(each -> {
            digest.field(each.example().text()).field(each.example().labels().size());
            each.example().labels().forEach(digest::field);
        });
        this.version = digest.shortHex();
    }

    /** Without any. */
    public static ReviewedExamples none() {
        return new ReviewedExamples(Map.of());
    }

    /**
     * Those of a file that {@link #write} wrote.
     *
     * @throws io.ticketlabeler.ticket.TicketLabelerException naming file and line for what is no example
     */
    public static ReviewedExamples read(Path file) {
        return of(ReviewedExamplesFile.read(file));
    }

    /** Whether the file begins like one that {@link #write} wrote. */
    public static boolean isWrittenIn(Path file) throws IOException {
        return ReviewedExamplesFile.isOne(file);
    }

    static ReviewedExamples of(Collection<ReviewedExample> examples) {
        return none().with(examples);
    }

    /** Writes them as JSON lines, with the texts; the file appears whole. */
    public void write(Path file) throws IOException {
        ReviewedExamplesFile.write(file, all());
    }

    /**
     * With what people decided, too.
     *
     * @param texts of the tickets, by id; those without one are passed over
     * @param tool  where people decided, e.g. {@code label-studio}; may be empty
     */
    public ReviewedExamples with(Truth truth, Function<String, Optional<String>> texts, String tool) {
        List<ReviewedExample> more = new ArrayList<>();
        for (String id : truth.settled()) {
            Optional<String> text = texts.apply(id).filter(some -> !some.isBlank());
            Optional<List<String>> labels = truth.labels(id);
            if (text.isPresent() && labels.isPresent()) {
                Example example = new Example(text.get(), labels.get()).inShort();
                more.add(new ReviewedExample(id, example, truth.reviewers(id), truth.time(id), tool));
            }
        }
        return with(more);
    }

    private ReviewedExamples with(Collection<ReviewedExample> more) {
        Map<String, ReviewedExample> all = new LinkedHashMap<>(byTicket);
        more.forEach(each -> all.merge(each.ticketId(), each, ReviewedExamples::later));
        return new ReviewedExamples(all);
    }

    /** As for reviews: the newer one counts, unless it is known to be older. */
    private static ReviewedExample later(ReviewedExample before, ReviewedExample now) {
        boolean older = before.decided().isPresent()
                && now.decided().isPresent()
                && now.decided().get().isBefore(before.decided().get());
        return older ? before : now;
    }

    /** How many. */
    public int size() {
        return byTicket.size();
    }

    /** With who says so, in order. */
    public List<ReviewedExample> all() {
        return List.copyOf(byTicket.values());
    }

    /** For prompts and offline models, in order. */
    public List<Example> examples() {
        return byTicket.values().stream().map(ReviewedExample::example).toList();
    }

    /** Those of {@link #examples()} whose labels the set has. */
    public List<Example> fitting(Collection<String> labels) {
        Set<String> names = new HashSet<>(labels);
        return examples().stream()
                .filter(example -> names.containsAll(example.labels()))
                .toList();
    }

    /**
     * Some for each label, for prompts that show the same ones in each call: those whose length is usual for the label, so that neither
     * a word nor a whole thread stands for it. With several labels a ticket counts for its first one.
     *
     * @param most for each label, at least 1
     * @return in order
     */
    public List<Example> perLabel(int most) {
        if (most < 1) {
            throw new IllegalArgumentException(most + " examples a label; expected at least 1");
        }
        Map<List<String>, List<Example>> byLabel = new LinkedHashMap<>();
        for (Example example : examples()) {
            byLabel.computeIfAbsent(example.labels().stream().limit(1).toList(), label -> new ArrayList<>())
                    .add(example);
        }
        Set<Example> chosen = new HashSet<>();
        byLabel.values().forEach(same -> chosen.addAll(usual(same, most)));
        return examples().stream().filter(chosen::remove).toList();
    }

    private static List<Example> usual(List<Example> same, int most) {
        int[] lengths = same.stream()
                .mapToInt(example -> example.text().length())
                .sorted()
                .toArray();
        int median = lengths[lengths.length / 2];
        return same.stream()
                .sorted(Comparator.comparingInt(
                        example -> Math.abs(example.text().length() - median)))
                .limit(most)
                .toList();
    }

    /**
     * 16 hexadecimal digits over what a model sees of them: another review makes another version, one more person who says the same does
     * not.
     */
    public String version() {
        return version;
    }

    /** Number and version, never a text. */
    @Override
    public String toString() {
        return size() + " reviewed examples, version " + version;
    }
}
