package io.ticketlabeler.doccano;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ticketlabeler.contract.testbed.LabeledTickets;
import io.ticketlabeler.contract.testbed.Needed;
import io.ticketlabeler.export.PushReport;
import io.ticketlabeler.export.RunHeader;
import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.Labeled;
import io.ticketlabeler.ticket.Provenance;
import io.ticketlabeler.ticket.ScoredLabel;
import io.ticketlabeler.ticket.Ticket;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pushes runs into doccano 1.8.4 and looks at what has become of them. */
class PushIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Provenance MODEL = new Provenance(Provenance.Source.MODEL, "m", false);

    @TempDir
    Path directory = Path.of("");

    private final ProjectOptions project = ProjectOptions.named("push " + UUID.randomUUID());

    @ParameterizedTest
    @CsvSource({"false,false", "true,false", "false,true", "true,true"})
    void hostileTicketsAndLabelsSurvive(boolean multiple, boolean confidences) throws IOException {
        LabeledTickets run = LabeledTickets.hostile(multiple);
        run.exportTo(DoccanoExporter.to(directory));
        ProjectOptions options = confidences ? project.confidences() : project;

        PushReport first = client().push(DoccanoRun.of(directory), options);
        PushReport second = client().push(DoccanoRun.of(directory), options);

        assertThat(first).hasToString(run.tickets().size() + " documents created, 0 were there");
        assertThat(second).hasToString("0 documents created, " + run.tickets().size() + " were there");
        DoccanoProject there = DoccanoProject.at(first.project());
        List<JsonNode> file = rows();
        List<JsonNode> documents = there.documents();
        assertThat(documents).hasSameSizeAs(file);
        for (int i = 0; i < file.size(); i++) {
            JsonNode row = file.get(i);
            JsonNode document = byTicket(documents, row.get("id").asText());
            String text = row.get("text").asText();
            assertThat(document.get("text").asText()).isEqualTo(confidences ? RestSender.text(row) : text);
            List<JsonNode> labels = there.labels(document);
            assertThat(labels.stream().map(label -> there.name(label)).toList())
                    .containsExactlyInAnyOrderElementsOf(DoccanoRun.labels(row));
            double confidence = Labels.confidence(row);
            assertThat(document.get("score").asDouble()).isEqualTo(confidences ? confidence : 100);
            assertThat(labels).allSatisfy(label -> assertThat(label.get("prob").asDouble())
                    .isEqualTo(confidences ? confidence : 0));
        }
    }

    @Test
    void whatIsMissingIsBroughtAndWhatPeopleDidStays() throws IOException {
        export(LabelSet.of("Bug", "Billing"), "T-1", "T-2");
        PushReport first = client().push(DoccanoRun.of(directory), project);
        DoccanoProject there = DoccanoProject.at(first.project());
        there.delete(byTicket(there.documents(), "T-2"));
        there.relabel(byTicket(there.documents(), "T-1"), "Billing");

        export(LabelSet.of("Bug", "Billing"), "T-1", "T-2", "T-3");
        PushReport second = client().push(DoccanoRun.of(directory), project);

        assertThat(second).hasToString("2 documents created, 1 were there");
        List<JsonNode> documents = there.documents();
        assertThat(documents).hasSize(3);
        assertThat(there.names(byTicket(documents, "T-1"))).containsExactly("Billing");
        assertThat(there.names(byTicket(documents, "T-2"))).containsExactly("Bug");
    }

    @Test
    void documentsThatLostTheirLabelsOnTheWayGetThem() throws IOException {
        export(LabelSet.of("Bug", "Billing"), "T-1", "T-2", "T-3");
        PushReport first = client().push(DoccanoRun.of(directory), project);
        DoccanoProject there = DoccanoProject.at(first.project());
        for (String ticket : List.of("T-1", "T-2")) {
            there.removeLabels(byTicket(there.documents(), ticket));
        }
        InFlight killed = new InFlight(directory, first.project().toString());
        killed.begin(List.of("T-1", "T-3"));

        client().push(DoccanoRun.of(directory), project);

        assertThat(there.names(byTicket(there.documents(), "T-1"))).containsExactly("Bug");
        assertThat(there.names(byTicket(there.documents(), "T-2")))
                .as("a person may have")
                .isEmpty();
        assertThat(there.names(byTicket(there.documents(), "T-3"))).containsExactly("Bug");
        assertThat(directory.resolve(".doccano-push.json")).doesNotExist();
    }

    /** The import of a push that was killed is still in the queue, and the documents of the next push are its own. */
    @Test
    void anImportThatArrivesLateLeavesNoTicketTwice() throws IOException {
        export(LabelSet.of("Bug", "Billing"), "T-1", "T-2", "T-3");
        client().setup(DoccanoRun.of(directory), project);
        DoccanoProject there = DoccanoProject.named(client(), project);
        Chunk chunk = new Chunk(there.identity(), 1_000);
        for (JsonNode row : rows().subList(0, 2)) {
            chunk.add(row.get("id").asText(), row);
        }
        new FileSender(client().api(), new Worker(client().api()), there.id())
                .send(chunk, new InFlight(directory, "unknown"));

        Chunk same = chunk.next();
        rows().forEach(row -> same.add(row.get("id").asText(), row));
        assertThatThrownBy(() -> new FileSender(client().api(), new Worker(client().api()), there.id())
                        .send(same, new InFlight(directory, "unknown")))
                .isInstanceOf(DoccanoException.class)
                .hasMessageContaining("UNIQUE constraint failed");
        PushReport report = client().push(DoccanoRun.of(directory), project);

        assertThat(report).hasToString("1 documents created, 2 were there");
        assertThat(there.documents()).hasSize(3).allSatisfy(document -> assertThat(there.names(document))
                .containsExactly("Bug"));
    }

    @Test
    void theLabelsBelongToABotThatIsMadeOnce() throws IOException {
        export(LabelSet.of("Bug", "Billing"), "T-1");
        String name = "bot-" + UUID.randomUUID();
        DoccanoClient client = client().bot(name, "correct horse battery");

        PushReport first = client.push(DoccanoRun.of(directory), project);
        export(LabelSet.of("Bug", "Billing"), "T-1", "T-2");
        client.push(DoccanoRun.of(directory), project);

        DoccanoProject there = DoccanoProject.at(first.project());
        Map<String, String> names = new Members(client().api(), there.id()).names();
        assertThat(there.documents()).hasSize(2).allSatisfy(document -> assertThat(there.labels(document))
                .extracting(label -> names.get(label.get("user").asText()))
                .containsExactly(name));
        assertThatThrownBy(() -> client().bot(name, "wrong").push(DoccanoRun.of(directory), project))
                .hasMessageContainingAll(name, "can neither sign in nor be made")
                .hasMessageNotContaining("wrong");
    }

    /** 1.8.4 has no assignments: everybody sees all. 1.8.5 shows people what they were given. */
    @Test
    void annotatorsSeeTheDocuments() throws IOException {
        export(LabelSet.of("Bug", "Billing"), "T-1", "T-2", "T-3", "T-4");
        List<String> people = List.of("anna-" + UUID.randomUUID(), "bob-" + UUID.randomUUID());
        for (String name : people) {
            DoccanoProject.makeUser(name, "correct horse battery");
        }

        PushReport report = client().push(DoccanoRun.of(directory), project.annotators(people));
        client().push(DoccanoRun.of(directory), project.annotators(people));

        List<JsonNode> documents = DoccanoProject.at(report.project()).documents();
        boolean given = documents.get(0).has("assignments");
        for (String name : people) {
            DoccanoClient person =
                    DoccanoClient.at(URI.create(Needed.variable("DOCCANO_URL"))).user(name, "correct horse battery");
            String list = "/v1" + report.project().getPath() + "/examples";
            assertThat(person.api().get(list).get("count").asInt()).isEqualTo(given ? 2 : 4);
        }
        assertThat(documents)
                .allSatisfy(document -> assertThat(document.path("assignments")).hasSize(given ? 1 : 0));
    }

    @Test
    void aProjectThatDoesNotFitIsRefusedWithTheDifference() throws IOException {
        export(LabelSet.of("Bug", "Billing"), "T-1");
        client().setup(DoccanoRun.of(directory), project);
        export(LabelSet.of("Bug", "Spam"), "T-1");

        assertThatThrownBy(() -> client().push(DoccanoRun.of(directory), project))
                .isInstanceOf(DoccanoException.class)
                .hasMessageContainingAll("only the run has: \"Spam\"", "only the project has: \"Billing\"")
                .hasMessageNotContaining("\n");
        assertThatThrownBy(() -> client().push(DoccanoRun.of(directory), project.multiple(true)))
                .hasMessageContainingAll("one label a ticket");
        PushReport report = client().push(DoccanoRun.of(directory), project.replaceConfig());

        assertThat(report.isComplete()).isTrue();
        List<JsonNode> types = DoccanoProject.at(report.project()).labelTypes();
        assertThat(types).extracting(type -> type.get("text").asText()).containsExactly("Bug", "Billing", "Spam");
        assertThat(types).extracting(type -> type.get("suffix_key").asText()).doesNotHaveDuplicates();
    }

    @Test
    void everyMistakeOfTheSetupIsOneLineThatSaysWhatToDo() throws IOException {
        export(LabelSet.of("Bug"), "T-1");
        DoccanoRun run = DoccanoRun.of(directory);
        URI url = URI.create(Needed.variable("DOCCANO_URL"));

        assertThatThrownBy(() -> DoccanoClient.at(url).user("admin", "wrong").setup(run, project))
                .hasMessageContainingAll("does not let admin in", "check name and password")
                .hasMessageNotContainingAny("\n", "wrong");
        assertThatThrownBy(() -> DoccanoClient.at(url).token("0123456789").setup(run, project))
                .hasMessageContainingAll("refuses the token", "sign in again")
                .hasMessageNotContaining("\n");
        assertThatThrownBy(() -> DoccanoClient.at(URI.create(url + "/projects/1"))
                        .token("0123")
                        .setup(run, project))
                .hasMessageContainingAll("address of doccano", "before /projects")
                .hasMessageNotContaining("\n");
        assertThatThrownBy(() -> client().setup(run, ProjectOptions.ofId(999_999)))
                .hasMessageContaining("there is no project 999999");
        assertThatThrownBy(() -> client().push(run, project.annotators(List.of("nobody"))))
                .hasMessageContaining("no user \"nobody\"");
    }

    private void export(LabelSet labels, String... ids) throws IOException {
        try (DoccanoExporter sink = DoccanoExporter.to(directory)) {
            sink.open(new RunHeader(labels, "m"));
            for (String id : ids) {
                sink.accept(
                        Ticket.of(id, "text of " + id), new Labeled(id, List.of(ScoredLabel.of("Bug", 0.9)), MODEL));
            }
            sink.complete();
        }
    }

    private List<JsonNode> rows() throws IOException {
        List<JsonNode> rows = new ArrayList<>();
        for (String line : Files.readAllLines(directory.resolve("tickets.jsonl"), StandardCharsets.UTF_8)) {
            rows.add(JSON.readTree(line));
        }
        return rows;
    }

    static DoccanoClient client() {
        return DoccanoClient.at(URI.create(Needed.variable("DOCCANO_URL")))
                .user(Needed.variable("DOCCANO_USER"), Needed.variable("DOCCANO_PASSWORD"));
    }

    private static JsonNode byTicket(List<JsonNode> documents, String ticket) {
        return documents.stream()
                .filter(document -> document.at("/meta/id").asText().equals(ticket))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no document of " + ticket));
    }
}
