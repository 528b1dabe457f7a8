package io.ticketlabeler.kili;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.ticketlabeler.internal.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The files of a run, read as Kili's package reads them: the asset of a prediction is found by the name of its file. */
record WrittenRun(Path directory, List<Asset> assets, Map<String, String> categories) {

    /** @param prediction empty if there is no file */
    record Asset(String externalId, String content, Optional<JsonNode> prediction) {

        List<String> keys() {
            List<String> keys = new ArrayList<>();
            prediction.ifPresent(response -> response.path(KiliInterface.JOB)
                    .path("categories")
                    .forEach(category -> keys.add(category.path("name").textValue())));
            return keys;
        }
    }

    static WrittenRun in(Path directory) throws IOException {
        Map<String, String> categories = new LinkedHashMap<>();
        Json.STRICT
                .readTree(directory.resolve("interface.json").toFile())
                .at("/jobs/CLASSIFICATION_JOB/content/categories")
                .properties()
                .forEach(category -> categories.put(
                        category.getKey(), category.getValue().get("name").textValue()));
        String csv = Files.readString(directory.resolve("assets.csv"));
        assertThat(csv).startsWith("externalId,content\n");
        List<Asset> assets = new ArrayList<>();
        int predictions = 0;
        for (NamedCsvRecord row : CsvReader.builder().allowUnclosedQuote(false).ofNamedCsvRecord(csv)) {
            String id = row.getField("externalId");
            Path file = directory.resolve("predictions").resolve(id + ".json");
            boolean predicted = Files.exists(file);
            predictions += predicted ? 1 : 0;
            assets.add(new Asset(
                    id,
                    row.getField("content"),
                    predicted ? Optional.of(Json.STRICT.readTree(file.toFile())) : Optional.empty()));
        }
        try (var files = Files.list(directory.resolve("predictions"))) {
            assertThat(files).as("no prediction without its asset").hasSize(predictions);
        }
        return new WrittenRun(directory, List.copyOf(assets), categories);
    }

    /** The names of the categories that a prediction has. */
    List<String> labels(Asset asset) {
        return asset.keys().stream().map(categories::get).toList();
    }

    /** What Kili's package would export if somebody submitted each prediction as it is. */
    String confirmed(String labelType) {
        ArrayNode export = Json.STRICT.createArrayNode();
        for (Asset asset : assets) {
            ObjectNode written = export.addObject();
            written.put("externalId", asset.externalId())
                    .put("content", "https://example.com/a")
                    .put("id", "c1");
            ObjectNode label = written.putArray("labels").addObject();
            label.put("labelType", labelType)
                    .put("isSentBackToQueue", false)
                    .put("createdAt", "2026-11-24T10:00:00.000Z");
            label.putObject("author").put("email", "anna@example.com").put("id", "u1");
            label.set("jsonResponse", asset.prediction().orElseGet(Json.STRICT::createObjectNode));
        }
        return Json.write(export);
    }
}
