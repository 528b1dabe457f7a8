package io.ticketlabeler.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class StubServerTest {

    @Test
    void runsAsAProcessAndTellsItsCounters() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        StubServer.class.getName(),
                        "--latency-ms",
                        "20",
                        "--rate-limit",
                        "1",
                        "--burst",
                        "1")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader out = process.inputReader()) {
            String baseUrl = out.readLine();
            HttpClient http = HttpClient.newHttpClient();
            HttpRequest ask = HttpRequest.newBuilder(URI.create(baseUrl + "/chat/completions"))
                    .POST(BodyPublishers.ofString(StubProviderTest.ask("It crashes")))
                    .build();

            assertThat(http.send(ask, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
            assertThat(http.send(ask, BodyHandlers.ofString()).statusCode()).isEqualTo(429);

            HttpRequest stats = HttpRequest.newBuilder(URI.create(baseUrl).resolve("/stats"))
                    .build();
            JsonNode counts = new ObjectMapper()
                    .readTree(http.send(stats, BodyHandlers.ofString()).body());
            assertThat(counts.path("requests").asInt()).isEqualTo(2);
            assertThat(counts.path("refused").asInt()).isEqualTo(1);
            assertThat(counts.path("tickets").asInt()).isEqualTo(1);
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void knownTextsGetTheirLabelsAndOthersTheFirst(@TempDir Path dir) throws Exception {
        Path labels =
                Files.writeString(dir.resolve("labels.csv"), "id,text,label\n1,\"Es stürzt ab, \"\"immer\"\"\",Bug\n");
        try (StubProvider provider = StubServer.start("--labels-from", labels.toString())) {
            String body = StubProviderTest.send(provider, "Es stürzt ab, \"immer\"", "Where is my invoice?")
                    .body();

            assertThat(body)
                    .contains("{\\\"id\\\":\\\"id0\\\",\\\"label\\\":\\\"Bug\\\"}")
                    .contains("{\\\"id\\\":\\\"id1\\\",\\\"label\\\":\\\"Billing\\\"}");
            assertThat(provider.requests()).isEmpty();
        }
    }

    @Test
    void failsOnRequest() throws Exception {
        try (StubProvider provider =
                StubServer.start("--fail-429", "0.5", "--fail-500", "0.5", "--retry-after", "7", "--seed", "3")) {
            for (int i = 0; i < 20; i++) {
                var response = StubProviderTest.send(provider, "x");
                assertThat(response.headers().firstValue("Retry-After").orElse(""))
                        .isEqualTo(response.statusCode() == 429 ? "7" : "");
            }

            assertThat(provider.counts().status(429)).isBetween(1L, 19L);
            assertThat(provider.counts().status(429) + provider.counts().status(500))
                    .isEqualTo(20);
        }
    }

    @Test
    void listensOnThePortItIsGiven() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        try (StubProvider provider = StubServer.start("--port", Integer.toString(free))) {
            assertThat(provider.baseUrl()).isEqualTo("http://127.0.0.1:" + free + "/v1");
        }
    }

    @Test
    void anUnknownOptionIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StubServer.start("--prot", "1"))
                .withMessageContaining("--prot")
                .withMessageContaining("--port");
    }
}
