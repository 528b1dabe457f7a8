package io.ticketlabeler.labelstudio;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** The JDK's HTTP server in front of a backend. */
final class BackendServer implements AutoCloseable {

    private static final int BUSY = 32; // calls with a body at once; more are sent away, health is always answered

    private final LabelStudioBackend backend;
    private final HttpServer server;
    private final ExecutorService threads;
    private final Semaphore bodies = new Semaphore(BUSY);

    BackendServer(LabelStudioBackend backend, InetSocketAddress address) throws IOException {
        this.backend = backend;
        this.server = HttpServer.create(address, 0);
        AtomicInteger count = new AtomicInteger();
        this.threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "ticketlabeler-backend-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (exchange.getRequestMethod().equals("GET")) {
                send(exchange, backend.handle(request(exchange, new byte[0])));
            } else if (bodies.tryAcquire()) {
                try {
                    send(exchange, withBody(exchange));
                } finally {
                    bodies.release();
                }
            } else {
                exchange.sendResponseHeaders(503, -1);
            }
        }
    }

    private LabelStudioBackend.Response withBody(HttpExchange exchange) throws IOException {
        try (InputStream in = exchange.getRequestBody()) {
            int most = backend.maxBodyBytes();
            byte[] body = in.readNBytes(most);
            return body.length == most && in.read() >= 0 ? backend.tooLarge() : backend.handle(request(exchange, body));
        }
    }

    private static LabelStudioBackend.Request request(HttpExchange exchange, byte[] body) {
        Map<String, String> headers = new LinkedHashMap<>();
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
        return new LabelStudioBackend.Request(
                exchange.getRequestMethod(), exchange.getRequestURI().getPath(), headers, body);
    }

    private static void send(HttpExchange exchange, LabelStudioBackend.Response response) throws IOException {
        byte[] body = response.body().getBytes(StandardCharsets.UTF_8);
        response.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(response.status(), body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
