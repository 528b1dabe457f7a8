package io.ticketlabeler.internal.http;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Calls to the API of a review tool. Every call ends as an {@link Exchange}, whatever happened; nothing is thrown.
 *
 * <p>HTTP/1.1, no redirects (the token would travel along), 10 s to connect, a deadline for each whole answer, and a limit for
 * its size. A call that changes nothing is repeated when no whole answer came and for 429, 500, 502, 503 and 504, at most
 * {@value #ATTEMPTS} times in all, after half a second and more, or what {@code Retry-After} says. Others are repeated only when
 * they certainly were not carried out: nothing was sent, or 429. Thread-safe.
 */
public final class JsonHttp {

    private static final int ATTEMPTS = 3;
    private static final Set<Integer> PASSING = Set.of(500, 502, 503, 504); // 500: e.g. a database that is locked
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);
    private static final long MAX_BODY_BYTES = 256L << 20; // a page of 500 tickets of 500 kB

    private static final long LARGEST_REFUSAL_BYTES = 1 << 20;

    private final URI base;
    private final Duration deadline;
    private final HttpClient client;

    private JsonHttp(URI base, Duration deadline, HttpClient client) {
        this.base = base;
        this.deadline = deadline;
        this.client = client;
    }

    /**
     * Calls below an address.
     *
     * @param base     as {@link BaseUrl#checked} gives it
     * @param deadline of one attempt
     */
    public static JsonHttp at(URI base, Duration deadline) {
        HttpClient.Builder client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT);
        boolean tls = base.toString().regionMatches(true, 0, "https:", 0, 6);
        return new JsonHttp(base, deadline, (tls ? client : client.sslContext(new NoTls())).build());
    }

    /** The address below which calls are made. */
    public URI base() {
        return base;
    }

    /** How long one attempt may take. */
    public Duration deadline() {
        return deadline;
    }

    /**
     * Asks for something.
     *
     * @param path begins with a slash
     */
    public Exchange get(String path, Map<String, String> headers) {
        HttpRequest request = request(path, headers).GET().build();
        return repeated(() -> once(request, JsonHttp::limited, JsonHttp::text), true);
    }

    /** Asks for something large, which a file takes; the exchange has no body. The file is replaced by each attempt. */
    public Exchange download(String path, Map<String, String> headers, Path file) {
        HttpRequest request = request(path, headers).GET().build();
        return repeated(() -> downloadOnce(request, file), true);
    }

    /** Changes something. */
    public Exchange send(String method, String path, Map<String, String> headers, byte[] json) {
        HttpRequest request = request(path, headers)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofByteArray(json))
                .build();
        return repeated(() -> once(request, JsonHttp::limited, JsonHttp::text), false);
    }

    /** Asks once, whatever the answer, for pages that tell with a status of 500 how the server is. */
    public Exchange probe(String path, Map<String, String> headers) {
        HttpRequest request = request(path, headers).GET().build();
        return once(request, JsonHttp::limited, JsonHttp::text);
    }

    /**
     * Sends a file as a form does.
     *
     * @param field name of the form's field
     * @param name  of the file, plain ASCII without quotes
     */
    public Exchange upload(String path, Map<String, String> headers, String field, String name, byte[] content) {
        String boundary = "ticketlabeler-" + UUID.randomUUID();
        String head = "--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + field + "\"; filename=\"" + name
                + "\"\r\nContent-Type: application/octet-stream\r\n\r\n";
        HttpRequest request = request(path, headers)
                .setHeader("Accept", "*/*")
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(BodyPublishers.concat(
                        BodyPublishers.ofString(head),
                        BodyPublishers.ofByteArray(content),
                        BodyPublishers.ofString("\r\n--" + boundary + "--\r\n")))
                .build();
        return repeated(() -> once(request, JsonHttp::limited, JsonHttp::text), false);
    }

    private HttpRequest.Builder request(String path, Map<String, String> headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + path)).header("Accept", "application/json");
        headers.forEach(request::header);
        return request;
    }

    private static Exchange repeated(Supplier<Exchange> call, boolean safe) {
        Duration pause = FIRST_PAUSE;
        for (int attempt = 1; ; attempt++) {
            Exchange exchange = call.get();
            if (attempt == ATTEMPTS || !mayRepeat(exchange, safe)) {
                return exchange;
            }
            Duration asked = RetryAfter.of(exchange, Instant.now()).orElse(pause);
            if (!slept(asked.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : asked)) {
                return Exchange.failed(Exchange.Failure.INTERRUPTED);
            }
            pause = pause.multipliedBy(2);
        }
    }

    private static boolean mayRepeat(Exchange exchange, boolean safe) {
        Exchange.Failure failure = exchange.failure();
        if (failure == null) {
            return exchange.status() == 429 || (safe && PASSING.contains(exchange.status()));
        }
        return switch (failure) {
            case NOT_CONNECTED -> true;
            case BROKEN, TIMEOUT -> safe;
            case TOO_LARGE, INTERRUPTED -> false;
        };
    }

    private Exchange downloadOnce(HttpRequest request, Path file) {
        BodyHandler<Path> whole =
                BodyHandlers.ofFile(file, CREATE, WRITE, TRUNCATE_EXISTING); // by default it is written over
        Exchange exchange = once(request, whole, body -> "");
        if (exchange.failure() != null || exchange.status() / 100 == 2) {
            return new Exchange(exchange.status(), exchange.headers(), "", exchange.failure());
        }
        return new Exchange(exchange.status(), exchange.headers(), beginning(file), null);
    }

    /** What a refusal says; whole answers stay in the file. */
    private static String beginning(Path file) {
        try {
            return Files.size(file) > LARGEST_REFUSAL_BYTES ? "" : Files.readString(file);
        } catch (IOException e) {
            return ""; // the status says enough
        }
    }

    private <T> Exchange once(HttpRequest request, BodyHandler<T> handler, Function<T, String> text) {
        if (Thread.currentThread().isInterrupted()) {
            return Exchange.failed(Exchange.Failure.INTERRUPTED);
        }
        CompletableFuture<HttpResponse<T>> answer = client.sendAsync(request, handler);
        try {
            HttpResponse<T> response = answer.get(deadline.toNanos(), TimeUnit.NANOSECONDS);
            return new Exchange(response.statusCode(), response.headers().map(), text.apply(response.body()), null);
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            return Exchange.failed(Exchange.Failure.INTERRUPTED);
        } catch (TimeoutException e) {
            answer.cancel(true);
            return Exchange.failed(Exchange.Failure.TIMEOUT);
        } catch (ExecutionException e) {
            return Exchange.failed(CapturingHttp.failure(e));
        }
    }

    private static HttpResponse.BodySubscriber<byte[]> limited(HttpResponse.ResponseInfo info) {
        return LimitedBody.atMost(MAX_BODY_BYTES).apply(info);
    }

    private static String text(byte[] body) {
        return new String(body, StandardCharsets.UTF_8);
    }

    private static boolean slept(Duration pause) {
        try {
            TimeUnit.NANOSECONDS.sleep(pause.toNanos());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
