package io.ticketlabeler.doccano;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ticketlabeler.contract.testbed.AnyRun;
import io.ticketlabeler.contract.testbed.LabeledTickets;
import io.ticketlabeler.internal.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Whatever the tickets are: nothing that costs a row, a batch or an export in doccano 1.8.4 is ever written. */
class WrittenFilesTest {

    /** What doccano takes away, takes for something else, or cannot export again. */
    private static final Set<String> SWALLOWED = Set.of(
            "data",
            "filename",
            "upload_name",
            "example_uuid",
            "#line_number",
            "categories",
            "comments",
            "Comments",
            "cls",
            "meta");

    @Property(tries = 300)
    void noFileHoldsWhatDoccanoChokesOn(@ForAll long seed, @ForAll boolean multiple) throws IOException {
        Path directory = Files.createTempDirectory("written");
        try {
            LabeledTickets run = AnyRun.of(seed, multiple);

            run.exportTo(DoccanoExporter.to(directory));

            Set<String> types = types(directory);
            byte[] file = Files.readAllBytes(directory.resolve("tickets.jsonl"));
            assertThat(file[0]).as("no byte order mark").isEqualTo((byte) '{');
            String text = new String(file, StandardCharsets.UTF_8);
            assertThat(text).doesNotContain("\r", "\n\n", "\u2028", "\u0085").endsWith("}\n");
            List<String> lines = text.lines().toList();
            assertThat(lines).hasSameSizeAs(run.tickets());
            List<String> keys = new ArrayList<>();
            for (int i = 0; i < lines.size(); i++) {
                JsonNode row = Json.STRICT.readTree(lines.get(i)); // a key that comes twice is an error there
                List<String> own = new ArrayList<>();
                row.fieldNames().forEachRemaining(own::add);
                keys.addAll(i == 0 ? own : List.of());
                assertThat(own).as("the same keys on each row").isEqualTo(keys);
                assertThat(own).doesNotContainAnyElementsOf(SWALLOWED).doesNotHaveDuplicates();
                assertThat(row.get("text").asText()).isNotEmpty();
                assertThat(row.get("id").asText())
                        .isEqualTo(run.tickets().get(i).id());
                labelsAreGood(row.get("label"), types, multiple);
                own.stream()
                        .filter(key -> !key.equals("label"))
                        .forEach(key ->
                                assertThat(row.get(key).isTextual()).as(key).isTrue());
            }
            assertThat(DoccanoRun.of(directory).isMultiple()).isEqualTo(multiple && text.contains("\"label\":[\""));
        } finally {
            for (String name : List.of("tickets.jsonl", "labels.json")) {
                Files.deleteIfExists(directory.resolve(name));
            }
            Files.delete(directory);
        }
    }

    private static void labelsAreGood(JsonNode labels, Set<String> types, boolean multiple) {
        List<String> names = new ArrayList<>();
        labels.forEach(label -> {
            assertThat(label.isTextual()).as("numbers and booleans are dropped").isTrue();
            names.add(label.asText());
        });
        assertThat(names).doesNotHaveDuplicates().doesNotContain("").isSubsetOf(types);
        assertThat(names.size()).isLessThanOrEqualTo(multiple ? types.size() : 1);
    }

    private static Set<String> types(Path directory) throws IOException {
        Set<String> names = new HashSet<>();
        Set<String> keys = new HashSet<>();
        for (JsonNode type :
                Json.STRICT.readTree(directory.resolve("labels.json").toFile())) {
            String name = type.get("text").asText();
            assertThat(name).isNotBlank().isEqualTo(DoccanoLabels.name(name));
            assertThat(name.codePointCount(0, name.length())).isLessThanOrEqualTo(100);
            assertThat(names.add(name)).as("each label once").isTrue();
            assertThat(type.get("suffix_key").isNull()
                            || keys.add(type.get("suffix_key").asText()))
                    .isTrue();
            assertThat(type.get("background_color").asText()).matches("#[0-9a-f]{6}");
        }
        return names;
    }
}
