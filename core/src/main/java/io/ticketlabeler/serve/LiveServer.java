package io.ticketlabeler.serve;

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

/**
 * The JDK's HTTP server in front of a service. At most {@value #BUSY} calls with a body are answered at once, others get 503; calls
 * without one are always answered. Plain HTTP: across networks that others use put a proxy in front. Thread-safe.
 */
public final class LiveServer implements AutoCloseable {

    private static final int BUSY = 32;

    private final LiveService service;
    private final HttpServer server;
    private final ExecutorService threads;
    private final Semaphore bodies = new Semaphore(BUSY);

    private LiveServer(LiveService service, InetSocketAddress address) throws IOException {
        this.service = service;
        this.server = HttpServer.create(address, 0);
        AtomicInteger count = new AtomicInteger();
        this.threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "ticketlabeler-backend-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        server.setExecutor(threads);
        server.createContext("/", this::serve);
    }

    /**
     * Listens, on threads of its own, until it is closed.
     *
     * @param address port 0 for any that is free
     * @throws IOException if the address cannot be bound
     */
    public static LiveServer listen(LiveService service, InetSocketAddress address) throws IOException {
        LiveServer live = new LiveServer(service, address);
        live.server.start();
        return live;
    }

    /** The port that is listened on. */
    public int port() {
        return server.getAddress().getPort();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (exchange.getRequestMethod().equals("GET")) {
                send(exchange, service.handle(request(exchange, new byte[0])));
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

    private Response withBody(HttpExchange exchange) throws IOException {
        try (InputStream in = exchange.getRequestBody()) {
            int most = service.maxBodyBytes();
            byte[] body = in.readNBytes(most);
            return body.length == most && in.read() >= 0 ? service.tooLarge() : service.handle(request(exchange, body));
        }
    }

    private static Request request(HttpExchange exchange, byte[] body) {
        Map<String, String> headers = new LinkedHashMap<>();
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
        return new Request(exchange.getRequestMethod(), exchange.getRequestURI().getPath(), headers, body);
    }

    private static void send(HttpExchange exchange, Response response) throws IOException {
        byte[] body = response.body().getBytes(StandardCharsets.UTF_8);
        response.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(response.status(), body.length);
        exchange.getResponseBody().write(body);
    }

    /** Stops listening; calls that are being answered are cut. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
