package io.ticketlabeler.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Broken answers, seen from outside byte by byte. */
@Timeout(60)
class StubProviderWireTest {

    private static final String REPLY = Response.completion("{\"labels\":[]}").body();

    private static StubProvider sending(UnaryOperator<Response> fault) {
        return StubProvider.answering(request -> fault.apply(Response.completion("{\"labels\":[]}")));
    }

    private static int readable(Socket socket) throws IOException {
        socket.setSoTimeout(300);
        int read = 0;
        try {
            while (socket.getInputStream().read() >= 0) {
                read++;
            }
            throw new AssertionError("the connection ended after " + read + " bytes");
        } catch (SocketTimeoutException e) {
            return read;
        }
    }

    @Test
    void hangingSendsNotAByteAndKeepsTheConnection() throws Exception {
        try (StubProvider provider = sending(Response::hanging);
                Socket socket = RawCall.asked(provider)) {
            assertThat(readable(socket)).isZero();
            assertThat(provider.counts().inFlight()).isEqualTo(1);
            socket.close();

            while (provider.counts().inFlight() > 0) { // the thread is free once the caller is gone
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void aClientWithATimeoutLeavesAHangingProvider() {
        try (StubProvider provider = StubProvider.answering(request -> Response.hang())) {
            HttpRequest request = HttpRequest.newBuilder(
                            StubProviderTest.post(provider, "{}").uri())
                    .timeout(Duration.ofMillis(200))
                    .build();

            assertThatThrownBy(() -> HttpClient.newHttpClient().send(request, BodyHandlers.ofString()))
                    .isInstanceOf(HttpTimeoutException.class);
        }
    }

    @Test
    void stallingStopsInTheMiddleAndKeepsTheConnection() throws Exception {
        try (StubProvider provider = sending(Response::stalling);
                Socket socket = RawCall.asked(provider)) {
            assertThat(RawCall.head(socket)).contains("Content-Length: " + REPLY.length());

            assertThat(readable(socket)).isEqualTo(REPLY.length() / 2);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 400})
    void drippingKeepsItsSpeed(int bytesPerSecond) throws Exception {
        try (StubProvider provider = sending(good -> good.dripping(bytesPerSecond));
                Socket socket = RawCall.asked(provider)) {
            RawCall.head(socket);
            long start = System.nanoTime();
            int length = bytesPerSecond / 2;
            byte[] body = socket.getInputStream().readNBytes(length);

            assertThat(new String(body, StandardCharsets.UTF_8)).isEqualTo(REPLY.substring(0, length));
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(Duration.ofMillis(400), Duration.ofMillis(2000));
        }
    }

    @Test
    void dripsEndWithTheWholeAnswer() throws Exception {
        try (StubProvider provider = sending(good -> good.dripping(1000));
                Socket socket = RawCall.asked(provider)) {
            assertThat(RawCall.oneAnswer(socket)).endsWith(REPLY);
        }
    }

    @Test
    void resetBeforeHeadersIsAResetAndNotAnEnd() throws Exception {
        try (StubProvider provider = sending(Response::resetBeforeHeaders);
                Socket socket = RawCall.asked(provider)) {
            assertThatThrownBy(() -> socket.getInputStream().read())
                    .isInstanceOf(SocketException.class)
                    .hasMessageContaining("reset");
        }
    }

    @Test
    void resetInBodyComesAfterHalfOfIt() throws Exception {
        try (StubProvider provider = sending(Response::resetInBody);
                Socket socket = RawCall.asked(provider)) {
            assertThat(RawCall.head(socket)).startsWith("HTTP/1.1 200").contains("Content-Length: " + REPLY.length());
            assertThat(socket.getInputStream().readNBytes(REPLY.length() / 2)).hasSize(REPLY.length() / 2);

            assertThatThrownBy(() -> socket.getInputStream().read())
                    .isInstanceOf(SocketException.class)
                    .hasMessageContaining("reset");
        }
    }

    @Test
    void aTruncatedChunkEndsEarlyAndOrderly() throws Exception {
        try (StubProvider provider = sending(Response::truncated)) {
            try (Socket socket = RawCall.asked(provider)) {
                assertThat(RawCall.head(socket))
                        .contains("Transfer-Encoding: chunked")
                        .doesNotContain("Content-Length");
                String rest = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

                assertThat(rest)
                        .isEqualTo(
                                Integer.toHexString(REPLY.length()) + "\r\n" + REPLY.substring(0, REPLY.length() / 2));
            }
            assertThatThrownBy(() -> StubProviderTest.send(provider, "x")).isInstanceOf(IOException.class);
        }
    }

    @Test
    void aLengthMayBeTooLong() throws Exception {
        try (StubProvider provider = sending(Response::lengthTooLong)) {
            try (Socket socket = RawCall.asked(provider)) {
                assertThat(RawCall.head(socket)).contains("Content-Length: " + (REPLY.length() + 100));
                assertThat(socket.getInputStream().readAllBytes()).hasSize(REPLY.length());
            }
            assertThatThrownBy(() -> StubProviderTest.send(provider, "x")).isInstanceOf(IOException.class);
        }
    }

    @Test
    void aLengthMayBeTooShort() throws Exception {
        try (StubProvider provider = sending(Response::lengthTooShort)) {
            try (Socket socket = RawCall.asked(provider)) {
                assertThat(RawCall.oneAnswer(socket)).endsWith(REPLY.substring(0, REPLY.length() / 2));
                assertThat(readable(socket)).isEqualTo(REPLY.length() - REPLY.length() / 2);
            }
            assertThat(StubProviderTest.send(provider, "x").body()).isEqualTo(REPLY.substring(0, REPLY.length() / 2));
        }
    }

    @Test
    void aHugeBodyIsValidJson() throws Exception {
        try (StubProvider provider = sending(good -> good.padded(20_000_001))) {
            String body = StubProviderTest.send(provider, "x").body();

            assertThat(body).hasSize(20_000_001 + REPLY.length()).endsWith(REPLY);
            assertThat(new ObjectMapper().readTree(body).path("choices")).hasSize(1);
        }
    }

    @Test
    void aGzipBombIsSmallOnTheWireAndHugeInside() throws Exception {
        long inflated = 1L << 30;
        try (StubProvider provider = sending(good -> good.gzipBomb(inflated))) {
            var response = HttpClient.newHttpClient()
                    .send(StubProviderTest.post(provider, StubProviderTest.ask("x")), BodyHandlers.ofByteArray());

            assertThat(response.headers().firstValue("Content-Encoding")).contains("gzip");
            assertThat(response.body().length).isLessThan(2_000_000);
            long length = 0;
            byte[] buffer = new byte[1 << 20];
            try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(response.body()))) {
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    length += read;
                }
            }
            assertThat(length).isEqualTo(inflated + REPLY.length()); // and the checksum was right
        }
    }

    @Test
    void htmlAndNothingComeWithAnyStatus() throws Exception {
        try (StubProvider provider = StubProvider.answering(
                request -> request.body().contains("page") ? Response.html(502) : Response.empty(200))) {
            var page = StubProviderTest.send(provider, "page");
            var nothing = StubProviderTest.send(provider, "x");

            assertThat(page.statusCode()).isEqualTo(502);
            assertThat(page.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
            assertThat(page.body()).contains("<h1>");
            assertThat(nothing.statusCode()).isEqualTo(200);
            assertThat(nothing.body()).isEmpty();
            assertThat(provider.asked()).isEmpty();
        }
    }

    @Test
    void brokenAnswersAreCountedAndPaidFor() {
        try (StubProvider provider =
                StubProvider.labelling(text -> "Bug").faults(Faults.seeded(1).breaking(1, Response::resetInBody))) {
            assertThatThrownBy(() -> StubProviderTest.send(provider, "It crashes"))
                    .isInstanceOf(IOException.class);

            assertThat(provider.counts().broken()).isEqualTo(1);
            assertThat(provider.asked()).containsEntry("It crashes", 1);
        }
    }
}
