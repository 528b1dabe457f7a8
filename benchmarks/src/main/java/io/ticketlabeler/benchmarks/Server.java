package io.ticketlabeler.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ticketlabeler.contract.BadDay;
import io.ticketlabeler.contract.StubProvider;
import io.ticketlabeler.contract.StubServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/**
 * The local provider in a process of its own, so that the time its processor needs is not the labeler's.
 *
 * <p>As a program: a {@link StubServer} with two options more, {@code --outage-in} and {@code --outage-for} (milliseconds; after the
 * first request it answers 503 for that long); or, with {@code --bad-day} and a seed alone, a {@link BadDay}.
 */
final class Server implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int WARM_UP_CALLS = 64;
    private static final String CALL =
            "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"[{\\\"id\\\":\\\"a\\\",\\\"text\\\":\\\"w\\\"}]\"}]}";

    private final Process process;
    private final String baseUrl;
    private final HttpClient http = HttpClient.newHttpClient();

    private Server(Process process, String baseUrl) {
        this.process = process;
        this.baseUrl = baseUrl;
    }

    /** Runs until the process is killed. */
    public static void main(String[] args) throws IOException, InterruptedException {
        List<String> others = new ArrayList<>();
        Duration in = Duration.ZERO;
        Duration length = Duration.ZERO;
        OptionalLong badDay = OptionalLong.empty();
        for (int i = 0; i + 1 < args.length; i += 2) {
            switch (args[i]) {
                case "--outage-in" -> in = Duration.ofMillis(Long.parseLong(args[i + 1]));
                case "--outage-for" -> length = Duration.ofMillis(Long.parseLong(args[i + 1]));
                case "--bad-day" -> badDay = OptionalLong.of(Long.parseLong(args[i + 1]));
                default -> others.addAll(List.of(args[i], args[i + 1]));
            }
        }
        try (StubProvider provider = badDay.isPresent()
                ? BadDay.provider(badDay.getAsLong())
                : StubServer.start(others.toArray(String[]::new))) {
            System.out.println(provider.baseUrl());
            if (!length.isZero()) {
                while (provider.counts().requests() == 0) {
                    Thread.sleep(1);
                }
                provider.outage(in, length);
            }
            Thread.currentThread().join(); // for ever
        }
    }

    /** A server with these options; see {@link StubServer}. */
    static Server start(String... options) throws IOException {
        List<String> command = new ArrayList<>(Java.command());
        command.addAll(List.of("-cp", Java.classPath(), Server.class.getName()));
        command.addAll(List.of(options));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        String url = out.readLine();
        if (url == null) {
            throw new IOException("the server did not start");
        }
        return new Server(process, url);
    }

    /** Some calls beforehand, so that what is measured is not how a JVM starts. */
    Server warm() {
        List<CompletableFuture<?>> calls = new ArrayList<>();
        for (int i = 0; i < WARM_UP_CALLS; i++) {
            HttpRequest call = HttpRequest.newBuilder(URI.create(baseUrl + "/chat/completions"))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(CALL))
                    .build();
            calls.add(http.sendAsync(call, HttpResponse.BodyHandlers.discarding()));
        }
        calls.forEach(CompletableFuture::join);
        return this;
    }

    String baseUrl() {
        return baseUrl;
    }

    /** What it has counted so far. */
    JsonNode stats() throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(baseUrl.replaceFirst("/v1$", "/stats")))
                .build();
        try {
            return JSON.readTree(
                    http.send(request, HttpResponse.BodyHandlers.ofString()).body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
