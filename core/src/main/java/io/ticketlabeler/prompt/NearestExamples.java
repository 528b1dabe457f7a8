package io.ticketlabeler.prompt;

import io.ticketlabeler.ticket.TicketText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The examples most similar to the tickets of a call, by cosine; ties go to the earlier example. */
final class NearestExamples implements ExampleSource {

    private final TextEmbedder embedder;
    private final List<Example> examples;
    private final int k;
    private final String version;
    private volatile @Nullable List<float[]> index;

    NearestExamples(TextEmbedder embedder, List<Example> examples, int k, String version) {
        if (k < 1) {
            throw new IllegalArgumentException("k is " + k + ", expected at least 1");
        }
        this.embedder = embedder;
        this.examples = List.copyOf(examples);
        this.k = k;
        this.version = version;
    }

    @Override
    public List<Example> fixedExamples() {
        return List.of();
    }

    @Override
    public List<Example> examplesFor(List<TicketText> tickets) {
        if (examples.isEmpty()) {
            return List.of();
        }
        List<float[]> known = index();
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
    public List<Example> usualExamplesFor(int tickets) {
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

    private List<float[]> index() {
        List<float[]> known = index;
        if (known == null) {
            synchronized (this) {
                known = index;
                if (known == null) {
                    known = List.copyOf(
                            embedder.embed(examples.stream().map(Example::text).toList()));
                    index = known;
                }
            }
        }
        return known;
    }
}
