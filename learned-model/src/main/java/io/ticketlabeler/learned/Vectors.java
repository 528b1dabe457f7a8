package io.ticketlabeler.learned;

import io.ticketlabeler.internal.similarity.Excerpt;
import io.ticketlabeler.prompt.TextEmbedder;
import java.util.List;

/** Texts as an embedding model sees them: beginning and end, as vectors of length 1. */
final class Vectors {

    private Vectors() {}

    static List<Features> of(TextEmbedder embedder, List<String> texts) {
        return embedder.embed(texts.stream().map(Excerpt::of).toList()).stream()
                .map(Features::dense)
                .toList();
    }
}
