package io.ticketlabeler.model;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ticketlabeler.contract.Response;
import io.ticketlabeler.contract.StubProvider;
import io.ticketlabeler.model.ModelCallException.Kind;
import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.TicketText;
import io.ticketlabeler.ticket.Usage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a provider, or whatever stands between, can do to an answer. Each is one failure of the right kind, after one request. */
@Timeout(60)
class WireFaultsTest {

    private static final LabelSet LABELS = LabelSet.of("Billing", "Bug");
    private static final List<TicketText> TICKETS =
            List.of(new TicketText("k3f9", "Where is my invoice?"), new TicketText("m2x7", "It crashes"));
    private static final String COMPLETION = Response.completion(
                    "{\"labels\":[{\"id\":\"k3f9\",\"label\":\"Billing\"},{\"id\":\"m2x7\",\"label\":\"Bug\"}]}")
            .body();
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";
    private static final Duration PATIENT = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(400);

    /** Writes whatever it likes once a request was read. */
    private interface Behaviour {
        void answer(Socket socket, OutputStream out) throws IOException, InterruptedException;
    }

    private static final class RawServer implements AutoCloseable {

        private final ServerSocket server;
        private final AtomicInteger requests = new AtomicInteger();
        private final CountDownLatch gone = new CountDownLatch(1);

        RawServer(Behaviour behaviour) throws IOException {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            Thread thread = new Thread(() -> serve(behaviour), "raw-server");
            thread.setDaemon(true);
            thread.start();
        }

        private void serve(Behaviour behaviour) {
            while (!server.isClosed()) {
                try (Socket socket = server.accept()) {
                    readRequest(socket.getInputStream());
                    requests.incrementAndGet();
                    behaviour.answer(socket, socket.getOutputStream());
                } catch (IOException e) {
                    gone.countDown(); // the client closed the connection, or the test is over
                } catch (InterruptedException e) {
                    return;
                }
            }
        }

        private static void readRequest(InputStream in) throws IOException {
            ByteArrayOutputStream head = new ByteArrayOutputStream();
            while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
                int b = in.read();
                if (b < 0) {
                    throw new IOException("no request");
                }
                head.write(b);
            }
            String lower = head.toString(ISO_8859_1).toLowerCase(Locale.ROOT);
            int at = lower.indexOf("content-length:") + "content-length:".length();
            in.readNBytes(Integer.parseInt(
                    lower.substring(at, lower.indexOf('\r', at)).strip()));
        }

        String baseUrl() {
            return "http://127.0.0.1:" + server.getLocalPort() + "/v1";
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }

