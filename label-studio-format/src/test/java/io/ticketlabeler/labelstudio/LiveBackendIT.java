package io.ticketlabeler.labelstudio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.ticketlabeler.TicketLabeler;
import io.ticketlabeler.contract.HostileTickets;
import io.ticketlabeler.contract.ScriptedModel;
import io.ticketlabeler.contract.testbed.LabeledTickets;
import io.ticketlabeler.export.JsonText;
import io.ticketlabeler.labelstudio.LabelStudioProject.Server;
import io.ticketlabeler.model.ModelCallException;
import io.ticketlabeler.prompt.Example;
import io.ticketlabeler.prompt.ExampleStore;
import io.ticketlabeler.review.Decision;
import io.ticketlabeler.review.Reviews;
import io.ticketlabeler.serve.LiveServer;
import io.ticketlabeler.ticket.Abstained;
import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.Provenance;
import io.ticketlabeler.ticket.Ticket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Label Studio 1.23.2 asks our backend. Needs a server that may call loopback addresses, as the test bed starts it:
 * {@code ML_BLOCK_LOCAL_IP=false}.
 */
class LiveBackendIT {

    private static final LabelSet LABELS = LabelSet.of("Bug", "Billing", "$5 refund", "Größe & <b>");

    @TempDir
    Path directory = Path.of("");

    private LabelStudioProject project(LabelSet labels, List<Ticket> tickets) throws IOException {
        new LabeledTickets(
                        labels,
                        tickets,
                        tickets.stream()
                                .map(ticket -> new Abstained(ticket.id(), "not asked yet", Provenance.NOT_ASKED))
                                .map(io.ticketlabeler.ticket.Outcome.class::cast)
                                .toList())
                .exportTo(LabelStudioExporter.to(directory));
        return LabelStudioProject.of(Server.STOCK, "ticketlabeler live", directory);
    }

    private static void connect(LabelStudioProject project, LiveServer server, String user, String password)
            throws IOException {
        Map<String, Object> backend = new HashMap<>(Map.of(
                "project",
                project.id(),
                "url",
                "http://127.0.0.1:" + server.port() + "/label-studio",
                "title",
                "ticketlabeler"));
        if (!user.isEmpty()) {
            backend.putAll(Map.of("auth_method", "BASIC_AUTH", "basic_auth_user", user, "basic_auth_pass", password));
        }
        project.rest().post("/api/ml/", JsonText.of(backend));
    }

    private static void retrieve(LabelStudioProject project) throws IOException {
        project.rest()
                .post(
                        "/api/dm/actions?id=retrieve_tasks_predictions&project=" + project.id(),
                        "{\"selectedItems\":{\"all\":true,\"excluded\":[]},\"ordering\":[]}");
    }

    private static InetSocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    private static String right(String text) {
        return LABELS.names().get(Math.floorMod(text.hashCode(), LABELS.names().size()));
    }

    private static List<Ticket> tickets() {
        List<Ticket> tickets = new ArrayList<>(HostileTickets.all());
        for (int i = tickets.size(); i < 200; i++) {
            String kind = i % 20 == 0 ? "slow" : i % 50 == 1 ? "failing" : "plain";
            tickets.add(Ticket.of("T-" + i, "a " + kind + " ticket, number " + i));
        }
        return tickets;
    }

    @Test
    void twoHundredTasksWithASlowAndAFailingModel() throws Exception {
        CountDownLatch slow = new CountDownLatch(1);
        ScriptedModel model = ScriptedModel.answering(text -> {
            if (text.contains("a slow ticket")) {
                await(slow);
            }
            return text.contains("a failing ticket") ? null : right(text);
        });
        model.failNext(new ModelCallException(ModelCallException.Kind.UNAVAILABLE, "down"));
        try (TicketLabeler labeler = TicketLabeler.builder()
                        .labels(LABELS)
                        .model(model)
                        .batchSize(1)
                        .concurrency(32)
                        .build();
                LabelStudioBackend backend = LabelStudioBackend.builder(labeler)
                        .deadline(Duration.ofSeconds(6))
                        .modelVersion("tl-1")
                        .basicAuth("label-studio", "s:ecret")
                        .build();
                LiveServer server = backend.listen(anyPort())) {
            List<Ticket> tickets = tickets();
            LabelStudioProject project = project(LABELS, tickets);
            assertThatThrownBy(() -> connect(project, server, "label-studio", "wrong"))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("authentication");
            connect(project, server, "label-studio", "s:ecret");

            int late = count(tickets, "a slow ticket");
            int failing = count(tickets, "a failing ticket");
            retrieve(project);
            assertThat(predicted(project, tickets)).isEqualTo(200 - late - failing);

            slow.countDown();
            await(() -> answered(model, "a slow ticket") == late);
            retrieve(project);
            assertThat(predicted(project, tickets)).isEqualTo(200 - failing);
            assertThat(answered(model, "a slow ticket")).isEqualTo(late);

            retrieve(project);
            assertThat(predicted(project, tickets)).isEqualTo(200 - failing);
            assertThat(answered(model, "a plain ticket")) // the call that failed was made again
                    .isBetween((long) count(tickets, "a plain ticket"), count(tickets, "a plain ticket") + 1L);
        }
    }

