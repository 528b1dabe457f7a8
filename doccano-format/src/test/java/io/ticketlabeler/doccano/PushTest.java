package io.ticketlabeler.doccano;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticketlabeler.doccano.FakeDoccano.Fate;
import io.ticketlabeler.export.PushReport;
import io.ticketlabeler.export.RunHeader;
import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.Labeled;
import io.ticketlabeler.ticket.Provenance;
import io.ticketlabeler.ticket.ScoredLabel;
import io.ticketlabeler.ticket.Ticket;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PushTest {

    private static final Provenance MODEL = new Provenance(Provenance.Source.MODEL, "m", false);

    @TempDir
    Path directory = Path.of("");

    private final ProjectOptions project = ProjectOptions.named("Tickets");
    private final FakeDoccano server = new FakeDoccano();

    PushTest() throws IOException {}

    @BeforeEach
    void run() throws IOException {
        export(2_500);
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void chunksTravelOneAfterTheOtherAndProgressIsTold() throws IOException {
        List<Long> told = new ArrayList<>();

        PushReport report = server.client().push(runOf(), project, soFar -> told.add(soFar.created()));

        assertThat(report).hasToString("2500 documents created, 0 were there");
        assertThat(report.project().toString()).endsWith("/projects/1");
        assertThat(told).containsExactly(1_000L, 2_000L, 2_500L);
        assertThat(server.tickets).hasSize(2_500).doesNotHaveDuplicates();
        assertThat(directory.resolve(".doccano-push.json")).doesNotExist();
    }

    @Test
    void aMissingWorkerIsSaidAtOnceAndNothingIsSent() {
        server.worker = false;

        assertThatThrownBy(() -> server.client().push(runOf(), project))
                .isInstanceOf(DoccanoException.class)
                .hasMessageContainingAll("worker does not answer", "doccano task")
                .hasMessageNotContaining("\n");
        assertThat(server.calls("GET /v1/health/")).isOne();
        assertThat(server.calls("POST /v1/fp/process/")).isZero();
    }

    @Test
    void confidencesNeedNoWorker() throws IOException {
        server.worker = false;
        export(0);

        assertThat(server.client().push(runOf(), project.confidences()).isComplete())
                .isTrue();
    }

    @Test
    void aWebPageIsNotTakenForAnAnswer() {
        server.webPage = true;

        assertThatThrownBy(() -> server.client().token("k").push(runOf(), project))
                .isInstanceOf(DoccanoException.class)
                .hasMessageContainingAll("a web page?", "before /projects");
    }

    @Test
    void labelsThatWereLostWithTheTaskAreGivenOneByOne() throws IOException {
        export(20);
        server.fates.add(new Fate(12, false, failed("database is locked")));

        PushReport report = server.client().push(runOf(), project);

        assertThat(report).hasToString("20 documents created, 0 were there");
        assertThat(server.tickets).hasSize(20).doesNotHaveDuplicates();
        assertThat(server.labels.values()).hasSize(20).containsOnly(List.of("Bug"));
    }

    @Test
    void anImportOfWhichNothingArrivedIsReportedAndBroughtByTheNextPush() throws IOException {
        server.fates.add(new Fate(0, false, failed("disk is full\\nDETAIL: (secret text)")));

        PushReport first = server.client().push(runOf(), project);
        PushReport second = server.client().push(runOf(), project);

        assertThat(first.created()).isEqualTo(1_500);
        assertThat(first.failed()).singleElement().satisfies(chunk -> {
            assertThat(chunk.size()).isEqualTo(1_000);
            assertThat(chunk.firstTicket()).isEqualTo("T-0");
            assertThat(chunk.reason()).contains("disk is full").doesNotContain("secret");
        });
        assertThat(second).hasToString("1000 documents created, 1500 were there");
        assertThat(server.tickets).hasSize(2_500).doesNotHaveDuplicates();
    }

    /** The web server goes away while documents are under way: they stay noted, and the next push looks at them. */
    @Test
    void whatNobodyKnowsStaysNotedForTheNextPush() throws IOException {
        export(3);
        server.fates.add(new Fate(3, false, "not JSON"));

        PushReport first = server.client().push(runOf(), project);

        assertThat(first).hasToString("3 documents created, 0 were there");
        assertThat(server.labels.values()).containsOnly(List.of("Bug"));
        assertThat(directory.resolve(".doccano-push.json"))
                .as("an import of which nobody knows the end")
                .exists();
        server.status = Fate.FINE;
        assertThat(server.client().push(runOf(), project)).hasToString("0 documents created, 3 were there");
        assertThat(directory.resolve(".doccano-push.json")).doesNotExist();
    }

    @Test
    void aRowThatDoccanoRefusesIsNamed() throws IOException {
        export(3);
        server.fates.add(new Fate(
                2,
                true,
                "{\"ready\":true,\"result\":{\"error\":[{\"filename\":\"/srv/x\",\"line\":3,"
                        + "\"message\":\"Invalid data in line 3\"}]},\"error\":null}"));

        PushReport report = server.client().push(runOf(), project);

        assertThat(report.created()).isEqualTo(2);
        assertThat(report.failed()).singleElement().satisfies(chunk -> {
            assertThat(chunk.firstTicket()).isEqualTo("T-2");
            assertThat(chunk.reason()).contains("Invalid data in line 3").doesNotContain("/srv");
        });
    }

    @Test
    void aTicketThatIsTwiceInTheRunIsThereOnce() throws IOException {
        export(2);
        Path file = directory.resolve("tickets.jsonl");
        Files.writeString(file, Files.readString(file) + Files.readString(file));

        assertThat(server.client().push(runOf(), project)).hasToString("2 documents created, 2 were there");
        assertThat(server.tickets).containsExactly("T-0", "T-1");
    }

    @Test
    void aBrokenRunIsBadInputWithItsLine() throws IOException {
        Files.writeString(directory.resolve("tickets.jsonl"), "{\"id\":\"1\",\"text\":\"secret\"}\n");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> server.client().push(runOf(), project))
                .withMessageContainingAll("tickets.jsonl", "line 1", "label the tickets again");
    }

    @Test
    void plainHttpDoesNotLeaveThisMachine() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DoccanoClient.at(URI.create("http://doccano.example.com"))
                        .user("a", "b")
                        .check())
                .withMessageContaining("https://");
    }

    @Test
    void identitiesAreOfVersionFourAndDifferByProjectAndTicket() {
        Set<String> uuids =
                Set.of(uuid("1 now", "T-1"), uuid("2 now", "T-1"), uuid("1 then", "T-1"), uuid("1 now", "T-2"));

        assertThat(uuids).hasSize(4).allMatch(uuid -> uuid.matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab].*"));
        assertThat(uuid("1 now", "T-1")).isEqualTo(uuid("1 now", "T-1"));
    }

    private static String uuid(String project, String ticket) {
        Chunk chunk = new Chunk(project, 10);
        chunk.add(ticket, FakeDoccano.JSON.createObjectNode());
        try {
            return FakeDoccano.JSON.readTree(chunk.jsonl()).get("example_uuid").asText();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String failed(String text) {
        return "{\"ready\":true,\"result\":null,\"error\":{\"text\":\"" + text + "\"}}";
    }

    private DoccanoRun runOf() {
        return DoccanoRun.of(directory);
    }

    private void export(int tickets) throws IOException {
        try (DoccanoExporter sink = DoccanoExporter.to(directory)) {
            sink.open(new RunHeader(LabelSet.of("Bug"), "m"));
            for (int i = 0; i < tickets; i++) {
                String id = "T-" + i;
                sink.accept(
                        Ticket.of(id, "secret text " + i), new Labeled(id, List.of(ScoredLabel.of("Bug", 0.9)), MODEL));
            }
            sink.complete();
        }
    }
}
