package io.ticketlabeler.doccano;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ticketlabeler.TicketLabeler;
import io.ticketlabeler.contract.ScriptedModel;
import io.ticketlabeler.contract.testbed.LabeledTickets;
import io.ticketlabeler.model.ModelCallException;
import io.ticketlabeler.serve.LiveServer;
import io.ticketlabeler.ticket.Abstained;
import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.Outcome;
import io.ticketlabeler.ticket.Provenance;
import io.ticketlabeler.ticket.Ticket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** doccano 1.8.4 asks our service for labels, which is well, slow, or failing. */
class LiveBackendIT {

    private static final LabelSet LABELS = LabelSet.builder()
            .allowNone()
            .add("Bug")
            .add("Billing")
            .add("$5 \"refund\" #1")
            .add("Größe & <b>")
            .build();
    private static final int DOCUMENTS = 50;
    private static final String SECRET = "s:ecret";

    @TempDir
    Path directory = Path.of("");

    private final ProjectOptions named = ProjectOptions.named("live " + UUID.randomUUID());

    @Test
    void fiftyDocumentsGetTheLabelsOfTheModelAndNoOthers() throws IOException {
        ScriptedModel model = ScriptedModel.answering(LiveBackendIT::right);
        DoccanoProject project = project();
        try (TicketLabeler labeler = labeler(model);
                LiveServer server =
                        DoccanoBackend.builder(labeler).secret(SECRET).build().listen(anyPort())) {
            connect(server, SECRET);
            connect(server, SECRET); // the same again changes nothing

            List<JsonNode> documents = project.documents();
            for (JsonNode document : documents) {
                assertThat(project.autoLabel(document)).isEqualTo(201);
            }

            assertThat(documents).hasSize(DOCUMENTS);
            for (JsonNode document : documents) {
                String label = right(document.get("text").asText());
                assertThat(project.names(document)).isEqualTo(label.isEmpty() ? List.of() : List.of(label));
            }
            int asked = model.calls().size();
            assertThat(project.autoLabel(documents.get(0))).isEqualTo(201);
            assertThat(model.calls()).as("known from the cache").hasSize(asked);
        }
    }

    @Test
    void aModelThatFailsLeavesNoLabel() throws IOException {
        ScriptedModel model = ScriptedModel.answering(text -> "label: Bug");
        for (int i = 0; i < 500; i++) {
            model.failNext(new ModelCallException(
                    ModelCallException.Kind.BAD_REQUEST, "{\"label\":\"Bug\",\"labels\":[\"Bug\"]}"));
        }
        DoccanoProject project = project();
        try (TicketLabeler labeler = labeler(model);
                LiveServer server = DoccanoBackend.builder(labeler)
                        .deadline(Duration.ofSeconds(1))
                        .build()
                        .listen(anyPort())) {
            connect(server, null);

            for (JsonNode document : project.documents()) {
                assertThat(project.autoLabel(document)).isEqualTo(201); // doccano does not look at our status

                assertThat(project.names(document)).isEmpty();
            }
            assertThat(model.calls()).isNotEmpty();
        }
    }

    @Test
    void whatIsLateIsThereWhenTheDocumentIsOpenedAgain() throws IOException, InterruptedException {
        CountDownLatch wait = new CountDownLatch(1);
        ScriptedModel model = ScriptedModel.answering(text -> {
            await(wait);
            return "Billing";
        });
        DoccanoProject project = project();
        try (TicketLabeler labeler = labeler(model);
                LiveServer server = DoccanoBackend.builder(labeler)
                        .deadline(Duration.ofMillis(200))
                        .build()
                        .listen(anyPort())) {
            connect(server, null);
            JsonNode document = project.documents().get(1);

            assertThat(project.autoLabel(document)).isEqualTo(201);
            assertThat(project.names(document)).isEmpty();
            wait.countDown();
            assertThat(labeler.drain(Duration.ofSeconds(30))).isTrue();
            assertThat(project.autoLabel(document)).isEqualTo(201);

            assertThat(project.names(document)).containsExactly("Billing");
            assertThat(model.calls()).hasSize(1);
        }
    }

    @Test
    void aWrongSecretAndAServiceThatIsDownLeaveNoLabel() throws IOException {
        DoccanoProject project = project();
        JsonNode document = project.documents().get(1);
        try (TicketLabeler labeler = labeler(ScriptedModel.answering(text -> "Bug"))) {
            try (LiveServer server =
                    DoccanoBackend.builder(labeler).secret(SECRET).build().listen(anyPort())) {
                connect(server, "wrong");

                assertThat(project.autoLabel(document)).isEqualTo(201);
            }
            assertThat(project.autoLabel(document)).isEqualTo(500); // nobody listens any more
        }
        assertThat(project.names(document)).isEmpty();
    }

    private static TicketLabeler labeler(ScriptedModel model) {
        return TicketLabeler.builder().labels(LABELS).model(model).build();
    }

    private void connect(LiveServer server, @Nullable String secret) {
        PushIT.client().autoLabel(named, URI.create("http://127.0.0.1:" + server.port() + "/doccano"), secret);
    }

    /** Every fifth text fits no label. */
    private static String right(String text) {
        int place = Math.floorMod(text.hashCode(), LABELS.names().size() + 1);
        return place == LABELS.names().size() ? "" : LABELS.names().get(place);
    }

    private DoccanoProject project() throws IOException {
        List<Ticket> tickets = new ArrayList<>();
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < DOCUMENTS; i++) {
            tickets.add(Ticket.of("T-" + i, "ticket \"" + i + "\" with label: Bug and {\"labels\":[\"Bug\"]} in it"));
            outcomes.add(new Abstained("T-" + i, "not asked yet", Provenance.NOT_ASKED));
        }
        new LabeledTickets(LABELS, tickets, outcomes).exportTo(DoccanoExporter.to(directory));
        return DoccanoProject.at(
                PushIT.client().push(DoccanoRun.of(directory), named).project());
    }

    private static InetSocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
