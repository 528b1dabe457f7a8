package io.ticketlabeler.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Stands before a server and measures how long it takes for its answers. */
final class TimingProxy implements AutoCloseable {

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Map<String, Long> nanos = new ConcurrentHashMap<>();
    private final URI target;
    private final HttpServer server;

    TimingProxy(URI target) throws IOException {
        this.target = target;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::forward);
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Between request and whole answer, for all calls of paths that end like this. */
    long nanosIn(String pathEnd) {
        return nanos.entrySet().stream()
                .filter(entry -> entry.getKey().endsWith(pathEnd))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void forward(HttpExchange call) throws IOException {
        try (call) {
            HttpRequest.Builder request = HttpRequest.newBuilder(
                            target.resolve(call.getRequestURI().toString()))
                    .method(
                            call.getRequestMethod(),
                            BodyPublishers.ofByteArray(call.getRequestBody().readAllBytes()))
                    .header("Authorization", call.getRequestHeaders().getFirst("Authorization"));
            if (call.getRequestHeaders().containsKey("Content-Type")) {
                request.header("Content-Type", call.getRequestHeaders().getFirst("Content-Type"));
            }
            long began = System.nanoTime();
            HttpResponse<byte[]> response = client.send(request.build(), BodyHandlers.ofByteArray());
            nanos.merge(call.getRequestURI().getPath(), System.nanoTime() - began, Long::sum);
            call.sendResponseHeaders(response.statusCode(), response.body().length);
            call.getResponseBody().write(response.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
