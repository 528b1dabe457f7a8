package io.ticketlabeler.doccano;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ticketlabeler.contract.testbed.Needed;
import io.ticketlabeler.export.RunHeader;
import io.ticketlabeler.read.LabelFile;
import io.ticketlabeler.read.TicketFiles;
import io.ticketlabeler.read.TicketReader;
import io.ticketlabeler.review.Decision;
import io.ticketlabeler.review.Reviews;
import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.Labeled;
import io.ticketlabeler.ticket.Provenance;
import io.ticketlabeler.ticket.ScoredLabel;
import io.ticketlabeler.ticket.Ticket;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pushes the sample tickets, repeated under new ids, into doccano 1.8.4, kills that half way, and pushes again. */
class KilledPushIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Provenance MODEL = new Provenance(Provenance.Source.MODEL, "m-1", false);

    private final String name = "killed " + UUID.randomUUID();

    @TempDir
    Path directory = Path.of("");

    @Test
    void tenThousandTicketsAreThereOnceAndReadBackEqual() throws Exception {
        pushKilledAndRepeated(10_000, "files");
    }

    @Test
    void ticketsWithConfidencesAreThereOnceAndReadBackEqual() throws Exception {
        pushKilledAndRepeated(1_000, "confidences");
    }

    private void pushKilledAndRepeated(int tickets, String how) throws Exception {
        LabelSet labels = export(tickets);
        Process killed = PushProcess.start(directory, name, how);
        try (BufferedReader lines = PushProcess.output(killed)) {
            String half = tickets / 2 + " documents created";
            assertThat(PushProcess.lineOf(lines, half)).startsWith(half);
            TimeUnit.MILLISECONDS.sleep(300); // the next ones are under way
            killed.destroyForcibly();
        }
        assertThat(killed.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(directory.resolve(".doccano-push.json"))
                .as("what was under way")
                .exists();

        Process repeated = PushProcess.start(directory, name, how);
        try (BufferedReader lines = PushProcess.output(repeated)) {
            String last = PushProcess.lineOf(lines, "-");
            assertThat(repeated.waitFor()).as(last).isZero();
            assertThat(last).doesNotContain("FAILED");
        }

        DoccanoProject there = DoccanoProject.named(PushIT.client(), ProjectOptions.named(name));
        Map<String, JsonNode> rows = new HashMap<>();
        for (JsonNode row : there.tickets()) {
            assertThat(rows.put(row.get("id").asText(), row)).as("twice").isNull();
        }
        assertThat(rows).hasSize(tickets);
        for (String line : Files.readAllLines(directory.resolve("tickets.jsonl"))) {
            JsonNode sent = JSON.readTree(line);
            JsonNode row = rows.get(sent.get("id").asText());
            assertThat(row.get("label")).isEqualTo(sent.get("label"));
            assertThat(row.get("proposed_label")).isEqualTo(sent.get("proposed_label"));
            assertThat(row.get("text").asText().strip())
                    .isEqualTo(sent.get("text").asText().strip());
        }
        try (Reviews reviews = DoccanoReviews.of(labels).read(PushIT.client(), ProjectOptions.named(name))) {
            List<String> ids = new ArrayList<>();
            reviews.forEachRemaining(review -> ids.add(review.ticketId()));
            assertThat(ids).hasSize(tickets).doesNotHaveDuplicates();
            assertThat(reviews.report().count(Decision.NOT_REVIEWED)).isEqualTo(tickets);
        }
    }

    private LabelSet export(int tickets) throws IOException {
        Path samples = Needed.repository().resolve("examples/sample");
        LabelSet labels = LabelFile.read(samples.resolve("labels.json"));
        List<Ticket> read = new ArrayList<>();
        try (TicketReader reader = TicketFiles.read(samples.resolve("tickets.csv"))) {
            reader.forEachRemaining(read::add);
        }
        try (DoccanoExporter sink = DoccanoExporter.to(directory)) {
            sink.open(new RunHeader(labels, "m-1"));
            for (int i = 0; i < tickets; i++) {
                Ticket ticket = read.get(i % read.size());
                String id = ticket.id() + "-" + i;
                String label = labels.names()
                        .get(Math.floorMod(id.hashCode(), labels.names().size()));
                sink.accept(
                        new Ticket(id, ticket.text(), ticket.fields()),
                        new Labeled(id, List.of(ScoredLabel.of(label, i % 101 / 100.0)), MODEL));
            }
            sink.complete();
        }
        return labels;
    }
}
