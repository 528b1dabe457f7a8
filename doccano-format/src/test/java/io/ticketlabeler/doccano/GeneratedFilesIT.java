package io.ticketlabeler.doccano;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ticketlabeler.contract.testbed.AnyRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files by chance go through the import of doccano 1.8.4, 100 for each kind of project: no error, and nothing lost. */
class GeneratedFilesIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int FILES = 100;

    @TempDir
    Path directory = Path.of("");

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void everyFileArrivesWhole(boolean multiple) throws IOException {
        Map<String, JsonNode> sent = new LinkedHashMap<>();
        DoccanoProject project = DoccanoProject.empty(multiple);
        for (int seed = 0; seed < FILES; seed++) {
            AnyRun.of(seed, multiple).exportTo(DoccanoExporter.to(directory));

            project.ingest(directory.resolve("tickets.jsonl")); // fails on any error

            for (String line : Files.readAllLines(directory.resolve("tickets.jsonl"))) {
                JsonNode row = JSON.readTree(line);
                sent.put(row.get("id").asText(), row);
            }
        }

        Map<String, JsonNode> there = new HashMap<>();
        for (JsonNode document : project.documents()) {
            ObjectNode row = document.get("meta").deepCopy();
            row.set("text", document.get("text"));
            row.set("label", JSON.valueToTree(project.names(document)));
            there.put(document.at("/meta/id").asText(), row);
        }
        assertThat(there).hasSize(sent.size());
        sent.forEach((id, row) -> {
            ObjectNode found = (ObjectNode) there.get(id);
            assertThat(labels(found)).containsExactlyInAnyOrderElementsOf(labels(row));
            assertThat(found.without("label").equals(((ObjectNode) row).without("label")))
                    .as("metadata and text of " + id)
                    .isTrue();
        });
    }

    /** The same check fails for a file that somebody wrote by hand. */
    @Test
    void aFileWithAKeyThatOneRowLacksDoesNotArrive() throws IOException {
        Path file = Files.writeString(
                directory.resolve("bad.jsonl"),
                """
                {"id":"1","text":"a","label":[],"n":1}
                {"id":"2","text":"b","label":[]}
                """);
        DoccanoProject project = DoccanoProject.empty(true);

        assertThat(project.fails(file)).contains("CHECK constraint failed");

        assertThat(project.documents()).isEmpty();
    }

    private static List<String> labels(JsonNode row) {
        return StreamSupport.stream(row.get("label").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
