package io.ticketlabeler.kili;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ticketlabeler.contract.testbed.AnyRun;
import io.ticketlabeler.contract.testbed.LabeledTickets;
import io.ticketlabeler.review.Decision;
import io.ticketlabeler.review.Review;
import io.ticketlabeler.review.Reviews;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files go through Kili's Python package 26.1.5, its imports, its classes and its exports, and come back as they were. */
class KiliPackageIT {

    private static final int RUNS_BY_CHANCE = 30;
    private static final int KINDS_OF_EXPORTS = 8;

    @TempDir
    Path directory = Path.of("");

    @Test
    void everythingArrivesAndComesBack() throws IOException {
        List<LabeledTickets> runs = new ArrayList<>(List.of(
                LabeledTickets.hostile(false),
                LabeledTickets.hostile(true),
                misleading(),
                manyLabels(false),
                manyLabels(true)));
        for (int seed = 0; seed < RUNS_BY_CHANCE; seed++) {
            runs.add(AnyRun.of(seed, seed % 2 == 0));
        }
        List<Path> places = new ArrayList<>();
        for (LabeledTickets run : runs) {
            Path place = directory.resolve("run-" + places.size());
            run.exportTo(KiliExporter.to(place));
            places.add(place);
        }

        List<JsonNode> arrived = KiliPackage.take(places).arrived();

        assertThat(arrived).hasSameSizeAs(runs);
        for (int i = 0; i < runs.size(); i++) {
            assertArrived(runs.get(i), places.get(i), arrived.get(i));
            assertComesBack(runs.get(i), places.get(i));
        }
    }

    private static void assertArrived(LabeledTickets run, Path place, JsonNode arrived) throws IOException {
        Map<String, RunRows.Known> known = KiliRun.of(place).tickets();
        assertThat(arrived).hasSameSizeAs(run.tickets());
        for (int i = 0; i < run.tickets().size(); i++) {
            JsonNode asset = arrived.get(i);
            Ticket ticket = run.tickets().get(i);
            assertThat(known.get(asset.get("externalId").textValue()).ticketId())
                    .isEqualTo(ticket.id());
            assertThat(asset.get("content").textValue()).isEqualTo(AssetText.of(ticket.text()));
            List<String> labels = new ArrayList<>();
            asset.get("labels").forEach(label -> labels.add(label.textValue()));
            assertThat(labels).isEqualTo(run.names(i));
        }
    }

    private static void assertComesBack(LabeledTickets run, Path place) throws IOException {
        try (Stream<Path> exports = Files.list(place.resolve("exports"))) {
            List<Path> all = exports.toList();
            assertThat(all).hasSize(KINDS_OF_EXPORTS);
            for (Path export : all) {
                Map<String, Review> reviews = new HashMap<>();
                try (Reviews read =
                        KiliReviews.of(run.labels()).run(KiliRun.of(place)).read(export)) {
                    read.forEachRemaining(review ->
                            assertThat(reviews.put(review.ticketId(), review)).isNull());
                    assertThat(read.report().notes()).isEmpty();
                }
                for (int i = 0; i < run.tickets().size(); i++) {
                    Review review = reviews.get(run.tickets().get(i).id());
                    List<String> names = run.names(i);
                    assertThat(review.labels()).as(export.toString()).isEqualTo(names);
                    assertThat(review.decision()).isEqualTo(names.isEmpty() ? Decision.EMPTY : Decision.ACCEPTED);
                    assertThat(review.reviewer()).isEqualTo("anna@example.com");
                }
            }
        }
    }

    @Test
    void theSameCheckFailsForACategoryThatTheInterfaceDoesNotHave() throws IOException {
        misleading().exportTo(KiliExporter.to(directory));
        Files.writeString(
                directory.resolve("predictions/0.json"),
                "{\"CLASSIFICATION_JOB\":{\"categories\":[{\"name\":\"Bug\"}]}}");

        KiliPackage.Answer answer = KiliPackage.take(List.of(directory));

        assertThat(answer.fine()).isFalse();
        assertThat(answer.errors()).contains("Category 'Bug' is not in the job interface");
    }

    @Test
    void theSameCheckFailsForATextThatIsTheNameOfAFile() throws IOException {
        misleading().exportTo(KiliExporter.to(directory));
        Files.writeString(directory.resolve("assets.csv"), "externalId,content\n0,text\n1,assets.csv\n");

        KiliPackage.Answer answer = KiliPackage.take(List.of(directory));

        assertThat(answer.fine()).isFalse();
        assertThat(answer.errors()).contains("file text does not exist");
    }

    /** Texts and ids that the package or a file system would take for something else. */
    private static LabeledTickets misleading() {
        List<String> texts = List.of(
                "assets.csv",
                "predictions",
                ".",
                "/",
                "https://example.com/ does not open",
                "HTTP://example.com",
                "",
                "😀".repeat(200_000),
                "\"", // alone in its cell
                "a,b\r\nc");
        List<String> ids = List.of(
                "0", "ZD-1", "zd-1", "con", "../x", ".hidden", "a b", "é".repeat(100), "x".repeat(1_000), "end.");
        List<Ticket> tickets = new ArrayList<>();
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            tickets.add(Ticket.of(ids.get(i), texts.get(i)));
            outcomes.add(labeled(ids.get(i), i % 2 == 0 ? "Bug" : "Q & A"));
        }
        tickets.add(Ticket.of("last", "hm"));
        outcomes.add(new Abstained("last", "none fits", Provenance.NOT_ASKED));
        return new LabeledTickets(LabelSet.of("Bug", "Q & A", "Q+A"), tickets, outcomes);
    }

    /** So many that they are a list to choose from. */
    private static LabeledTickets manyLabels(boolean multiple) {
        LabelSet.Builder labels = LabelSet.builder();
        for (int i = 0; i < 100; i++) {
            labels.add("Label " + i + " – ☎".repeat(i % 3));
        }
        LabelSet set = (multiple ? labels.multiple() : labels).build();
        return new LabeledTickets(
                set,
                List.of(Ticket.of("1", "text")),
                List.of(labeled("1", set.names().get(99))));
    }

    private static Labeled labeled(String id, String label) {
        return new Labeled(
                id,
                List.of(ScoredLabel.of(label, 0.934)),
                new Provenance(Provenance.Source.MODEL, "people-2026", false));
    }
}
