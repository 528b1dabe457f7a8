package io.ticketlabeler.learned;

import io.ticketlabeler.prompt.TextEmbedder;
import io.ticketlabeler.ticket.TicketLabelerException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Puts a saved model together with the embedding model that it was trained with. */
final class Loading {

    private Loading() {}

    static LearnedLabelModel of(Path file, Knowledge knowledge, @Nullable TextEmbedder embedder, String embedding) {
        if (!knowledge.kind().hasVectors()) {
            return new LearnedLabelModel(knowledge, null);
        }
        if (embedder == null) {
            throw new TicketLabelerException(file + " needs the vectors of \"" + knowledge.embedding()
                    + "\"; load it with that embedding model");
        }
        if (!knowledge.embedding().equals(embedding)) {
            throw new TicketLabelerException(file + " was trained with the vectors of \"" + knowledge.embedding()
                    + "\", not of \"" + embedding + "\"; load it with the former, or train again");
        }
        return new LearnedLabelModel(knowledge, embedder);
    }
}
