package io.ticketlabeler.benchmarks;

import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.onnx.allminilml6v2q.AllMiniLmL6V2QuantizedEmbeddingModel;
import io.ticketlabeler.model.EmbeddingLabelModel;
import io.ticketlabeler.read.LabelFile;
import io.ticketlabeler.read.TicketFiles;
import io.ticketlabeler.read.TicketReader;
import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.Ticket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Tickets of other people with the labels that people gave them; see {@code CONTRIBUTING.md} for the folder.
 *
 * @param truth by the ticket's id
 */
record Labelled(LabelSet labels, List<Ticket> tickets, Map<String, String> truth) {

    /** Of {@code NAME.csv} with {@code labels/NAME.json} in that folder. */
    static Labelled read(Path folder, String name) {
        List<Ticket> tickets = new ArrayList<>();
        Map<String, String> truth = new LinkedHashMap<>();
        try (TicketReader reader = TicketFiles.read(folder.resolve(name + ".csv"))) {
            while (reader.hasNext()) {
                Ticket ticket = reader.next();
                String label = Objects.requireNonNull(ticket.fields().get("label"), "label of " + ticket.id());
                truth.put(ticket.id(), label);
                tickets.add(Ticket.of(ticket.id(), ticket.text())); // without its label
            }
        }
        return new Labelled(LabelFile.read(folder.resolve("labels/" + name + ".json")), tickets, truth);
    }

    /** The embedding model inside this program; knows English. */
    static EmbeddingLabelModel offline() {
        return EmbeddingLabelModel.of(miniLm()).identity("all-minilm-l6-v2-q");
    }

    static EmbeddingModel miniLm() {
        return new AllMiniLmL6V2QuantizedEmbeddingModel();
    }

    String right(String id) {
        return Objects.requireNonNull(truth.get(id));
    }
}
