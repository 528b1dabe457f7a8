package io.ticketlabeler.model;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.output.Response;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** A model that knows nothing but which words two texts share: each word is a direction of its own, more or less. */
class WordVectors implements EmbeddingModel {

    private static final int DIMENSION = 512;

    /** Texts embedded so far. */
    final AtomicInteger texts = new AtomicInteger();

    @Override
    public Response<List<Embedding>> embedAll(List<TextSegment> segments) {
        texts.addAndGet(segments.size());
        return Response.from(segments.stream()
                .map(segment -> Embedding.from(vector(segment.text())))
                .toList());
    }

    @Override
    public int dimension() {
        return DIMENSION;
    }

    float[] vector(String text) {
        float[] vector = new float[DIMENSION];
        vector[0] = 0.1f; // so that a text without words has a direction too
        for (String word : text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+", -1)) {
            if (word.length() > 3) { // the, and, is, it, … say nothing
                vector[1 + Math.floorMod(word.hashCode() * 31, DIMENSION - 1)] += 1;
            }
        }
        return vector;
    }
}