    private static ModelCallException failure(Duration deadline, Behaviour behaviour) throws IOException {
        try (RawServer server = new RawServer(behaviour)) {
            OpenAi model = OpenAi.chat("m").baseUrl(server.baseUrl()).deadline(deadline);
            ModelCallException e = catchThrowableOfType(ModelCallException.class, () -> model.label(LABELS, TICKETS));
            assertThat(server.requests).hasValue(1);
            assertThat(e).isNotNull();
            return e;
        }
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(UTF_8));
        out.flush();
    }

    private static void untilClosed(Socket socket) throws IOException {
        if (socket.getInputStream().read() < 0) {
            throw new IOException("closed by the client");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                OK,
                OK + "Content-Length: 500\r\n\r\n{\"choices\":",
                OK + "Transfer-Encoding: chunked\r\n\r\n5\r\n{\"a\""
            })
    void whateverHangsEndsAtTheDeadlineAndTheConnectionIsClosed(String start) throws Exception {
        try (RawServer server = new RawServer((socket, out) -> {
            write(out, start);
            untilClosed(socket);
        })) {
            OpenAi model = OpenAi.chat("m").baseUrl(server.baseUrl()).deadline(SHORT);
            model.prepare();
            long from = System.nanoTime();

            ModelCallException e = catchThrowableOfType(ModelCallException.class, () -> model.label(LABELS, TICKETS));

            assertThat(Duration.ofNanos(System.nanoTime() - from)).isBetween(SHORT, SHORT.plusSeconds(3));
            assertThat(e.kind()).isEqualTo(Kind.TIMEOUT);
            assertThat(server.gone.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(server.requests).hasValue(1);
        }
    }

    @Test
    void aSlowDripDoesNotExtendTheDeadline() throws IOException {
        ModelCallException e = failure(SHORT, (socket, out) -> {
            write(out, OK + "Content-Length: " + COMPLETION.length() + "\r\n\r\n");
            for (int i = 0; i < COMPLETION.length(); i++) {
                write(out, COMPLETION.substring(i, i + 1));
                Thread.sleep(20); // the drip itself
            }
        });

        assertThat(e.kind()).isEqualTo(Kind.TIMEOUT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HTTP/1.1 2",
                "HTTP/1.1 200 OK\r\nContent-Ty",
                OK + "Content-Length: 500\r\n\r\n{\"choices\":",
                OK + "Content-Length: 9999\r\n\r\n{\"choices\":[]}",
                OK + "Transfer-Encoding: chunked\r\n\r\n50\r\n{\"choices\":",
                OK + "Transfer-Encoding: chunked\r\n\r\n5\r\n{\"cho\r\n",
                OK + "Transfer-Encoding: chunked\r\n\r\nxyz\r\n{\"choices\":[]}\r\n",
                OK + "Content-Length: many\r\n\r\n{\"choices\":[]}",
                OK + "Content-Length: -3\r\n\r\n{\"choices\":[]}",
                "SSH-2.0-OpenSSH_9.2\r\n",
            })
    void whatEndsTooSoonIsBroken(String sent) throws IOException {
        for (boolean reset : new boolean[] {false, true}) {
            ModelCallException e = failure(PATIENT, (socket, out) -> {
                write(out, sent);
                if (reset) {
                    socket.setSoLinger(true, 0); // RST instead of FIN
                }
            });

            assertThat(e.kind()).as("reset %s", reset).isEqualTo(Kind.BROKEN);
            assertThat(e.status()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 4294967296\r\n\r\n", "Transfer-Encoding: chunked\r\n\r\n", "\r\n"})
    void noAnswerFillsTheMemory(String length) throws IOException {
        String chunk = "x".repeat(1 << 16);
        ModelCallException e = failure(PATIENT, (socket, out) -> {
            write(out, OK + length);
            while (true) { // until the client has enough
                write(out, length.startsWith("Transfer") ? "10000\r\n" + chunk + "\r\n" : chunk);
            }
        });

        assertThat(e.kind()).isEqualTo(Kind.UNUSABLE_REPLY);
        assertThat(e).hasMessageContaining("8 MiB");
    }

    @ParameterizedTest
    @CsvSource({"gzip, 40", "gzip, 200000000", "br, 40"})
    void aCompressedAnswerIsRefusedAndNeverUnpacked(String encoding, int size) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            byte[] zeros = new byte[1 << 16];
            for (int left = size; left > 0; left -= zeros.length) {
                gzip.write(zeros, 0, Math.min(left, zeros.length));
            }
        }
        ModelCallException e = failure(PATIENT, (socket, out) -> {
            write(out, OK + "Content-Encoding: " + encoding + "\r\nContent-Length: " + packed.size() + "\r\n\r\n");
            out.write(packed.toByteArray());
        });

        assertThat(e.kind()).isEqualTo(Kind.UNUSABLE_REPLY);
        assertThat(e).hasMessageContaining("compressed");
    }

    private static ModelCallException refused(String body) {
        try (StubProvider provider = StubProvider.answering(request -> Response.of(200, body))) {
            return catchThrowableOfType(
                    ModelCallException.class,
                    () -> OpenAi.chat("m").baseUrl(provider.baseUrl()).label(LABELS, TICKETS));
        }
    }

    private static ModelReply reply(String body) {
        try (StubProvider provider = StubProvider.answering(request -> Response.of(200, body))) {
            return OpenAi.chat("m").baseUrl(provider.baseUrl()).label(LABELS, TICKETS);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "<html>502</html>",
                "{\"choices\":[",
                "{\"choices\":[]}",
                "{\"choices\":{}}",
                "{\"choices\":[null],\"x\":NaN}",
                "{\"choices\":[{\"message\":{\"content\":\"a\"}}],\"choices\":[]}",
                "{\"choices\":[{\"message\":{\"content\":\"a\"}}]} trailing",
                "\u0000\u0001\u0002",
            })
    void anAnswerThatIsNoCompletionIsUnusable(String body) {
        assertThat(refused(body).kind()).isEqualTo(Kind.UNUSABLE_REPLY);
    }

    @Test
    void depthAndLengthDoNotOverflow() {
        for (String piece : List.of("[", "{\"a\":", "{\"choices\":[")) {
            assertThat(refused(piece.repeat(10_000)).kind()).isEqualTo(Kind.UNUSABLE_REPLY);
            assertThat(reply(Response.completion(piece.repeat(10_000)).body())
                            .reply()
                            .problems())
                    .hasSize(2);
        }
        assertThat(refused("{\"choices\":" + "9".repeat(100_000) + "}").kind()).isEqualTo(Kind.UNUSABLE_REPLY);
    }

    @Test
    void aByteOrderMarkIsNoFault() {
        assertThat(reply("\uFEFF" + COMPLETION).reply().answers()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-5", "1e30", "\"many\"", "null", "{}", "99999999999999999999"})
    void impossibleUsageCountsAsNothing(String number) {
        String body = COMPLETION.replaceAll(
                "\"usage\":\\{.*}",
                "\"usage\":{\"prompt_tokens\":" + number
                        + ",\"completion_tokens\":" + number
                        + ",\"cost\":-1,\"prompt_tokens_details\":{\"cached_tokens\":"
                        + number + "}}}");

        ModelReply reply = reply(body);

        assertThat(reply.reply().answers()).hasSize(2);
        assertThat(reply.usage()).isEqualTo(new Usage(0, 0, 0, OptionalDouble.empty()));
    }

    @Test
    void moreCachedThanSentIsAllOfIt() {
        String body = COMPLETION.replace("\"cached_tokens\":40", "\"cached_tokens\":4000");

        assertThat(reply(body).usage().cachedInputTokens()).isEqualTo(100);
    }

    @Test
    void whatTheContentFilterCutOffIsReadAsFarAsItGoes() {
        ModelReply reply = reply(Response.completion(
                        "{\"labels\":[{\"id\":\"k3f9\",\"label\":\"Billing\"},{\"id\":\"m2x7\",\"lab", "content_filter")
                .body());

        assertThat(reply.reply().answers()).containsOnlyKeys("k3f9");
        assertThat(reply.reply().problems().get("m2x7")).contains("cut off");
    }

    @Test
    void anEmptyAnswerThatEndedInAnErrorIsNoAnswer() {
        String body = "{\"choices\":[{\"finish_reason\":\"error\",\"message\":{\"content\":null}}]}";

        assertThat(refused(body).kind()).isEqualTo(Kind.UNAVAILABLE);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 308})
    void aRedirectIsNotFollowedAndStopsTheRun(int status) {
        try (StubProvider elsewhere = StubProvider.labelling(text -> "Bug");
                StubProvider provider = StubProvider.answering(request ->
                        Response.of(status, "{}").header("Location", elsewhere.baseUrl() + "/chat/completions"))) {
            ModelCallException e = catchThrowableOfType(
                    ModelCallException.class,
                    () -> OpenAi.chat("m").baseUrl(provider.baseUrl()).label(LABELS, TICKETS));

            assertThat(e.kind().stopsRun()).isTrue();
            assertThat(e).hasMessageContaining("base URL");
            assertThat(elsewhere.requests()).isEmpty();
        }
    }
}
