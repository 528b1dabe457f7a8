package io.ticketlabeler.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class StubProviderTest {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** A request as the built-in prompts make it. */
    static String ask(String... texts) {
        ObjectMapper json = new ObjectMapper();
        var tickets = json.createArrayNode();
        for (int i = 0; i < texts.length; i++) {
            tickets.addObject().put("id", "id" + i).put("text", texts[i]);
        }
        var body = json.createObjectNode().put("model", "m");
        body.putArray("messages").addObject().put("role", "user").put("content", "Label these:\n" + tickets);
        body.putObject("response_format")
                .putObject("json_schema")
                .putObject("schema")
                .putArray("enum")
                .add("Billing")
                .add("Bug");
        return body.toString();
    }

    static HttpRequest post(StubProvider provider, String body) {
        return HttpRequest.newBuilder(URI.create(provider.baseUrl() + "/chat/completions?x=1"))
                .POST(BodyPublishers.ofString(body))
                .build();
    }

    static HttpResponse<String> send(StubProvider provider, String... texts) throws Exception {
        return HTTP.send(post(provider, ask(texts)), BodyHandlers.ofString());
    }

    private static JsonNode reply(HttpResponse<String> response) throws IOException {
        ObjectMapper json = new ObjectMapper();
        return json.readTree(
                json.readTree(response.body()).at("/choices/0/message/content").asText());
    }

    @Test
    void labelsEveryTicketAndRemembersTheRequest() throws Exception {
        try (StubProvider provider = StubProvider.labelling(text -> text.contains("Rechnung") ? "Billing" : "Bug")) {
            HttpResponse<String> response = send(provider, "Wo ist die Rechnung für März? 🧾", "It \"crashes\"");

            assertThat(reply(response).toString())
                    .isEqualTo(
                            "{\"labels\":[{\"id\":\"id0\",\"label\":\"Billing\"},{\"id\":\"id1\",\"label\":\"Bug\"}]}");
            Request request = provider.requests().get(0);
            assertThat(request.path()).isEqualTo("/v1/chat/completions");
            assertThat(request.headers()).containsKeys("host", "content-length");
            assertThat(request.tickets()).containsValue("Wo ist die Rechnung für März? 🧾");
            assertThat(request.labels()).containsExactly("Billing", "Bug");
        }
    }

    @Test
    void connectionsStayOpenAndBodiesMayComeInChunks() throws Exception {
        byte[] body = ask("Where is my invoice?").getBytes(StandardCharsets.UTF_8);
        try (StubProvider provider = StubProvider.answering(request -> Response.of(200, request.body()))) {
            HttpRequest chunked = HttpRequest.newBuilder(URI.create(provider.baseUrl()))
                    .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))
                    .build();

            assertThat(HTTP.send(chunked, BodyHandlers.ofByteArray()).body()).isEqualTo(body);
            assertThat(provider.requests().get(0).headers()).containsEntry("transfer-encoding", "chunked");
            try (Socket socket = RawCall.connect(provider)) {
                for (int i = 0; i < 3; i++) {
                    socket.getOutputStream().write(RawCall.post("again"));
                    assertThat(RawCall.oneAnswer(socket))
                            .startsWith("HTTP/1.1 200")
                            .endsWith("\r\n\r\nagain");
                }
            }
        }
    }

    @Test
    void whoAsksToCloseOrSpeaksHttp10IsAnsweredAndLetGo() throws Exception {
        try (StubProvider provider = StubProvider.answering(request -> Response.of(200, "{}"))) {
            for (String head : List.of("POST / HTTP/1.1\r\nConnection: close", "POST / HTTP/1.0")) {
                try (Socket socket = RawCall.connect(provider)) {
                    socket.getOutputStream()
                            .write((head + "\r\nContent-Length: 0\r\n\r\n").getBytes(StandardCharsets.US_ASCII));

                    String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                    assertThat(all).startsWith("HTTP/1.1 200").endsWith("{}");
                }
            }
        }
    }

    @Test
    void expectContinueIsAnswered() throws Exception {
        try (StubProvider provider = StubProvider.labelling(text -> "Bug")) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(provider.baseUrl()))
                    .expectContinue(true)
                    .POST(BodyPublishers.ofString(ask("x")))
                    .build();

            assertThat(HTTP.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aMistakeOfTheTestIsA500() throws Exception {
        try (StubProvider provider = StubProvider.answering(request -> Response.of(400, "" + request.tickets()))) {
            HttpResponse<String> response = HTTP.send(post(provider, "no JSON"), BodyHandlers.ofString());

            assertThat(response.statusCode()).isEqualTo(500);
            assertThat(response.body()).contains("stub_failed").contains("the request is no JSON");
        }
    }

    @Test
    void latencyIsPunctualForManyCallsAtOnce() throws Exception {
        try (StubProvider provider = StubProvider.labelling(text -> "Bug").latency(Duration.ofMillis(200))) {
            send(provider, "warm up");
            long start = System.nanoTime();
            List<CompletableFuture<HttpResponse<String>>> calls = new ArrayList<>();
            for (int i = 0; i < 32; i++) {
                calls.add(HTTP.sendAsync(post(provider, ask("ticket " + i)), BodyHandlers.ofString()));
            }
            calls.forEach(CompletableFuture::join);
            Duration took = Duration.ofNanos(System.nanoTime() - start);

            assertThat(took).isBetween(Duration.ofMillis(200), Duration.ofSeconds(4)); // in turn: 6.4 s
            assertThat(provider.counts().maxInFlight()).isBetween(8, 32);
            assertThat(provider.counts().inFlight()).isZero();
        }
    }

    @Test
    void aResponseMayComeLate() throws Exception {
        try (StubProvider provider =
                StubProvider.answering(request -> Response.error(500, "x").after(Duration.ofMillis(150)))) {
            long start = System.nanoTime();

            assertThat(send(provider, "x").statusCode()).isEqualTo(500);

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(150));
        }
    }

    @Test
    void whatIsBoughtTwiceIsCounted() throws Exception {
        try (StubProvider provider = StubProvider.labelling(text -> "Bug")) {
            send(provider, "It crashes", "Where is my invoice?");
            send(provider, "It crashes");
            provider.outage(Duration.ofMinutes(1));
            send(provider, "It crashes");

            assertThat(provider.asked())
                    .containsEntry("It crashes", 2)
                    .containsEntry("Where is my invoice?", 1)
                    .hasSize(2);
            Counts counts = provider.counts();
            assertThat(counts.tickets()).isEqualTo(3);
            assertThat(counts.ticketsAgain()).isEqualTo(1);
            assertThat(counts.requests()).isEqualTo(3);
            assertThat(counts.refused()).isEqualTo(1);
            assertThat(counts.status(503)).isEqualTo(1);
        }
    }

    @Test
    void tokensAreCountedWhereWanted() throws Exception {
        try (StubProvider provider = StubProvider.labelling(text -> "Bug").countingTokens()) {
            JsonNode usage = new ObjectMapper()
                    .readTree(send(provider, "x".repeat(4000)).body())
                    .path("usage");

            assertThat(usage.path("prompt_tokens").asInt()).isBetween(1000, 1050);
            assertThat(usage.path("completion_tokens").asInt())
                    .isEqualTo(10); // {"labels":[{"id":"id0","label":"Bug"}]}
            assertThat(usage.path("total_tokens").asInt())
                    .isEqualTo(usage.path("prompt_tokens").asInt() + 10);
        }
    }

    @Test
    void onlyAsManyRequestsAreKeptAsWanted() throws Exception {
        try (StubProvider provider = StubProvider.labelling(text -> "Bug").keepRequests(2)) {
            for (int i = 0; i < 5; i++) {
                send(provider, "ticket " + i);
            }

            assertThat(provider.requests())
                    .extracting(request -> request.tickets().get("id0"))
                    .containsExactly("ticket 3", "ticket 4");
            assertThat(provider.counts().requests()).isEqualTo(5);
        }
    }

    @Test
    void requestsThatDoNotFitIntoMemoryAreNotSilentlyMissing() {
        KeptRequests kept = new KeptRequests();
        String large = "x".repeat(30_000_000);
        for (int i = 0; i < 2; i++) {
            kept.add(new Request("/", Map.of(), large, i));
        }
        assertThat(kept.all()).hasSize(2);

        kept.add(new Request("/", Map.of(), large, 2));

        assertThatIllegalStateException().isThrownBy(kept::all).withMessageContaining("keepRequests");
        assertThatIllegalArgumentException().isThrownBy(() -> kept.atMost(-1));
    }

    @Test
    void itCanBeGoneForAWhile() throws Exception {
        try (StubProvider provider = StubProvider.labelling(text -> "Bug")) {
            try (Socket open = RawCall.asked(provider)) {
                RawCall.oneAnswer(open);
                provider.stopListening();

                assertThat(open.getInputStream().read()).isEqualTo(-1);
            }
            assertThatThrownBy(() -> send(provider, "x")).isInstanceOf(ConnectException.class);

            provider.listenAgain();

            assertThat(send(provider, "x").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void itComesBackByItself() throws Exception {
        try (StubProvider provider = StubProvider.labelling(text -> "Bug")) {
            long start = System.nanoTime();
            provider.unreachable(Duration.ZERO, Duration.ofMillis(300));
            boolean wasGone = false;
            boolean back = false;
            while (!back) {
                try {
                    back = send(provider, "x").statusCode() == 200 && wasGone;
                } catch (IOException e) {
                    wasGone = true;
                }
            }

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
        }
    }

    @Test
    void anOutageBeginsAndEnds() throws Exception {
        try (StubProvider provider = StubProvider.labelling(text -> "Bug")) {
            provider.outage(Duration.ofMinutes(1), Duration.ofMinutes(1));
            assertThat(send(provider, "x").statusCode()).isEqualTo(200);

            provider.outage(Duration.ofMillis(200));
            assertThat(send(provider, "x").statusCode()).isEqualTo(503);
            while (send(provider, "x").statusCode() != 200) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void closingDoesNotWaitForAnswers() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        StubProvider provider = StubProvider.answering(request -> {
            asked.countDown();
            return Response.hang();
        });
        CompletableFuture<?> call = HTTP.sendAsync(post(provider, ask("x")), BodyHandlers.ofString());
        asked.await();
        long start = System.nanoTime();
        provider.close();

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
        assertThatThrownBy(call::join).hasCauseInstanceOf(IOException.class);
        assertThatThrownBy(() -> RawCall.connect(provider)).isInstanceOf(ConnectException.class);
    }

    @Test
    void theCountersAreThereOverHttpAndAreNotCounted() throws Exception {
        try (StubProvider provider = StubProvider.labelling(text -> "Bug")) {
            send(provider, "It crashes");
            URI stats = URI.create(provider.baseUrl()).resolve("/stats");

            try (InputStream in = stats.toURL().openStream()) {
                assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                        .isEqualTo("{\"requests\":1,\"refused\":0,\"by_status\":{\"200\":1},\"broken\":0,\"early\":0,"
                                + "\"in_flight\":0,\"max_in_flight\":1,\"tickets\":1,\"tickets_again\":0}");
            }
        }
    }
}
