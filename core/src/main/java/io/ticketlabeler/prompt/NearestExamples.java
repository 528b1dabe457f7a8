package io.ticketlabeler.prompt;

import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.TicketText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** The examples most similar to the tickets of a call, by cosine; ties go to the earlier example. */
final class NearestExamples implements ExampleSource {

    private final TextEmbedder embedder;
    private final Supplier<List<Example>> source;
    private final int k;
    private final String version;
    private final boolean others; // whether there may be examples for other labels, which are passed over
    private final ReentrantLock lock = new ReentrantLock(); // embedding may be far away
    private volatile Index index = new Index(List.of(), Map.of());

    /** Always the same examples. */
    NearestExamples(TextEmbedder embedder, List<Example> examples, int k, String version) {
        this(embedder, fixed(examples), k, version, false);
    }

    /** Those that the store has at the time. */
    NearestExamples(TextEmbedder embedder, ExampleStore store, int k) {
        this(embedder, store::examples, k, "store", true);
    }

    private NearestExamples(
            TextEmbedder embedder, Supplier<List<Example>> source, int k, String version, boolean others) {
        if (k < 1) {
            throw new IllegalArgumentException("k is " + k + ", expected at least 1");
        }
        this.embedder = embedder;
        this.source = source;
        this.k = k;
        this.version = version;
        this.others = others;
    }

    private static Supplier<List<Example>> fixed(List<Example> examples) {
        List<Example> copy = List.copyOf(examples);
        return () -> copy;
    }

    @Override
    public List<Example> fixedExamples() {
        return List.of();
    }

    @Override
    public List<Example> examplesFor(LabelSet labels, List<TicketText> tickets) {
        List<Example> examples = fitting(labels);
        if (examples.isEmpty()) {
            return List.of();
        }
        List<float[]> known = vectors(examples);
        List<float[]> asked =
                embedder.embed(tickets.stream().map(TicketText::text).toList());
        Set<Integer> chosen = new LinkedHashSet<>();
        for (float[] vector : asked) {
            double[] similarity = known.stream()
                    .mapToDouble(example -> Vectors.cosine(vector, example))
                    .toArray();
            IntStream.range(0, similarity.length)
                    .boxed()
                    .sorted(Comparator.comparingDouble((Integer i) -> -similarity[i]))
                    .limit(k)
                    .forEach(chosen::add);
        }
        List<Example> result = new ArrayList<>();
        chosen.forEach(i -> result.add(examples.get(i)));
        return result;
    }

    /** Those of usual length first: fewer than k a ticket once all are shown. */
    @Override
    public List<Example> usualExamplesFor(LabelSet labels, int tickets) {
        List<Example> examples = fitting(labels);
        double mean = examples.stream()
                .mapToInt(example -> example.text().length())
                .average()
                .orElse(0);
        return examples.stream()
                .sorted(Comparator.comparingDouble(
                        example -> Math.abs(example.text().length() - mean)))
                .limit((long) k * tickets)
                .toList();
    }

    @Override
    public String fingerprint() {
        return k + "/" + version;
    }

    private List<Example> fitting(LabelSet labels) {
        List<Example> examples = source.get();
        return others
                ? examples.stream()
                        .filter(example -> LabelingPrompt.fits(labels, example))
                        .toList()
                : examples;
    }

    /** What is known already is not embedded again. */
    private List<float[]> vectors(List<Example> examples) {
        Index known = index;
        if (!known.holds(examples)) {
            lock.lock();
            try {
                known = index;
                if (!known.holds(examples)) {
                    known = known.forAll(source.get(), examples, embedder);
                    index = known;
                }
            } finally {
                lock.unlock();
            }
        }
        return known.vectors(examples);
    }

    /**
     * Vectors of texts.
     *
     * @param last the list for which all are there, to be recognised without looking at each
     */
    private record Index(List<Example> last, Map<String, float[]> byText) {

        boolean holds(List<Example> examples) {
            return examples == last || examples.stream().allMatch(example -> byText.containsKey(example.text()));
        }

        List<float[]> vectors(List<Example> examples) {
            return examples.stream()
                    .map(example -> Objects.requireNonNull(byText.get(example.text())))
                    .toList();
        }

        Index forAll(List<Example> present, List<Example> needed, TextEmbedder embedder) {
            Set<String> texts = new LinkedHashSet<>();
            needed.forEach(example -> texts.add(example.text()));
            present.forEach(example -> texts.add(example.text()));
            List<String> unknown =
                    texts.stream().filter(text -> !byText.containsKey(text)).toList();
            List<float[]> embedded = embedder.embed(unknown);
            Map<String, float[]> all = new HashMap<>();
            for (int i = 0; i < unknown.size(); i++) {
                all.put(unknown.get(i), embedded.get(i));
            }
            texts.forEach(text -> all.computeIfAbsent(text, byText::get));
            return new Index(needed, Map.copyOf(all));
        }
    }
}
