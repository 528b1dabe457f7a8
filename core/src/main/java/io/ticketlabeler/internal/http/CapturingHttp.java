package io.ticketlabeler.internal.http;

import dev.langchain4j.exception.HttpException;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import io.ticketlabeler.internal.Departure;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP client given to LangChain4j. LangChain4j loses the headers of a failure and what a refused answer cost; this client
 * keeps the last exchange of each thread, to be {@linkplain #take() taken} by whoever made the call there.
 *
 * <p>One JDK client, made at first use, HTTP/1.1 (several servers answer an upgrade to HTTP/2 with an error), no redirects (the key would travel
 * along). The deadline covers the whole answer, body included. Thread-safe.
 */
public final class CapturingHttp implements HttpClientBuilder {

    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final long MAX_BODY_BYTES = 8 << 20; // a reply about 100 tickets has some 10 kB

    @SuppressWarnings("ThreadLocalUsage") // two clients used on one thread must not see each other's exchanges
    private final ThreadLocal<@Nullable Exchange> last = new ThreadLocal<>();

    private final Duration deadline;
    private final boolean tls;
    private final @Nullable Supplier<Exchange> madeUp;
    private final ReentrantLock making =
            new ReentrantLock(); // it reads certificates, and is called by threads for calls
    private volatile java.net.http.@Nullable HttpClient jdk;

    /** @param tls whether addresses may be https; false refuses them, and starts sooner */
    public CapturingHttp(Duration deadline, boolean tls) {
        this(deadline, tls, null);
    }

    private CapturingHttp(Duration deadline, boolean tls, @Nullable Supplier<Exchange> madeUp) {
        this.deadline = deadline;
        this.tls = tls;
        this.madeUp = madeUp;
    }

    /** Sends nothing and answers every request, once it is written, with {@code exchange}, to rehearse a call. */
    public static CapturingHttp answering(Supplier<Exchange> exchange) {
        return new CapturingHttp(CONNECT, false, exchange);
    }

    /** Makes the client, which takes a while, certificates most of it; else the first call does. */
    public void prepare() {
        client();
    }

    /** The last exchange of this thread since the last call of this method; empty if nothing was sent. */
    public Optional<Exchange> take() {
        Exchange exchange = last.get();
        last.remove();
        return Optional.ofNullable(exchange);
    }

    @Override
    public Duration connectTimeout() {
        return CONNECT;
    }

    @Override
    public HttpClientBuilder connectTimeout(Duration ignored) {
        return this;
    }

    @Override
    public Duration readTimeout() {
        return deadline;
    }

    @Override
    public HttpClientBuilder readTimeout(Duration ignored) {
        return this;
    }

    @Override
    public HttpClient build() {
        return new HttpClient() {
            @Override
            public SuccessfulHttpResponse execute(HttpRequest request) {
                return send(request);
            }

            @Override
            public void execute(HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
                throw new IllegalStateException("labelling does not stream");
            }
        };
    }

    private java.net.http.HttpClient client() {
        java.net.http.HttpClient known = jdk;
        return known == null ? makeClient() : known;
    }

    private java.net.http.HttpClient makeClient() {
        making.lock();
        try {
            java.net.http.HttpClient known = jdk;
            if (known == null) {
                java.net.http.HttpClient.Builder builder = java.net.http.HttpClient.newBuilder()
                        .version(java.net.http.HttpClient.Version.HTTP_1_1)
                        .followRedirects(java.net.http.HttpClient.Redirect.NEVER)
                        .connectTimeout(CONNECT);
                known = (tls ? builder : builder.sslContext(new NoTls())).build();
                jdk = known;
            }
            return known;
        } finally {
            making.unlock();
        }
    }

    private SuccessfulHttpResponse send(HttpRequest request) {
        java.net.http.HttpRequest.Builder builder = java.net.http.HttpRequest.newBuilder(URI.create(request.url()))
                .method(request.method().name(), BodyPublishers.ofString(request.body()));
        request.headers().forEach((name, values) -> values.forEach(value -> builder.header(name, value)));
        Exchange exchange = madeUp == null ? exchange(builder.build()) : madeUp.get();
        last.set(exchange);
        if (exchange.status() / 100 != 2) {
            throw new HttpException(exchange.status(), "the call failed"); // never the body: it may quote a ticket
        }
        return SuccessfulHttpResponse.builder()
                .statusCode(exchange.status())
                .headers(exchange.headers())
                .body(exchange.body())
                .build();
    }

    private Exchange exchange(java.net.http.HttpRequest request) {
        if (Thread.currentThread().isInterrupted()) {
            return Exchange.failed(
                    Exchange.Failure.INTERRUPTED); // nobody waits for the answer: it must not be paid for
        }
        java.net.http.HttpClient client = client();
        Departure.check();
        CompletableFuture<HttpResponse<byte[]>> answer = client.sendAsync(request, LimitedBody.atMost(MAX_BODY_BYTES));
        try {
            HttpResponse<byte[]> response = answer.get(deadline.toNanos(), TimeUnit.NANOSECONDS);
            String body = new String(response.body(), StandardCharsets.UTF_8);
            return new Exchange(response.statusCode(), response.headers().map(), body, null);
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            return Exchange.failed(Exchange.Failure.INTERRUPTED);
        } catch (TimeoutException e) {
            answer.cancel(true);
            return Exchange.failed(Exchange.Failure.TIMEOUT);
        } catch (ExecutionException e) {
            return Exchange.failed(failure(e));
        }
    }

    static Exchange.Failure failure(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof LimitedBody.TooLargeException) {
                return Exchange.Failure.TOO_LARGE;
            }
            if (cause instanceof ConnectException
                    || cause instanceof HttpConnectTimeoutException
                    || cause instanceof UnresolvedAddressException) {
                return Exchange.Failure.NOT_CONNECTED;
            }
        }
        return Exchange.Failure.BROKEN;
    }
}
