package io.ticketlabeler.labelstudio;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.ticketlabeler.internal.http.JsonHttp;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CredentialsTest {

    private static final String PERSONAL = "header.payload.signature";

    private final AtomicLong nanos = new AtomicLong(-5); // nanoTime may be negative
    private final List<String> exchanged = new ArrayList<>();
    private final List<String> refused = new ArrayList<>();
    private HttpServer server;
    private JsonHttp http;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/api/token/refresh", this::exchange);
        server.createContext("/api/thing", this::thing);
        server.start();
        http = JsonHttp.at(URI.create("http://127.0.0.1:" + server.getAddress().getPort()), Duration.ofSeconds(10));
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void aLegacyTokenIsSentAsItIs() {
        assertThat(new Credentials("0123abc", nanos::get).header(http))
                .isEqualTo(Map.of("Authorization", "Token 0123abc"));
        assertThat(exchanged).isEmpty();
    }

    @Test
    void aPersonalTokenIsExchangedOnceAndRenewedBeforeItsEnd() {
        Credentials credentials = new Credentials(PERSONAL, nanos::get);

        Map<String, String> first = credentials.header(http);
        nanos.addAndGet(Duration.ofSeconds(269).toNanos());
        Map<String, String> second = credentials.header(http);
        nanos.addAndGet(Duration.ofSeconds(2).toNanos());
        Map<String, String> third = credentials.header(http);

        assertThat(first).isEqualTo(Map.of("Authorization", "Bearer " + access(1)));
        assertThat(second).isEqualTo(first);
        assertThat(third).isEqualTo(Map.of("Authorization", "Bearer " + access(2)));
        assertThat(exchanged).hasSize(2).allMatch(body -> body.contains("\"refresh\":\"" + PERSONAL + "\""));
    }

    @Test
    void aRefusedAccessIsRenewedAndTheCallMadeAgain() {
        Api api = new Api(http, new Credentials(PERSONAL, nanos::get));
        api.get("/api/thing");
        refused.add("Bearer " + access(1));

        assertThat(api.send("POST", "/api/thing", Map.of()).get("by").asText()).isEqualTo("Bearer " + access(2));
    }

    private void exchange(HttpExchange call) throws IOException {
        exchanged.add(new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        FakeLabelStudio.reply(call, 200, "{\"access\":\"" + access(exchanged.size()) + "\"}");
    }

    private void thing(HttpExchange call) throws IOException {
        String by = call.getRequestHeaders().getFirst("Authorization");
        FakeLabelStudio.reply(call, refused.contains(by) ? 401 : 200, "{\"by\":\"" + by + "\"}");
    }

    /** Lives five minutes by a clock that is an hour wrong. */
    private static String access(int number) {
        String claims = "{\"iat\":3600,\"exp\":3900,\"n\":" + number + "}";
        return "h." + Base64.getUrlEncoder().withoutPadding().encodeToString(claims.getBytes(StandardCharsets.UTF_8))
                + ".s";
    }
}
