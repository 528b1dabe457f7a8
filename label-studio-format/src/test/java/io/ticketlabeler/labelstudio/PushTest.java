package io.ticketlabeler.labelstudio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticketlabeler.export.PushReport;
import io.ticketlabeler.export.PushReport.FailedChunk;
import io.ticketlabeler.export.RunHeader;
import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.Labeled;
import io.ticketlabeler.ticket.Provenance;
import io.ticketlabeler.ticket.ScoredLabel;
import io.ticketlabeler.ticket.Ticket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a push does on a bad day; the good ones are in {@code PushIT}. */
class PushTest {

    private static final String SECRET = "Ms Ümläut's card 4111 was charged twice";
    private static final String QUOTING =
            """
            {"status_code":400,"detail":"Validation error","validation_errors":{"non_field_errors":["Error at item 3: \
            data['text']=%1$s is of type 'x', but is bad [assume: item[\\"data\\"]] :: {'data': {'text': '%1$s'}}"]}}"""
                    .formatted(SECRET);

    @TempDir
    Path directory = Path.of("");

    private final ProjectOptions project = ProjectOptions.titled("Tickets");
    private FakeLabelStudio server;

    @BeforeEach
    void start() throws IOException {
        server = new FakeLabelStudio();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void tasksTravelByTheThousandAndTheProgressIsTold() throws IOException {
        export(2_500, SECRET);
        List<String> told = new ArrayList<>();

        PushReport report = server.client().push(run(), project, soFar -> told.add(soFar.created() + ""));

        assertThat(told).containsExactly("1000", "2000", "2500");
        assertThat(report).hasToString("2500 tasks created, 0 were there, 0 predictions added");
        assertThat(report.project()).isEqualTo(URI.create(server.url() + "/projects/1"));
        assertThat(server.calls("GET /api/tasks"))
                .as("one look, at an empty project")
                .isOne();
        assertThat(server.calls).contains("POST /api/projects/1/import Token legacy");
        assertThat(directory.resolve(".label-studio-push.json")).doesNotExist();
    }

    @Test
    void aCallHasAtMostFiveMegabytesUnlessOneTicketIsLarger() throws IOException {
        export(3, "ä".repeat(1_500_000));

        assertThat(server.client().push(run(), project).created()).isEqualTo(3);
        assertThat(server.bodies).hasSize(3);
    }

    @Test
    void anAnswerThatOnlyPromisesTheImportIsAwaited() throws IOException {
        server.asynchronous = true;
        export(3, SECRET);

        assertThat(server.client().push(run(), project).created()).isEqualTo(3);
        assertThat(server.calls("GET /api/projects/1/imports/7")).isOne();
    }

    @Test
    void aPromisedImportThatFailsIsAFailedChunk() throws IOException {
        server.asynchronous = true;
        server.importStatus = "failed";
        export(3, SECRET);

        FailedChunk failed = server.client().push(run(), project).failed().get(0);

        assertThat(failed.reason()).contains("failed there: broken").doesNotContain("secret");
        assertThat(failed.unknown()).isFalse();
    }

    @Test
    void aRefusedChunkIsReportedWithoutTicketTextAndCanBeRepeated() throws IOException {
        export(2_000, SECRET);
        server.importFaults.add(FakeLabelStudio.answer(400, QUOTING));

        PushReport first = server.client().push(run(), project);
        PushReport second = server.client().push(run(), project);

        assertThat(first)
                .hasToString(
                        "1000 tasks created, 0 were there, 0 predictions added, 1000 FAILED; push again to repeat them");
        assertThat(first.failed()).singleElement().satisfies(chunk -> {
            assertThat(chunk.firstTicket()).isEqualTo("T-0");
            assertThat(chunk.lastTicket()).isEqualTo("T-999");
            assertThat(chunk.unknown()).isFalse();
            assertThat(chunk.toString())
                    .contains("answers 400", "Error at item 3: data['text'] is of type 'x', but is bad", "(ticket T-3)")
                    .doesNotContain("4111", "\n");
        });
        assertThat(second).hasToString("1000 tasks created, 1000 were there, 0 predictions added");
        assertThat(server.tickets()).doesNotHaveDuplicates().hasSize(2_000);
    }

    @Test
    void aChunkWhoseAnswerIsLostIsNotSentTwice() throws IOException {
        export(2_000, SECRET);
        server.importFaults.add(FakeLabelStudio.lostAnswer());

        PushReport report = server.client().push(run(), project);

        assertThat(report).hasToString("2000 tasks created, 0 were there, 0 predictions added");
        assertThat(server.tickets()).doesNotHaveDuplicates().hasSize(2_000);
    }

    @Test
    void aChunkThatIsTooLargeForAGatewayTravelsInParts() throws IOException {
        export(8, SECRET);
        server.importFaults.add(FakeLabelStudio.answer(413, "<html>Request Entity Too Large</html>"));
        server.importFaults.add(FakeLabelStudio.answer(413, "<html>Request Entity Too Large</html>"));

        PushReport report = server.client().push(run(), project);

        assertThat(report.created()).isEqualTo(8);
        assertThat(server.tickets()).containsExactly("T-0", "T-1", "T-2", "T-3", "T-4", "T-5", "T-6", "T-7");
        assertThat(server.bodies).hasSize(3);
    }

    @Test
    void aServerThatIsGoneIsNotAskedForEveryChunk() throws IOException {
        export(5_000, SECRET);
        FakeLabelStudio.Fault broken = FakeLabelStudio.answer(502, "<html>Bad Gateway</html>");
        server.importFaults.addAll(List.of(broken, broken, broken));

        PushReport report = server.client().push(run(), project);

        assertThat(report.failed()).hasSize(5);
        assertThat(report.failed().get(0).unknown()).isTrue();
        assertThat(report.failed().get(4).reason()).contains("not sent");
        assertThat(server.calls("POST /api/projects/1/import"))
                .as("each tried once, no POST repeated")
                .isEqualTo(2);
    }

    @Test
    void whatAKilledPushHadUnderWayIsAwaited() throws IOException, InterruptedException {
        export(3, SECRET);
        server.client().setup(run(), project);
        new InFlight(directory, server.url() + "/projects/1", Clock.systemUTC()).begin("T-0", false);
        Thread late = new Thread(() -> {
            try {
                Thread.sleep(1_500);
                server.store(FakeLabelStudio.JSON.readTree(
                        directory.resolve("tasks.json").toFile()));
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        late.start();

        PushReport report = server.client().push(run(), project);

        late.join();
        assertThat(report).hasToString("0 tasks created, 3 were there, 0 predictions added");
        assertThat(server.tickets()).hasSize(3);
    }

    @Test
    void aTicketThatIsTwiceInTheFileBecomesOneTask() throws IOException {
        export(2, SECRET);
        String tasks = Files.readString(directory.resolve("tasks.json"));
        Files.writeString(directory.resolve("tasks.json"), tasks.replace("T-1", "T-0"));

        assertThat(server.client().push(run(), project))
                .hasToString("1 tasks created, 1 were there, 0 predictions added");
    }

    @Test
    void brokenFilesAreRefusedByPlaceAndWithoutTheirText() throws IOException {
        export(2, SECRET);
        Path tasks = directory.resolve("tasks.json");
        Files.writeString(tasks, "[\n{\"data\":{\"ticket_id\":\"1\",\"text\":\"x\"}},\n{secret}\n]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> server.client().push(run(), project))
                .withMessageContainingAll("tasks.json, line 3")
                .withMessageNotContaining("secret");

        Files.writeString(tasks, "[{\"data\":{\"text\":\"x\"}}]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> server.client().push(run(), project))
                .withMessageContainingAll("task 1", "ticket_id");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> LabelStudioRun.of(directory.resolve("nowhere")))
                .withMessageContaining("label the tickets first");
    }

    @Test
    void anAddressThatIsNoneSaysSoInOneLine() throws IOException {
        export(1, SECRET);
        int closed = closedPort();

        assertThatThrownBy(() -> push(LabelStudioClient.at(URI.create("http://127.0.0.1:" + closed))
                        .token("t")))
                .isInstanceOf(LabelStudioException.class)
                .hasMessage("nothing answers at http://127.0.0.1:" + closed
                        + "; start Label Studio there, or give the address where it runs");
        assertThatThrownBy(() -> push(LabelStudioClient.at(URI.create(server.url() + "/projects/3"))
                        .token("t")))
                .hasMessageContaining("give the address of Label Studio, as it stands in the browser before /projects");
        assertThatThrownBy(() -> push(LabelStudioClient.at(URI.create("http://tickets.example.com"))
                        .token("t")))
                .hasMessageContainingAll("in the clear", "https://");
        assertThatThrownBy(() -> push(
                        LabelStudioClient.at(URI.create("tickets.example.com")).token("t")))
                .hasMessageContainingAll("is no address", "https://label-studio.example.com");
        assertThatThrownBy(() -> push(LabelStudioClient.at(server.url()).token(" ")))
                .hasMessageContainingAll("LABEL_STUDIO_TOKEN", "Account & Settings");
    }

    private PushReport push(LabelStudioClient client) throws IOException {
        return client.push(run(), project);
    }

    private LabelStudioRun run() {
        return LabelStudioRun.of(directory);
    }

    private void export(int tickets, String text) throws IOException {
        Provenance model = new Provenance(Provenance.Source.MODEL, "m", false);
        try (LabelStudioExporter sink = LabelStudioExporter.to(directory)) {
            sink.open(new RunHeader(LabelSet.of("Bug"), "m"));
            for (String id : IntStream.range(0, tickets).mapToObj(i -> "T-" + i).toList()) {
                sink.accept(Ticket.of(id, text), new Labeled(id, List.of(ScoredLabel.of("Bug", 0.9)), model));
            }
            sink.complete();
        }
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