    private static int count(List<Ticket> tickets, String kind) {
        return (int)
                tickets.stream().filter(ticket -> ticket.text().contains(kind)).count();
    }

    /** How many tasks have one prediction; fails when one has two, or a wrong one. */
    private static int predicted(LabelStudioProject project, List<Ticket> tickets) throws IOException {
        int predicted = 0;
        List<JsonNode> tasks = project.tasks();
        for (int i = 0; i < tasks.size(); i++) {
            JsonNode predictions = tasks.get(i).get("predictions");
            assertThat(predictions.size()).as(tickets.get(i).id()).isLessThanOrEqualTo(1);
            if (predictions.size() == 1) {
                predicted++;
                assertThat(predictions.at("/0/model_version").asText()).isEqualTo("tl-1");
                assertThat(predictions.at("/0/result/0/value/choices"))
                        .as(tickets.get(i).id())
                        .hasSize(1);
                if (tickets.get(i).id().startsWith("T-")) { // the prompt sees hostile texts normalised
                    assertThat(predictions.at("/0/result/0/value/choices/0").asText())
                            .isEqualTo(right(tickets.get(i).text()));
                }
            }
        }
        return predicted;
    }

    private static long answered(ScriptedModel model, String kind) {
        return model.calls().stream()
                .flatMap(List::stream)
                .filter(text -> text.contains(kind))
                .count();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited too long").isLessThan(deadline);
            Thread.sleep(20);
        }
    }

    @Test
    void twoProjectsShareABackendAndCorrectionsBecomeExamples() throws Exception {
        ExampleStore hints = ExampleStore.holding(100);
        ScriptedModel model = ScriptedModel.answering(
                text -> text.contains("urgent") ? "high" : text.contains("late") ? "low" : "Bug");
        try (TicketLabeler labeler =
                        TicketLabeler.builder().labels(LABELS).model(model).build();
                LabelStudioBackend backend =
                        LabelStudioBackend.builder(labeler).examples(hints).build();
                LiveServer server = backend.listen(anyPort())) {
            LabelStudioProject topics = project(
                    LABELS,
                    List.of(
                            Ticket.of("A-1", "it crashes"),
                            Ticket.of("A-2", "it hangs"),
                            Ticket.of("A-3", "it is stuck")));
            LabelStudioProject urgency =
                    project(LabelSet.of("high", "low"), List.of(Ticket.of("B-1", "urgent!"), Ticket.of("B-2", "late")));
            connect(topics, server, "", "");
            connect(urgency, server, "", "");

            retrieve(topics);
            retrieve(urgency);
            assertThat(labels(topics)).containsExactly("Bug", "Bug", "Bug");
            assertThat(labels(urgency)).containsExactly("high", "low");

            annotate(topics, 0, "Bug", "prediction");
            annotate(topics, 1, "Billing", "prediction-changed");
            annotate(topics, 2, "Bug", "");
            await(() -> hints.examples().size() == 1);
            assertThat(hints.examples()).containsExactly(Example.of("it hangs", "Billing"));

            ExampleStore whole = ExampleStore.holding(100);
            try (Reviews reviews = LabelStudioReviews.of(LABELS).examples(whole).read(topics.api(), topics.id())) {
                List<String> decisions = new ArrayList<>();
                reviews.forEachRemaining(review ->
                        decisions.add(review.decision().code() + " " + review.labels() + " <- " + review.proposed()));
                assertThat(decisions)
                        .containsExactly(
                                "accepted [Bug] <- [Bug]", "corrected [Billing] <- [Bug]", "accepted [Bug] <- [Bug]");
                assertThat(reviews.report().count(Decision.ACCEPTED)).isEqualTo(2);
            }
            assertThat(whole.examples()).isEqualTo(hints.examples());
        }
    }

    private static List<String> labels(LabelStudioProject project) throws IOException {
        List<String> labels = new ArrayList<>();
        for (JsonNode task : project.tasks()) {
            labels.add(task.at("/predictions/0/result/0/value/choices/0").asText());
        }
        return labels;
    }

    /** As the page does it; without an origin as a program does it, which does not say what it saw. */
    private static void annotate(LabelStudioProject project, int place, String label, String origin)
            throws IOException {
        JsonNode task = project.tasks().get(place);
        Map<String, Object> region = new HashMap<>(LabelStudioTasks.region("label", "text", List.of(label)));
        Map<String, Object> annotation = new HashMap<>(Map.of("lead_time", 3, "result", List.of(region)));
        if (!origin.isEmpty()) {
            region.put("origin", origin);
            annotation.put("parent_prediction", task.at("/predictions/0/id").asLong());
        }
        project.rest().post("/api/tasks/" + task.get("id").asText() + "/annotations/", JsonText.of(annotation));
    }
}
