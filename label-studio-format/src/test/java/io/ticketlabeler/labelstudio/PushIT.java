package io.ticketlabeler.labelstudio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ticketlabeler.contract.testbed.LabeledTickets;
import io.ticketlabeler.contract.testbed.Rest;
import io.ticketlabeler.export.PushReport;
import io.ticketlabeler.export.RunHeader;
import io.ticketlabeler.labelstudio.LabelStudioProject.Server;
import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.Labeled;
import io.ticketlabeler.ticket.Outcome;
import io.ticketlabeler.ticket.Provenance;
import io.ticketlabeler.ticket.ScoredLabel;
import io.ticketlabeler.ticket.Ticket;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pushes runs into Label Studio 1.23.2 and looks at what has become of them. */
class PushIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Provenance MODEL = new Provenance(Provenance.Source.MODEL, "m", false);

    @TempDir
    Path directory = Path.of("");

    private final String title = "push " + UUID.randomUUID();
    private final ProjectOptions project = ProjectOptions.titled(title);

    @ParameterizedTest
    @CsvSource({"STOCK,false", "STOCK,true", "STRICT,false", "STRICT,true"})
    void hostileTicketsAndLabelsSurvive(Server server, boolean multiple) throws IOException {
        LabeledTickets run = LabeledTickets.hostile(multiple);
        run.exportTo(LabelStudioExporter.to(directory));

        PushReport first = client(server).push(LabelStudioRun.of(directory), project);
        PushReport second = client(server).push(LabelStudioRun.of(directory), project);

        assertThat(first).hasToString(run.tickets().size() + " tasks created, 0 were there, 0 predictions added");
        assertThat(second).hasToString("0 tasks created, " + run.tickets().size() + " were there, 0 predictions added");
        JsonNode file = JSON.readTree(directory.resolve("tasks.json").toFile());
        List<JsonNode> tasks = tasks(server, first);
        assertThat(tasks).hasSameSizeAs(file);
        for (int i = 0; i < tasks.size(); i++) {
            assertThat(tasks.get(i).get("data")).isEqualTo(file.get(i).get("data"));
            assertThat(proposed(tasks.get(i).get("predictions")))
                    .isEqualTo(proposed(file.get(i).get("predictions")));
        }
    }

    @Test
    void aNewModelVersionAddsPredictionsAndKeepsWhatPeopleDid() throws IOException {
        export("m1", Map.of("T-1", 0.9, "T-2", 0.4));
        PushReport first = client(Server.STRICT).push(LabelStudioRun.of(directory), project);
        Rest rest = Server.STRICT.rest();
        long task = tasks(Server.STRICT, first).get(0).get("id").asLong();
        rest.post("/api/tasks/" + task + "/annotations/", "{\"result\":[],\"was_cancelled\":false}");

        export("m2", Map.of("T-1", 0.8, "T-2", 0.7, "T-3", 0.6));
        PushReport second = client(Server.STRICT).push(LabelStudioRun.of(directory), project);
        PushReport third = client(Server.STRICT).push(LabelStudioRun.of(directory), project);

        assertThat(second).hasToString("1 tasks created, 2 were there, 2 predictions added");
        assertThat(third).hasToString("0 tasks created, 3 were there, 0 predictions added");
        List<JsonNode> tasks = tasks(Server.STRICT, first);
        assertThat(tasks).hasSize(3);
        assertThat(tasks.get(0).get("annotations")).hasSize(1);
        assertThat(tasks.get(0).get("predictions")).hasSize(2);
        assertThat(tasks.get(2).get("predictions")).hasSize(1);
        assertThat(JSON.readTree(rest.get("/api/projects/" + number(first)))
                        .get("model_version")
                        .asText())
                .isEqualTo("m2");
    }

    @Test
    void reviewersFindTheViewsFilteredAndOrdered() throws IOException {
        LabelStudioExporter exporter = LabelStudioExporter.to(directory).auditSample("T-4"::equals);
        export(exporter, "m1", Map.of("T-1", 0.95, "T-2", 0.4, "T-3", 0.99993, "T-4", 0.97));
        PushReport report = client(Server.STOCK)
                .push(
                        LabelStudioRun.of(directory),
                        project.acceptedFrom(0.9)
                                .instructions("Look <b>twice</b>")
                                .sampling(ProjectOptions.Sampling.UNIFORM));
        client(Server.STOCK).push(LabelStudioRun.of(directory), project);

        JsonNode views = JSON.readTree(Server.STOCK.rest().get("/api/dm/views/?project=" + number(report)));
        assertThat(views.findValuesAsText("title"))
                .containsExactly("All tickets", "Audit sample", "Uncertain first", "Accepted unseen");
        assertThat(shown(views.get(0))).containsExactly("T-1", "T-2", "T-3", "T-4");
        assertThat(shown(views.get(1))).containsExactly("T-4");
        assertThat(shown(views.get(2))).containsExactly("T-2", "T-1", "T-4", "T-3");
        assertThat(shown(views.get(3))).containsExactly("T-1", "T-3");
        JsonNode made = JSON.readTree(Server.STOCK.rest().get("/api/projects/" + number(report)));
        assertThat(made.get("expert_instruction").asText()).isEqualTo("Look <b>twice</b>");
        assertThat(made.get("show_instruction").asBoolean()).isTrue();
        assertThat(made.get("sampling").asText()).isEqualTo("Uniform sampling");
        assertThat(made.get("model_version").asText()).isEqualTo("m1");
    }

    @Test
    void aPersonalAccessTokenDoesAsWell() throws IOException {
        Rest rest = Server.STOCK.rest();
        rest.post("/api/jwt/settings", "{\"api_tokens_enabled\":true,\"legacy_api_tokens_enabled\":true}");
        String personal =
                JSON.readTree(rest.post("/api/token/", "{}")).get("token").asText();
        export("m1", Map.of("T-1", 0.9));

        try {
            PushReport report = LabelStudioClient.at(Server.STOCK.url())
                    .token(personal)
                    .push(LabelStudioRun.of(directory), project);

            assertThat(report.created()).isOne();
        } finally {
            // a user has one at a time, and what it is worth is seen only when it is made
            rest.post("/api/token/blacklist/", JSON.writeValueAsString(Map.of("refresh", personal)));
        }
    }

    @Test
    void aForeignConfigurationIsRefusedWithTheDifference() throws IOException {
        export("m1", Map.of("T-1", 0.9));
        long id = client(Server.STOCK).setup(LabelStudioRun.of(directory), project);
        try (LabelStudioExporter other = LabelStudioExporter.to(directory)) {
            other.open(new RunHeader(LabelSet.of("Bug", "Spam"), "m1"));
            other.complete();
        }

        assertThatThrownBy(() -> client(Server.STOCK).push(LabelStudioRun.of(directory), project))
                .isInstanceOf(LabelStudioException.class)
                .hasMessageContainingAll(
                        "project " + id, "only the run has: \"Spam\"", "only the project has: \"Billing\"")
                .hasMessageNotContaining("\n");
        assertThat(client(Server.STOCK).push(LabelStudioRun.of(directory), project.replaceConfig()))
                .extracting(PushReport::isComplete)
                .isEqualTo(true);
    }

    @Test
    void everyMistakeOfTheSetupIsOneLineThatSaysWhatToDo() throws IOException {
        export("m1", Map.of("T-1", 0.9));
        LabelStudioRun run = LabelStudioRun.of(directory);
        String url = Server.STOCK.url().toString();

        assertThatThrownBy(() -> LabelStudioClient.at(URI.create(url))
                        .token("0123456789abcdef")
                        .setup(run, project))
                .hasMessageContainingAll("refuses the token", "Account & Settings")
                .hasMessageNotContaining("\n");
        assertThatThrownBy(() ->
                        LabelStudioClient.at(URI.create(url)).token("a.b.c").setup(run, project))
                .hasMessageContainingAll("refuses the token", "Account & Settings")
                .hasMessageNotContaining("\n");
        assertThatThrownBy(() -> LabelStudioClient.at(URI.create(url + "/projects/1"))
                        .token("x")
                        .setup(run, project))
                .hasMessageContainingAll("address of Label Studio", "before /projects")
                .hasMessageNotContaining("\n");
        assertThatThrownBy(() -> client(Server.STOCK).setup(run, ProjectOptions.ofId(999_999)))
                .hasMessageContaining("there is no project 999999");
    }

    private void export(String version, Map<String, Double> confidences) throws IOException {
        export(LabelStudioExporter.to(directory), version, confidences);
    }

    private static void export(LabelStudioExporter sink, String version, Map<String, Double> confidences)
            throws IOException {
        List<Ticket> tickets = new ArrayList<>();
        List<Outcome> outcomes = new ArrayList<>();
        confidences.keySet().stream().sorted().forEach(id -> {
            tickets.add(Ticket.of(id, "text of " + id));
            outcomes.add(new Labeled(id, List.of(ScoredLabel.of("Bug", confidences.get(id))), MODEL));
        });
        try (sink) {
            sink.open(new RunHeader(LabelSet.of("Bug", "Billing"), version));
            for (int i = 0; i < tickets.size(); i++) {
                sink.accept(tickets.get(i), outcomes.get(i));
            }
            sink.complete();
        }
    }

    private static LabelStudioClient client(Server server) {
        return LabelStudioClient.at(server.url()).token(server.token());
    }

    private static String number(PushReport report) {
        return report.project().toString().replaceFirst(".*/", "");
    }

    private static List<JsonNode> tasks(Server server, PushReport report) throws IOException {
        List<JsonNode> tasks = new ArrayList<>();
        String path = "/api/tasks?fields=all&page_size=500&project=" + number(report);
        JSON.readTree(server.rest().get(path)).get("tasks").forEach(tasks::add);
        return tasks;
    }

    private static List<String> shown(JsonNode view) throws IOException {
        String path = "/api/tasks?page_size=500&view="
                + URLEncoder.encode(view.get("id").asText(), StandardCharsets.UTF_8);
        return JSON.readTree(Server.STOCK.rest().get(path)).findValuesAsText("ticket_id");
    }

    private static List<String> proposed(JsonNode predictions) {
        List<String> proposed = new ArrayList<>();
        predictions.forEach(
                prediction -> proposed.add(prediction.get("model_version").asText()
                        + prediction.path("score").asText("null")
                        + prediction.get("result")));
        return proposed;
    }
}
