package io.ticketlabeler.model;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import io.ticketlabeler.model.ModelCallException.Kind;
import io.ticketlabeler.prompt.TextEmbedder;
import java.util.ArrayList;
import java.util.List;

/** Embedding models of LangChain4j as this library uses them, e.g. for {@code PromptStrategies.nearestExamples}. */
public final class Embeddings {

    private static final int TEXTS_PER_CALL = 64; // few enough to notice an interrupt soon, many enough for a provider

    private Embeddings() {}

    /**
     * That model as a {@link TextEmbedder}. Texts go to it in calls of at most 64, one after the other; models that run inside
     * the JVM spread a call over the processors themselves. A text without a visible character, on which models fail, gets a
     * vector of zeros, similar to nothing. Thread-safe if the model is, as all of LangChain4j's are.
     *
     * <p>The embedder throws {@link ModelCallException}: what LangChain4j threw, without texts; {@code UNUSABLE_REPLY} when the
     * number or length of the vectors is wrong; {@code INTERRUPTED} when the thread is.
     */
    public static TextEmbedder of(EmbeddingModel model) {
        return of(model, model.getClass().getSimpleName());
    }

    static TextEmbedder of(EmbeddingModel model, String identity) {
        return texts -> {
            List<String> speaking = texts.stream().filter(Embeddings::isVisible).toList();
            List<float[]> vectors = new ArrayList<>(speaking.size());
            for (int from = 0; from < speaking.size(); from += TEXTS_PER_CALL) {
                int to = Math.min(speaking.size(), from + TEXTS_PER_CALL);
                vectors.addAll(call(model, identity, speaking.subList(from, to)));
            }
            return withZerosForOthers(texts, vectors, identity);
        };
    }

    private static List<float[]> call(EmbeddingModel model, String identity, List<String> texts) {
        if (Thread.currentThread().isInterrupted()) {
            throw new ModelCallException(Kind.INTERRUPTED, "interrupted before " + identity + " was asked");
        }
        List<float[]> vectors;
        try {
            vectors = model.embedAll(texts.stream().map(TextSegment::from).toList()).content().stream()
                    .map(Embedding::vector)
                    .toList();
        } catch (RuntimeException e) {
            throw Failures.of(identity, e);
        }
        if (vectors.size() != texts.size()) {
            throw new ModelCallException(
                    Kind.UNUSABLE_REPLY,
                    identity + " gave " + vectors.size() + " vectors for " + texts.size() + " texts");
        }
        return vectors;
    }

    private static List<float[]> withZerosForOthers(List<String> texts, List<float[]> vectors, String identity) {
        int length = vectors.isEmpty() ? 1 : vectors.get(0).length;
        if (vectors.stream().anyMatch(vector -> vector.length != length)) {
            throw new ModelCallException(Kind.UNUSABLE_REPLY, identity + " gave vectors of different lengths");
        }
        List<float[]> all = new ArrayList<>(texts.size());
        int next = 0;
        for (String text : texts) {
            all.add(isVisible(text) ? vectors.get(next++) : new float[length]);
        }
        return all;
    }

    /** Whether a tokenizer of the BERT family finds a token: it drops controls, format characters and accents without a letter. */
    private static boolean isVisible(String text) {
        return text.codePoints().anyMatch(c -> switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.NON_SPACING_MARK,
                    Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        });
    }
}
