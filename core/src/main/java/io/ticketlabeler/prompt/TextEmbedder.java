package io.ticketlabeler.prompt;

import java.util.List;

/**
 * Turns texts into vectors; {@code Embeddings.of(embeddingModel)} in the model package makes one from a LangChain4j model.
 *
 * <p><b>If you write your own</b>: called from many threads at once; equal texts must give equal vectors.
 */
@FunctionalInterface
public interface TextEmbedder {

    /** One vector a text, in order, all of one length. */
    List<float[]> embed(List<String> texts);
}
