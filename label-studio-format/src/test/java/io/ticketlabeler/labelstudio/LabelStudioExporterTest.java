package io.ticketlabeler.labelstudio;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ticketlabeler.contract.LabelSinkContract;
import io.ticketlabeler.contract.Written;
import io.ticketlabeler.export.LabelSink;
import io.ticketlabeler.export.RunHeader;
import io.ticketlabeler.ticket.Abstained;
import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.Labeled;
import io.ticketlabeler.ticket.Outcome;
import io.ticketlabeler.ticket.Provenance;
import io.ticketlabeler.ticket.ScoredLabel;
import io.ticketlabeler.ticket.Ticket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class LabelStudioExporterTest extends LabelSinkContract {

    @TempDir
    Path directory = Path.of("");

    @Override
    protected LabelSink sinkInto(Path directory) {
        return LabelStudioExporter.to(directory);
    }

    /** Reads tasks as the strict server does: whatever does not agree with the configuration fails the test. */
    @Override
    protected List<Written> readBack(Path directory) throws IOException {
        Element config = HardenedXml.parse(Files.readString(directory.resolve("config.xml")));
        boolean single = choices(config).getAttribute("choice").equals("single");
        List<Written> tasks = new ArrayList<>();
        for (JsonNode task :
                new ObjectMapper().readTree(directory.resolve("tasks.json").toFile())) {
            List<String> labels = new ArrayList<>();
            for (JsonNode prediction : task.get("predictions")) {
                assertThat(prediction.get("model_version").textValue()).isNotBlank();
                if (prediction.has("score")) {
                    assertThat(prediction.get("score").isNumber()).isTrue();
                    assertThat(prediction.get("score").doubleValue()).isBetween(0.0, 1.0);
                }
                JsonNode result = onlyOne(prediction.get("result"));
                assertThat(result.get("from_name").textValue()).isEqualTo("label");
                assertThat(result.get("to_name").textValue()).isEqualTo("text");
                assertThat(result.get("type").textValue()).isEqualTo("choices");
                result.at("/value/choices").forEach(choice -> labels.add(choice.textValue()));
                assertThat(labels).isNotEmpty().isSubsetOf(names(config));
                assertThat(!single || labels.size() == 1).isTrue();
            }
            tasks.add(Written.of(
                    task.at("/data/ticket_id").textValue(),
                    labels,
                    task.at("/data/text").textValue()));
        }
        return tasks;
    }

    @Test
    void everyTaskStandsOnALineOfItsOwn() throws IOException {
        Provenance model = new Provenance(Provenance.Source.MODEL, "m", false);
        try (LabelSink sink = LabelStudioExporter.to(directory.resolve("out"))) {
            sink.open(new RunHeader(LabelSet.of("Bug"), "m"));
            sink.accept(Ticket.of("1", "a\nb"), new Labeled("1", List.of(ScoredLabel.of("Bug")), model));
            sink.accept(Ticket.of("2", "c"), new Labeled("2", List.of(ScoredLabel.of("Bug")), model));
            sink.complete();
        }

        assertThat(Files.readAllLines(directory.resolve("out/tasks.json")))
                .hasSize(4)
                .startsWith("[")
                .endsWith("]")
                .element(1)
                .asString()
                .startsWith("{\"data\":{\"ticket_id\":\"1\",\"text\":\"a\\nb\",\"uncertainty\":1}")
                .endsWith("}]},");
    }

    @Test
    void theConfigurationShowsReasonsWhenTheRunHasOne() throws IOException {
        Path with = directory.resolve("with");
        Path without = directory.resolve("without");
        Provenance model = new Provenance(Provenance.Source.MODEL, "m", false);

        write(with, new Abstained("1", "none of the labels fits", model));
        write(without, new Labeled("1", List.of(ScoredLabel.of("Bug")), model));

        assertThat(Files.readString(with.resolve("config.xml"))).contains("<Header value=\"$reason\" size=\"6\"/>");
        assertThat(Files.readString(without.resolve("config.xml"))).doesNotContain("reason");
    }

    private static void write(Path out, Outcome outcome) throws IOException {
        try (LabelSink sink = LabelStudioExporter.to(out)) {
            sink.open(new RunHeader(LabelSet.of("Bug"), "m"));
            sink.accept(Ticket.of("1", "a"), outcome);
            sink.complete();
        }
    }

    private static Element choices(Element config) {
        return (Element) config.getElementsByTagName("Choices").item(0);
    }

    private static List<String> names(Element config) {
        NodeList choices = config.getElementsByTagName("Choice");
        List<String> names = new ArrayList<>();
        for (int i = 0; i < choices.getLength(); i++) {
            Element choice = (Element) choices.item(i);
            names.add(choice.getAttribute(choice.hasAttribute("alias") ? "alias" : "value"));
        }
        return names;
    }

    private static JsonNode onlyOne(JsonNode array) {
        assertThat(array.size()).isEqualTo(1);
        return array.get(0);
    }
}
