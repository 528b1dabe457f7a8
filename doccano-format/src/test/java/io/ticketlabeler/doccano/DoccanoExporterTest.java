package io.ticketlabeler.doccano;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ticketlabeler.contract.LabelSinkContract;
import io.ticketlabeler.contract.Written;
import io.ticketlabeler.export.LabelSink;
import io.ticketlabeler.export.RunHeader;
import io.ticketlabeler.ticket.Abstained;
import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.Provenance;
import io.ticketlabeler.ticket.Ticket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoccanoExporterTest extends LabelSinkContract {

    @TempDir
    Path directory = Path.of("");

    @Override
    protected LabelSink sinkInto(Path directory) {
        return DoccanoExporter.to(directory);
    }

    /** Reads rows as doccano does: whatever would cost a row or a batch there fails the test. */
    @Override
    protected List<Written> readBack(Path directory) throws IOException {
        ObjectMapper json = new ObjectMapper();
        Set<String> types = new HashSet<>();
        json.readTree(directory.resolve("labels.json").toFile())
                .forEach(type -> types.add(type.get("text").textValue()));
        String jsonl = Files.readString(directory.resolve("tickets.jsonl"));
        assertThat(jsonl).doesNotContain("\r", "\n\n").doesNotStartWith("\uFEFF");
        List<String> keys = new ArrayList<>();
        List<Written> rows = new ArrayList<>();
        for (String line : jsonl.lines().toList()) {
            JsonNode row = json.readTree(line);
            if (rows.isEmpty()) {
                row.fieldNames().forEachRemaining(keys::add);
            }
            assertThat(row.fieldNames()).toIterable().containsExactlyElementsOf(keys);
            List<String> labels = new ArrayList<>();
            row.get("label").forEach(label -> labels.add(label.textValue()));
            assertThat(labels).doesNotHaveDuplicates().isSubsetOf(types);
            keys.stream()
                    .filter(key -> !key.equals("label"))
                    .forEach(key -> assertThat(row.get(key).isTextual()).isTrue());
            String text = row.get("text").textValue();
            assertThat(text).isNotEmpty();
            rows.add(Written.of(row.get("id").textValue(), labels, text));
        }
        return rows;
    }

    @Test
    void everyRowHasTheFieldsOfAllTickets() throws IOException {
        try (LabelSink sink = DoccanoExporter.to(directory.resolve("out"))) {
            sink.open(new RunHeader(LabelSet.of("Bug"), "m"));
            sink.accept(new Ticket("1", "a\tb\nc", Map.of("priority", "high")), abstained("1"));
            sink.accept(new Ticket("2", "d", Map.of("Größe \"x\"", "1")), abstained("2"));
            sink.accept(new Ticket("3", "e", Map.of()), abstained("3"));
            sink.complete();
        }

        assertThat(directory.resolve("out/tickets.jsonl"))
                .hasContent(
                        """
                {"id":"1","text":"a\\tb\\nc","label":[],"proposed_label":"","confidence":"","source":"not-asked",\
                "model":"","reason":"why","priority":"high","Größe \\"x\\"":""}
                {"id":"2","text":"d","label":[],"proposed_label":"","confidence":"","source":"not-asked",\
                "model":"","reason":"why","priority":"","Größe \\"x\\"":"1"}
                {"id":"3","text":"e","label":[],"proposed_label":"","confidence":"","source":"not-asked",\
                "model":"","reason":"why","priority":"","Größe \\"x\\"":""}
                """);
    }

    private static Abstained abstained(String id) {
        return new Abstained(id, "why", Provenance.NOT_ASKED);
    }
}
