package io.ticketlabeler.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonHttpTest {

    private final Deque<Integer> statuses = new ArrayDeque<>();
    private final AtomicInteger calls = new AtomicInteger();
    private final CountDownLatch end = new CountDownLatch(1);
    private HttpServer server;
    private JsonHttp http;

    @TempDir
    Path directory = Path.of("");

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::serve);
        server.createContext("/never", call -> awaitEnd());
        server.createContext("/broken", call -> {
            calls.incrementAndGet();
            call.close();
        });
        server.start();
        http = at(Duration.ofSeconds(20));
    }

    @AfterEach
    void stop() {
        end.countDown();
        server.stop(0);
    }

    @Test
    void whatChangesNothingIsRepeatedWhenServerOrGatewayFail() {
        statuses.addAll(List.of(500, 503, 200));

        assertThat(http.get("/x", Map.of()).body()).isEqualTo("{\"größe\":1}");
        assertThat(calls).hasValue(3);
    }

    @Test
    void whatChangesSomethingIsNotRepeatedUnlessItWasNotCarriedOut() {
        statuses.addAll(List.of(502, 429, 201));

        assertThat(http.send("POST", "/x", Map.of(), new byte[0]).status()).isEqualTo(502);
        assertThat(http.send("POST", "/x", Map.of(), new byte[0]).status()).isEqualTo(201);
        assertThat(calls).hasValue(3);
    }

    @Test
    void aBrokenConnectionIsTriedAgainOnlyForWhatChangesNothing() {
        assertThat(http.send("POST", "/broken", Map.of(), new byte[0]).failure())
                .isEqualTo(Exchange.Failure.BROKEN);
        assertThat(calls).hasValue(1);
        assertThat(http.get("/broken", Map.of()).failure()).isEqualTo(Exchange.Failure.BROKEN);
        assertThat(calls.get()).isGreaterThanOrEqualTo(4); // the JDK's client repeats some by itself
    }

    @Test
    void theDeadlineEndsACall() {
        assertThat(at(Duration.ofMillis(200))
                        .send("POST", "/never", Map.of(), new byte[0])
                        .failure())
                .isEqualTo(Exchange.Failure.TIMEOUT);
    }

    @Test
    void aDownloadGoesToTheFileAndARefusalIsText() throws IOException {
        Path file = directory.resolve("answer.json");
        statuses.addAll(List.of(200, 400));

        Exchange good = http.download("/x", Map.of(), file);
        Exchange bad = http.download("/x", Map.of(), file);

        assertThat(good.body()).isEmpty();
        assertThat(bad.status()).isEqualTo(400);
        assertThat(bad.body()).isEqualTo("{\"größe\":1}");
    }

    @Test
    void whatIsLeftOfAnEarlierAttemptIsNoPartOfTheFile() throws IOException {
        Path file = Files.writeString(directory.resolve("answer.json"), "x".repeat(1_000));
        statuses.add(200);

        http.download("/x", Map.of(), file);

        assertThat(file).hasContent("{\"größe\":1}");
    }

    @Test
    void plainHttpStaysOnThisMachineUnlessAllowed() {
        assertThatCode(() -> checked("http://localhost:8080/", false)).doesNotThrowAnyException();
        assertThat(checked("https://host/studio//", false)).isEqualTo(URI.create("https://host/studio"));
        assertThat(checked("http://host", true)).isEqualTo(URI.create("http://host"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> checked("http://127.0.0.1.example.com", false))
                .withMessageContaining("in the clear");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> checked("https://me:secret@host", false))
                .withMessageContaining("holds a user")
                .withMessageNotContaining("secret");
        assertThatIllegalArgumentException().isThrownBy(() -> checked("ftp://host", false));
        assertThatIllegalArgumentException().isThrownBy(() -> checked("localhost:8080", false));
    }

    private static URI checked(String url, boolean insecure) {
        return BaseUrl.checked(URI.create(url), insecure, "https://host");
    }

    private JsonHttp at(Duration deadline) {
        return JsonHttp.at(URI.create("http://127.0.0.1:" + server.getAddress().getPort()), deadline);
    }

    private void serve(HttpExchange call) throws IOException {
        calls.incrementAndGet();
        byte[] body = "{\"größe\":1}".getBytes(StandardCharsets.UTF_8);
        call.getResponseHeaders().add("Retry-After", "0");
        call.sendResponseHeaders(statuses.isEmpty() ? 200 : statuses.poll(), body.length);
        call.getResponseBody().write(body);
        call.close();
    }

    private void awaitEnd() {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
