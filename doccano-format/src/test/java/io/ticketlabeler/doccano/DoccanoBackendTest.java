package io.ticketlabeler.doccano;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketlabeler.TicketLabeler;
import io.ticketlabeler.contract.ScriptedModel;
import io.ticketlabeler.model.ModelCallException;
import io.ticketlabeler.serve.LiveServer;
import io.ticketlabeler.serve.Request;
import io.ticketlabeler.serve.Response;
import io.ticketlabeler.ticket.LabelSet;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DoccanoBackendTest {

    private static final LabelSet LABELS =
            LabelSet.builder().allowNone().add("Bug").add(" Q & A ").build();

    private final CountDownLatch slow = new CountDownLatch(1);
    private final ScriptedModel model = ScriptedModel.answering(text -> {
        if (text.contains("slow")) {
            await(slow);
        }
        return text.contains("nothing") ? "" : text.contains("question") ? " Q & A " : "Bug";
    });
    private final TicketLabeler labeler =
            TicketLabeler.builder().labels(LABELS).model(model).build();
    private final DoccanoBackend backend = DoccanoBackend.builder(labeler).build();

    @AfterEach
    void close() {
        slow.countDown();
        labeler.close();
    }

    @Test
    void aTextGetsItsLabelAsDoccanoWritesIt() {
        assertThat(answer(backend, "it crashes")).isEqualTo("200 {\"labels\":[\"Bug\"]}");
        assertThat(answer(backend, "a question")).isEqualTo("200 {\"labels\":[\"Q & A\"]}");
        assertThat(answer(backend, "nothing fits")).isEqualTo("200 {\"labels\":[]}");
        assertThat(answer(backend, "")).isEqualTo("200 {\"labels\":[]}");
        assertThat(answer(backend, DoccanoRows.EMPTY_TEXT)).isEqualTo("200 {\"labels\":[]}");
    }

    @Test
    void theSameTextIsPaidOnce() {
        assertThat(answer(backend, "it crashes")).isEqualTo(answer(backend, "it crashes"));

        assertThat(model.calls()).hasSize(1);
    }

    @Test
    void whatIsLateIsAnErrorNowAndALabelNextTime() {
        DoccanoBackend hasty =
                DoccanoBackend.builder(labeler).deadline(Duration.ofMillis(50)).build();

        assertThat(answer(hasty, "slow")).startsWith("503 {\"error\":").doesNotContain("label", "Bug");
        slow.countDown();
        assertThat(labeler.drain(Duration.ofSeconds(30))).isTrue();

        assertThat(answer(hasty, "slow")).isEqualTo("200 {\"labels\":[\"Bug\"]}");
        assertThat(model.calls()).hasSize(1);
    }

    /** doccano stores what its template finds, whatever the status. */
    @Test
    void anErrorHoldsNothingThatATemplateCouldTakeForALabel() {
        for (int i = 0; i < 20; i++) {
            model.failNext(new ModelCallException(ModelCallException.Kind.BAD_REQUEST, "{\"label\":\"Bug\"}"));
        }

        assertThat(answer(backend, "it crashes"))
                .isEqualTo("500 {\"error\":\"no answer; the log of the service says why\"}");
    }

    @Test
    void whatDoccanoDoesNotSendIsRefused() {
        assertThat(send(backend, "POST", "[]", Map.of()).status()).isEqualTo(400);
        assertThat(send(backend, "POST", "{\"text\":5}", Map.of()).status()).isEqualTo(400);
        assertThat(send(backend, "POST", "not JSON", Map.of()).status()).isEqualTo(400);
        assertThat(send(backend, "GET", "", Map.of()).status()).isEqualTo(405);
        assertThat(send(backend, "DELETE", "", Map.of()).status()).isEqualTo(405);
        DoccanoBackend small = DoccanoBackend.builder(labeler).maxBodyBytes(10).build();
        assertThat(send(small, "POST", "{\"text\":\"abc\"}", Map.of()).status()).isEqualTo(413);
        assertThat(model.calls()).isEmpty();
    }

    @Test
    void theSecretLetsIn() {
        DoccanoBackend closed = DoccanoBackend.builder(labeler).secret("s").build();

        assertThat(send(closed, "POST", "{\"text\":\"a\"}", Map.of()).status()).isEqualTo(401);
        assertThat(send(closed, "POST", "{\"text\":\"a\"}", Map.of("authorization", "Bearer x"))
                        .status())
                .isEqualTo(401);
        assertThat(send(closed, "POST", "{\"text\":\"a\"}", Map.of("authorization", "Bearer s"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void theServerOfTheJdkServesIt() throws IOException, InterruptedException {
        try (LiveServer server = backend.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            URI address = URI.create("http://127.0.0.1:" + server.port() + "/");
            HttpRequest asked = HttpRequest.newBuilder(address)
                    .POST(HttpRequest.BodyPublishers.ofString("{\"text\":\"it crashes\"}"))
                    .build();

            assertThat(HttpClient.newHttpClient()
                            .send(asked, BodyHandlers.ofString())
                            .body())
                    .isEqualTo("{\"labels\":[\"Bug\"]}");
            assertThat(HttpClient.newHttpClient()
                            .send(
                                    HttpRequest.newBuilder(address.resolve("/health"))
                                            .build(),
                                    BodyHandlers.ofString())
                            .body())
                    .contains("UP");
        }
    }

    private static String answer(DoccanoBackend backend, String text) {
        Response response = send(backend, "POST", "{\"text\":\"" + text + "\"}", Map.of());
        assertThat(response.headers()).containsEntry("Content-Type", "application/json");
        return response.status() + " " + response.body();
    }

    private static Response send(DoccanoBackend backend, String method, String body, Map<String, String> headers) {
        return backend.handle(new Request(method, "/doccano", headers, body.getBytes(StandardCharsets.UTF_8)));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
