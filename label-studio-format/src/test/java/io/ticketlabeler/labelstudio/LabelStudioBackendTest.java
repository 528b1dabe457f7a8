package io.ticketlabeler.labelstudio;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ticketlabeler.TicketLabeler;
import io.ticketlabeler.contract.ScriptedModel;
import io.ticketlabeler.export.JsonText;
import io.ticketlabeler.internal.json.ExportJson;
import io.ticketlabeler.model.ModelCallException;
import io.ticketlabeler.prompt.Example;
import io.ticketlabeler.prompt.ExampleStore;
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
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LabelStudioBackendTest {

    private static final LabelSet LABELS = LabelSet.of("Bug", "Billing");
    private static final String CONFIG = LabelStudioConfig.xml(LABELS);

    private final List<AutoCloseable> open = new ArrayList<>();
    private ScriptedModel model = ScriptedModel.answering(text -> "Bug");

    @AfterEach
    void close() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }

    private LabelStudioBackend backend(
            Function<String, @Nullable String> answers, UnaryOperator<LabelStudioBackend.Builder> settings) {
        model = ScriptedModel.answering(answers);
        TicketLabeler labeler = TicketLabeler.builder()
                .labels(LABELS)
                .model(model)
                .batchSize(1)
                .linger(Duration.ZERO)
                .build();
        open.add(labeler);
        LabelStudioBackend backend =
                settings.apply(LabelStudioBackend.builder(labeler)).build();
        open.add(backend);
        return backend;
    }

    private static Request post(String path, Object json, String... headers) {
        return new Request(
                "POST",
                path,
                headers.length == 0 ? Map.of() : Map.of(headers[0], headers[1]),
                JsonText.of(json).getBytes(StandardCharsets.UTF_8));
    }

    private static Request predict(String config, String... texts) {
        List<Object> tasks = new ArrayList<>();
        for (int i = 0; i < texts.length; i++) {
            tasks.add(Map.of(
                    "id",
                    i + 1,
                    "data",
                    Map.of("ticket_id", "ZD-" + i, "text", texts[i], "label", "x"),
                    "annotations",
                    List.of(Map.of("result", List.of())),
                    "predictions",
                    List.of()));
        }
        return post(
                "/predict",
                Map.of("tasks", tasks, "project", "21.17", "label_config", config, "params", Map.of("context", "")));
    }

    private static JsonNode json(Response response) {
        assertThat(response.status()).isEqualTo(200);
        try {
            return ExportJson.tree(response.body());
        } catch (IOException e) {
            throw new AssertionError(response.body(), e);
        }
    }

    private static Request get(String path) {
        return new Request("GET", path, Map.of(), new byte[0]);
    }

    @Test
    void healthSetupAndVersionsNeedNoModel() {
        LabelStudioBackend backend = backend(text -> "Bug", b -> b);

        assertThat(json(backend.handle(get("/health"))).path("status").asText()).isEqualTo("UP");
        assertThat(json(backend.handle(get("/sub/path/health"))).path("status").asText())
                .isEqualTo("UP");
        assertThat(json(backend.handle(post("/setup", Map.of("project", "1.2", "schema", CONFIG, "extra_params", ""))))
                        .toString())
                .isEqualTo("{\"model_version\":\"scripted\"}");
        assertThat(json(backend.handle(get("/versions"))).toString()).isEqualTo("{\"versions\":[\"scripted\"]}");
        assertThat(model.calls()).isEmpty();
    }

    @Test
    void setupTellsWhyAProjectCannotBeServed() {
        Response response = backend(text -> "Bug", b -> b).handle(post("/setup", Map.of("schema", "<View/>")));

        assertThat(response.status()).isEqualTo(400);
        assertThat(response.body()).contains("no <Choices>");
    }

    @Test
    void everyTaskHasAnEntryInOrderAndInTheStrictForm() {
        LabelStudioBackend backend = backend(
                text -> text.contains("invoice") ? "Billing" : text.contains("odd") ? "Refund" : "Bug",
                b -> b.modelVersion("tl-1"));

        JsonNode answer = json(backend.handle(predict(CONFIG, "an invoice", "odd", "", "crash", "an invoice")));

        String billing = "{\"model_version\":\"tl-1\",\"result\":[{\"from_name\":\"label\",\"to_name\":\"text\","
                + "\"type\":\"choices\",\"value\":{\"choices\":[\"Billing\"]}}]}";
        assertThat(answer.toString())
                .isEqualTo("{\"results\":[" + billing + ",[],[]," + billing.replace("Billing", "Bug") + "," + billing
                        + "]}");
    }

    @Test
    void lateTasksAreAnsweredTheNextTimeAndPaidOnce() throws Exception {
        CountDownLatch slow = new CountDownLatch(1);
        LabelStudioBackend backend = backend(
                text -> {
                    awaitLatch(slow, text);
                    return "Bug";
                },
                b -> b.deadline(Duration.ofMillis(300)));
        Request request = predict(CONFIG, "fast", "slow 1", "slow 2");

        JsonNode first = json(backend.handle(request)).path("results");
        JsonNode joined = json(backend.handle(request)).path("results");
        slow.countDown();
        awaitThat(() -> json(backend.handle(request)).path("results").get(2).isObject());

        assertThat(first.get(0).isObject()).isTrue();
        assertThat(first.get(1).toString()).isEqualTo("[]");
        assertThat(first).hasSize(3).isEqualTo(joined);
        assertThat(model.calls()).hasSize(3);
    }

    private static void awaitLatch(CountDownLatch latch, String text) {
        if (text.contains("slow")) {
            try {
                latch.await(10, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static void awaitThat(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited too long").isLessThan(deadline);
            Thread.sleep(10);
        }
    }

    @Test
    void aModelThatFailsLeavesEverythingToTheNextCall() {
        LabelStudioBackend backend = backend(text -> "Bug", b -> b);
        model.failNext(new ModelCallException(ModelCallException.Kind.AUTHENTICATION, "wrong key"));

        assertThat(json(backend.handle(predict(CONFIG, "a"))).toString()).isEqualTo("{\"results\":[[]]}");
        assertThat(json(backend.handle(predict(CONFIG, "a")))
                        .at("/results/0/result/0/value/choices/0")
                        .asText())
                .isEqualTo("Bug");
    }

    @Test
    void eachProjectGetsItsOwnLabelsAndNames() {
        LabelStudioBackend backend = backend(text -> text.contains("loud") ? "high" : "Bug", b -> b);
        String urgency =
                "<View><Text name=\"t\" value=\"$text\"/><Choices name=\"urgency\" toName=\"t\"><Choice value=\"high\"/>"
                        + "<Choice value=\"low\"/></Choices></View>";

        assertThat(json(backend.handle(predict(CONFIG, "quiet")))
                        .at("/results/0/result/0/from_name")
                        .asText())
                .isEqualTo("label");
        assertThat(json(backend.handle(predict(urgency, "loud")))
                        .at("/results/0/result/0")
                        .toString())
                .isEqualTo(
                        "{\"from_name\":\"urgency\",\"to_name\":\"t\",\"type\":\"choices\",\"value\":{\"choices\":[\"high\"]}}");
    }

    @Test
    void severalControlsAreOnePredictionOrNone() {
        String two =
                "<View><Text name=\"t\" value=\"$text\"/><Choices name=\"a\" toName=\"t\"><Choice value=\"Bug\"/></Choices>"
                        + "<Choices name=\"b\" toName=\"t\"><Choice value=\"Bug\"/><Choice value=\"x\"/></Choices></View>";
        LabelStudioBackend backend = backend(text -> text.contains("odd") ? "x" : "Bug", b -> b);

        JsonNode answer = json(backend.handle(predict(two, "plain", "odd"))).path("results");

        assertThat(answer.get(0).path("result")).hasSize(2);
        assertThat(answer.get(1).toString()).isEqualTo("[]");
    }

    @Test
    void aConfigurationThatCannotBeAnsweredGetsEmptyEntries() {
        assertThat(json(backend(text -> "Bug", b -> b).handle(predict("<View/>", "a", "b")))
                        .toString())
                .isEqualTo("{\"results\":[[],[]]}");
        assertThat(json(backend(text -> "Bug", b -> b).handle(predict(CONFIG))).toString())
                .isEqualTo("{\"results\":[]}");
    }

    @Test
    void basicAuthIsNeededForAllButWebhooks() {
        LabelStudioBackend backend = backend(text -> "Bug", b -> b.basicAuth("ls", "pässword"));
        String right = "Basic " + Base64.getEncoder().encodeToString("ls:pässword".getBytes(StandardCharsets.UTF_8));

        Response refused = backend.handle(get("/health"));
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.headers()).containsKey("WWW-Authenticate");
        assertThat(backend.handle(post("/predict", Map.of(), "Authorization", "Basic bGx4"))
                        .status())
                .isEqualTo(401);
        assertThat(backend.handle(post("/setup", Map.of("schema", CONFIG), "authorization", right))
                        .status())
                .isEqualTo(200);
        assertThat(backend.handle(post("/webhook", Map.of("action", "START_TRAINING")))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void whatIsNoCallOfLabelStudioIsRefusedWithoutDetails() {
        LabelStudioBackend backend = backend(text -> "Bug", b -> b.maxBodyBytes(50_000));

        assertThat(backend.handle(get("/nothing")).status()).isEqualTo(404);
        assertThat(backend.handle(get("/predict")).status()).isEqualTo(405);
        for (String body : List.of("", "secret", "[]", "{\"tasks\":[1]}", "{\"tasks\":[{\"data\":{\"text\":\"secret")) {
            Response response =
                    backend.handle(new Request("POST", "/predict", Map.of(), body.getBytes(StandardCharsets.UTF_8)));
            assertThat(response.status()).as(body).isEqualTo(400);
            assertThat(response.body()).doesNotContain("secret");
        }
        byte[] large = new byte[50_001];
        Arrays.fill(large, (byte) ' ');
        assertThat(backend.handle(new Request("POST", "/predict", Map.of(), large))
                        .status())
                .isEqualTo(413);
    }

    private static Object corrected(String action) {
        Map<String, Object> region = Map.of(
                "from_name",
                "label",
                "type",
                "choices",
                "origin",
                "prediction-changed",
                "value",
                Map.of("choices", List.of("Billing")));
        Map<String, Object> seen = Map.of(
                "id", 3, "result", List.of(Map.of("from_name", "label", "value", Map.of("choices", List.of("Bug")))));
        return Map.of(
                "action", action,
                "project", Map.of("id", 4, "label_config", CONFIG),
                "task", Map.of("id", 7, "data", Map.of("ticket_id", "ZD-1", "text", "wrong total")),
                "annotation", Map.of("result", List.of(region), "prediction", seen, "parent_prediction", 3));
    }

    @Test
    void aCorrectionBecomesAnExample() throws InterruptedException {
        ExampleStore store = ExampleStore.holding(10);
        LabelStudioBackend backend = backend(text -> "Bug", b -> b.examples(store));

        backend.handle(post("/webhook", corrected("ANNOTATION_CREATED")));

        awaitThat(() -> !store.examples().isEmpty());
        assertThat(store.examples()).containsExactly(Example.of("wrong total", "Billing"));
    }

    @Test
    void withASecretOtherWebhooksAreNotBelieved() throws InterruptedException {
        ExampleStore store = ExampleStore.holding(10);
        LabelStudioBackend backend =
                backend(text -> "Bug", b -> b.examples(store).webhookSecret("X-Secret", "s3"));

        assertThat(backend.handle(post("/webhook", corrected("ANNOTATION_CREATED")))
                        .status())
                .isEqualTo(200);
        assertThat(backend.handle(post("/webhook", corrected("ANNOTATION_CREATED"), "x-secret", "s4"))
                        .status())
                .isEqualTo(200);
        assertThat(backend.handle(post("/webhook", corrected("TASKS_DELETED"), "x-secret", "s3"))
                        .status())
                .isEqualTo(200);
        backend.handle(post("/webhook", corrected("ANNOTATION_UPDATED"), "x-secret", "s3")); // after the others

        awaitThat(() -> !store.examples().isEmpty());
        assertThat(store.examples()).hasSize(1);
    }

    @Test
    void theServerAnswersHealthWhilePredictionsWait() throws Exception {
        CountDownLatch slow = new CountDownLatch(1);
        LabelStudioBackend backend = backend(
                text -> {
                    awaitLatch(slow, text);
                    return "Bug";
                },
                b -> b.maxBodyBytes(10_000));
        LiveServer server = backend.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        open.add(server);
        URI base = URI.create("http://127.0.0.1:" + server.port());
        HttpClient client = HttpClient.newHttpClient();
        var predict = client.sendAsync(
                HttpRequest.newBuilder(base.resolve("/predict"))
                        .POST(HttpRequest.BodyPublishers.ofString(JsonText.of(Map.of(
                                "tasks",
                                List.of(Map.of("id", 1, "data", Map.of("text", "slow"))),
                                "label_config",
                                CONFIG))))
                        .build(),
                HttpResponse.BodyHandlers.ofString());

        awaitThat(() -> !model.calls().isEmpty());
        HttpResponse<String> health = client.send(
                HttpRequest.newBuilder(base.resolve("/health")).build(), HttpResponse.BodyHandlers.ofString());
        HttpResponse<String> large = client.send(
                HttpRequest.newBuilder(base.resolve("/predict"))
                        .POST(HttpRequest.BodyPublishers.ofString(" ".repeat(10_001)))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        slow.countDown();

        assertThat(health.statusCode()).isEqualTo(200);
        assertThat(health.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(large.statusCode()).isEqualTo(413);
        assertThat(predict.get(10, TimeUnit.SECONDS).body()).contains("\"choices\":[\"Bug\"]");
    }
}
