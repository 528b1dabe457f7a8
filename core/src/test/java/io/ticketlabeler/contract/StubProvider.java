package io.ticketlabeler.contract;

import io.ticketlabeler.contract.HttpConnection.Incoming;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP server on this machine that speaks like OpenAI's chat completions, for tests: it answers as the test wants it, well or
 * badly, and counts and remembers what it was asked.
 *
 * <pre>{@code
 * try (StubProvider provider = StubProvider.labelling(text -> "Bug")) {
 *     LabelModel model = OpenAi.chat("gpt-4o-mini").baseUrl(provider.baseUrl());
 *     …
 *     assertThat(provider.requests()).hasSize(1);
 * }
 * }</pre>
 *
 * <p>A provider on a bad day:
 *
 * <pre>{@code
 * StubProvider.labelling(text -> "Bug")
 *         .latency(Duration.ofMillis(200))
 *         .rateLimit(RateLimit.tokenBucket(600, 10))
 *         .faults(Faults.seeded(7)
 *                 .failing(0.10, Response.error(500, "server_error"))
 *                 .failing(0.30, Response.rateLimited().retryAfter(Duration.ofSeconds(1)))
 *                 .breaking(0.01, Response::resetInBody));
 * }</pre>
 *
 * <p>A request meets, in this order: an {@linkplain #outage outage}, the rate limit, the faults, and then the behaviour that the
 * provider was made with. Settings may change while it runs.
 *
 * <p>HTTP/1.1 with connections that stay open, each with a daemon thread that waits without using the processor. What is kept of
 * requests is bounded, see {@link #requests} and {@link #asked}. Thread-safe. {@link StubServer} is the same as a program.
 */
public final class StubProvider implements AutoCloseable {

    private static final Response UNAVAILABLE = Response.error(503, "service_unavailable");

    private final Function<Request, Response> behaviour;
    private final Counters counters = new Counters();
    private final KeptRequests kept = new KeptRequests();
    private final LoopbackServer server;

    private volatile Duration latency = Duration.ZERO;
    private volatile boolean countsTokens;
    private volatile @Nullable RateLimit rateLimit;
    private volatile Function<Request, Response> faulty;
    private volatile Timespan outage = Timespan.NEVER;

    private StubProvider(int port, Function<Request, Response> behaviour) {
        this.behaviour = behaviour;
        this.faulty = this::behaved;
        this.server = new LoopbackServer(port, this::handle);
    }

    /** Answers as {@code behaviour} says; it is called from many threads. What it throws is told to the caller as a 500. */
    public static StubProvider answering(Function<Request, Response> behaviour) {
        return answering(0, behaviour);
    }

    /** The same on a port that the test chose; 0 is any that is free. */
    public static StubProvider answering(int port, Function<Request, Response> behaviour) {
        return new StubProvider(port, behaviour);
    }

    /** Labels every ticket of every request, in the shape the built-in prompts ask for. */
    public static StubProvider labelling(Function<String, String> labelOf) {
        return answering(request -> Response.completion(request.labelled(labelOf)));
    }

    /** Lets every answer of the behaviour take this long from the arrival of its request; faults and refusals come at once. */
    public StubProvider latency(Duration each) {
        latency = each;
        return this;
    }

    /** Counts the tokens of every completion, see {@link Response#countingTokens}, rather than the fixed 100 and 10. */
    public StubProvider countingTokens() {
        countsTokens = true;
        return this;
    }

    /** Replaces or breaks some of the answers; the last call counts. */
    public StubProvider faults(Faults these) {
        faulty = these.around(this::behaved);
        return this;
    }

    /** Refuses with 429 what is over the limit and tells the state of the limit in {@code x-ratelimit-*} headers. */
    public StubProvider rateLimit(RateLimit limit) {
        rateLimit = limit;
        return this;
    }

    /** A {@linkplain RateLimit#tokenBucket token bucket} for requests. */
    public StubProvider rateLimit(int requestsPerMinute, int burst) {
        return rateLimit(RateLimit.tokenBucket(requestsPerMinute, burst));
    }

    /** Answers everything with 503 from now on for this long. */
    public StubProvider outage(Duration length) {
        return outage(Duration.ZERO, length);
    }

    /** Answers everything with 503 for this long, beginning {@code in} from now; the last call counts. */
    public StubProvider outage(Duration in, Duration length) {
        outage = Timespan.in(in, length);
        return this;
    }

    /** Breaks every connection and refuses new ones until {@link #listenAgain}. */
    public StubProvider stopListening() {
        server.stopListening();
        return this;
    }

    /** Takes connections on the same port again. */
    public StubProvider listenAgain() {
        server.listen();
        return this;
    }

    /** Refuses connections for this long, beginning {@code in} from now. */
    public StubProvider unreachable(Duration in, Duration length) {
        server.later(in, server::stopListening);
        server.later(in.plus(length), server::listen);
        return this;
    }

    /**
     * Keeps the newest {@code n} requests for {@link #requests}; 0 keeps none. Without this call all are kept, up to 64 million
     * characters of bodies.
     */
    public StubProvider keepRequests(int n) {
        kept.atMost(n);
        return this;
    }

    /** The base URL to give to a model, e.g. {@code http://127.0.0.1:40123/v1}. */
    public String baseUrl() {
        return "http://127.0.0.1:" + server.port() + "/v1";
    }

    /**
     * The requests so far, in the order they came: all, or as many as {@link #keepRequests} said.
     *
     * @throws IllegalStateException if they became too many to keep and {@link #keepRequests} was not called
     */
    public List<Request> requests() {
        return kept.all();
    }

    /** How many requests there were and how they ended. */
    public Counts counts() {
        return counters.counts();
    }

    /**
     * How often each text was answered in a completion, also where the completion got lost on its way: what a provider would have
     * billed. Texts as the prompt had them, the first 100,000 different ones, or 32
     * million characters of them; {@link Counts#ticketsAgain} counts all.
     */
    public Map<String, Integer> asked() {
        return counters.asked();
    }

    @Override
    public void close() {
        server.close();
    }

    private boolean handle(Incoming incoming, HttpConnection connection) throws IOException, InterruptedException {
        if (incoming.path().equals("/stats")) {
            Response stats = Response.of(200, counts().toJson());
            return stats.delivery().send(stats, stats.headers(), connection);
        }
        Request request = new Request(incoming.path(), incoming.headers(), incoming.body(), System.nanoTime());
        kept.add(request);
        counters.arrived(request);
        boolean left = false;
        try {
            Response response = responseOrMistake(request);
            sleepUntil(request.nanoTime() + response.after().toNanos());
            Map<String, String> headers = response.headersAt(Instant.now());
            counters.answered(request, response, headers);
            if (!response.delivery().isEndless()) {
                counters.left(); // before the caller can know, and send the next request
                left = true;
            }
            return response.delivery().send(response, headers, connection);
        } finally {
            if (!left) {
                counters.left();
            }
        }
    }

    private Response responseOrMistake(Request request) {
        try {
            return response(request);
        } catch (RuntimeException | AssertionError e) {
            return Response.error(500, "stub_failed", "the test's behaviour threw " + e);
        }
    }

    private Response response(Request request) {
        if (outage.contains(System.nanoTime())) {
            return UNAVAILABLE;
        }
        RateLimit limit = rateLimit;
        if (limit == null) {
            return faulty.apply(request);
        }
        RateLimit.Verdict verdict = limit.admit(request);
        return (verdict.admitted() ? faulty.apply(request) : verdict.refusal()).headers(verdict.headers());
    }

    private Response behaved(Request request) {
        Response response = behaviour.apply(request);
        return (countsTokens ? response.countingTokens(request) : response).atLeastAfter(latency);
    }

    static void sleepUntil(long nanoTime) throws InterruptedException {
        long left = nanoTime - System.nanoTime();
        if (left > 0) {
            TimeUnit.NANOSECONDS.sleep(left);
        }
    }
}
