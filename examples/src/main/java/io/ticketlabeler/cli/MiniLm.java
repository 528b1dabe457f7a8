package io.ticketlabeler.cli;

import dev.langchain4j.model.embedding.onnx.allminilml6v2q.AllMiniLmL6V2QuantizedEmbeddingModel;
import io.ticketlabeler.model.Embeddings;
import io.ticketlabeler.prompt.TextEmbedder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The embedding model inside this program, loaded when the first text comes. */
final class MiniLm implements TextEmbedder {

    static final String IDENTITY = "all-minilm-l6-v2-q";

    private @Nullable TextEmbedder loaded;

    @Override
    public List<float[]> embed(List<String> texts) {
        return loaded().embed(texts);
    }

    private synchronized TextEmbedder loaded() {
        TextEmbedder known = loaded;
        if (known == null) {
            known = Embeddings.of(new AllMiniLmL6V2QuantizedEmbeddingModel());
            loaded = known;
        }
        return known;
    }
}
