package io.ticketlabeler.kili;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.ticketlabeler.contract.LabelSinkContract;
import io.ticketlabeler.contract.Written;
import io.ticketlabeler.export.LabelSink;
import io.ticketlabeler.export.RunHeader;
import io.ticketlabeler.ticket.Abstained;
import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.Labeled;
import io.ticketlabeler.ticket.Provenance;
import io.ticketlabeler.ticket.ScoredLabel;
import io.ticketlabeler.ticket.Ticket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KiliExporterTest extends LabelSinkContract {

    private static final Provenance MODEL = new Provenance(Provenance.Source.MODEL, "some-model-2026", false);

    @TempDir
    Path directory = Path.of("");

    @Override
    protected LabelSink sinkInto(Path directory) {
        return KiliExporter.to(directory);
    }

    @Override
    protected List<Written> readBack(Path directory) throws IOException {
        WrittenRun run = WrittenRun.in(directory);
        Map<String, RunRows.Known> known = KiliRun.of(directory).tickets();
        assertThat(known).hasSameSizeAs(run.assets());
        List<Written> written = new ArrayList<>();
        for (WrittenRun.Asset asset : run.assets()) {
            assertThat(asset.externalId()).matches("[A-Za-z0-9_~][A-Za-z0-9_.~-]*");
            List<String> labels = run.labels(asset);
            assertThat(labels)
                    .doesNotContainNull()
                    .isEqualTo(known.get(asset.externalId()).labels());
            written.add(Written.of(known.get(asset.externalId()).ticketId(), labels));
        }
        return written;
    }

    @Test
    void filesAreAsTheReadmeSays() throws IOException {
        Path out = directory.resolve("out");
        try (LabelSink sink = KiliExporter.to(out)) {
            sink.open(new RunHeader(LabelSet.of("Billing", "Q & A"), "some-model"));
            sink.accept(
                    Ticket.of("ZD/1", "I was \"charged\" twice"),
                    new Labeled("ZD/1", List.of(ScoredLabel.of("Q & A", 0.934)), MODEL));
            sink.accept(Ticket.of("2", ""), new Abstained("2", "the text is empty", Provenance.NOT_ASKED));
            sink.complete();
        }

        assertThat(out.resolve("interface.json"))
                .hasContent("{\"jobs\":{\"CLASSIFICATION_JOB\":{\"mlTask\":\"CLASSIFICATION\",\"instruction\":"
                        + "\"Which label fits?\",\"required\":0,\"isChild\":false,\"isVisible\":true,\"content\":"
                        + "{\"input\":\"radio\",\"categories\":{\"BILLING\":{\"name\":\"Billing\",\"children\":[]},"
                        + "\"Q_A\":{\"name\":\"Q & A\",\"children\":[]}}}}}}\n");
        assertThat(Files.readString(out.resolve("assets.csv")))
                .isEqualTo(
                        """
                externalId,content
                ZD~2F1,"I was ""charged"" twice
                "
                2,"(empty ticket)
                "
                """);
        assertThat(out.resolve("predictions/ZD~2F1.json"))
                .hasContent("{\"CLASSIFICATION_JOB\":{\"categories\":[{\"name\":\"Q_A\",\"confidence\":93}]}}\n");
        assertThat(out.resolve("predictions/2.json")).doesNotExist();
        assertThat(Files.readString(out.resolve("tickets.jsonl")))
                .isEqualTo(
                        """
                {"external_id":"ZD~2F1","id":"ZD/1","labels":["Q & A"],"confidence":0.934,"source":"model",\
                "model":"some-model-2026","model_name":"some-model","reason":""}
                {"external_id":"2","id":"2","labels":[],"confidence":null,"source":"not-asked",\
                "model":"","model_name":"some-model","reason":"the text is empty"}
                """);
    }

    @Test
    void predictionsOfTheRunBeforeAreGone() throws IOException {
        Path out = directory.resolve("out");
        for (String id : List.of("1", "2")) {
            try (LabelSink sink = KiliExporter.to(out)) {
                sink.open(new RunHeader(LabelSet.of("Bug"), "some-model"));
                sink.accept(Ticket.of(id, "x"), new Labeled(id, List.of(ScoredLabel.of("Bug")), MODEL));
                sink.complete();
            }
        }

        assertThat(out.resolve("predictions")).isDirectoryNotContaining("glob:**1.json");
        assertThat(out.resolve("predictions/2.json")).exists();
    }

    @Test
    void aFolderWithOtherThingsInItIsLeftAlone() throws IOException {
        Path mine =
                Files.createDirectories(directory.resolve("out/predictions")).resolve("notes.txt");
        Files.writeString(mine, "mine");

        try (LabelSink sink = KiliExporter.to(directory.resolve("out"))) {
            assertThatIOException()
                    .isThrownBy(() -> sink.open(new RunHeader(LabelSet.of("Bug"), "some-model")))
                    .withMessageContaining("notes.txt")
                    .withMessageContaining("choose another place");
        }

        assertThat(directory.resolve("out")).isDirectoryContaining("glob:**predictions");
        assertThat(mine).hasContent("mine");
    }
}
