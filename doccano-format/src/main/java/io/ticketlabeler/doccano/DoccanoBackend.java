package io.ticketlabeler.doccano;

import com.fasterxml.jackson.databind.JsonNode;
import io.ticketlabeler.TicketLabeler;
import io.ticketlabeler.internal.Digest;
import io.ticketlabeler.internal.json.ExportJson;
import io.ticketlabeler.serve.LiveServer;
import io.ticketlabeler.serve.LiveService;
import io.ticketlabeler.serve.Request;
import io.ticketlabeler.serve.Response;
import io.ticketlabeler.ticket.Abstained;
import io.ticketlabeler.ticket.Failed;
import io.ticketlabeler.ticket.Labeled;
import io.ticketlabeler.ticket.Outcome;
import io.ticketlabeler.ticket.Ticket;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A service for doccano's auto labelling (<i>Settings</i>, <i>Auto Labeling</i>, <i>Custom REST Request</i>): labels a document when somebody
 * opens it.
 *
 * <pre>{@code
 * try (LiveServer server = DoccanoBackend.builder(labeler).secret(secret).build().listen(new InetSocketAddress("0.0.0.0", 9091))) {
 *     client.autoLabel(ProjectOptions.named("Tickets"), URI.create("http://this-host:9091/"), secret);
 *     ...
 * }
 * }</pre>
 *
 * <p>{@code {"text":"I was charged twice"}} comes in, {@code {"labels":["Billing"]}} goes out; {@code []} where the labeler abstains.
 * doccano does not look at the status of an answer and stores what its template can read as a label, so an answer that is none holds
 * {@code error} and nothing else, and {@link #TEMPLATE} reads {@code labels} only.
 *
 * <p>A page waits as long as this answers, and a web server of doccano's is kept busy for that time and gives up after 30 s. So the answer comes before the
 * deadline, 20 s by default. What is late goes on in the background, an hour at most, and is answered from the labeler's cache
 * when the document is opened again; nothing is paid twice, and runs and this share what they know.
 *
 * <p>Inside a web framework {@link #handle} does the same, see {@link Request}; {@code GET} of {@code /health} tells that it is up.
 * Thread-safe.
 *
 * @see <a href="https://doccano.github.io/doccano/advanced/auto_labelling_config/">doccano, auto labelling</a> (checked with 1.8.4)
 */
public final class DoccanoBackend implements LiveService {

    /** The mapping template of the configuration in doccano, whatever the labels are. */
    public static final String TEMPLATE =
            "[{% for label in input.labels %}{\"label\": {{ label | tojson }}}{% if not loop.last %},{% endif %}{% endfor %}]";

    private static final Logger LOG = LoggerFactory.getLogger(DoccanoBackend.class);
    private static final Duration BACKGROUND = Duration.ofHours(1);

    private final TicketLabeler labeler;
    private final Duration deadline;
    private final int maxBodyBytes;
    private final byte @Nullable [] authorization;

    private DoccanoBackend(Builder builder) {
        this.labeler = builder.labeler;
        this.deadline = builder.deadline;
        this.maxBodyBytes = builder.maxBodyBytes;
        this.authorization = builder.authorization;
    }

    /**
     * Begins a service.
     *
     * @param labeler stays open
     */
    public static Builder builder(TicketLabeler labeler) {
        return new Builder(labeler);
    }

    /** Answers one call. Never throws; a call that cannot be answered gets a status of 400 or more, without details. */
    @Override
    public Response handle(Request request) {
        try {
            return answer(request);
        } catch (IOException e) {
            return Response.error(400, "expected is {\"text\": …}");
        } catch (RuntimeException e) {
            LOG.error("a document could not be labelled", e);
            return Response.error(500, "failed; the log of the service says why");
        }
    }

    private Response answer(Request request) throws IOException {
        if (request.method().equals("GET")) {
            return request.route().equals("health")
                    ? Response.ok(Map.of("status", "UP"))
                    : Response.error(405, "expected is POST");
        }
        if (!request.method().equals("POST")) {
            return Response.error(405, "expected is POST");
        }
        if (request.body().length > maxBodyBytes) {
            return tooLarge();
        }
        if (authorization != null && !request.hasHeader("Authorization", authorization)) {
            return Response.error(401, "the secret is wrong or missing").with("WWW-Authenticate", "Bearer");
        }
        JsonNode text = ExportJson.tree(request.body()).path("text");
        if (!text.isTextual()) {
            throw new IOException("no text");
        }
        return labelled(text.asText());
    }

    private Response labelled(String text) {
        String given = text.equals(DoccanoRows.EMPTY_TEXT) ? "" : text;
        Ticket ticket = Ticket.of("doccano-" + new Digest().field(text).shortHex(), given); // doccano tells no id
        CompletableFuture<Outcome> asked =
                labeler.labelAsync(List.of(ticket), BACKGROUND).get(0);
        try {
            return answer(asked.get(deadline.toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            LOG.info("a label is late; it is given when the document is opened again");
            return Response.error(503, "not yet; open the document again in a while");
        } catch (ExecutionException | CancellationException e) {
            Throwable cause = e.getCause();
            LOG.warn("a document could not be labelled: {}", (cause == null ? e : cause).getMessage());
            return failed();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the server is closing
            return failed();
        }
    }

    private static Response answer(Outcome outcome) {
        if (outcome instanceof Labeled labeled) {
            List<String> names =
                    labeled.names().stream().map(DoccanoLabels::name).toList();
            return Response.ok(Map.of("labels", names));
        }
        if (outcome instanceof Abstained) {
            return Response.ok(Map.of("labels", List.of()));
        }
        LOG.warn("a document could not be labelled: {}", ((Failed) outcome).reason());
        return failed();
    }

    private static Response failed() {
        return Response.error(500, "no answer; the log of the service says why");
    }

    @Override
    public Response tooLarge() {
        return Response.error(413, "more than " + maxBodyBytes + " bytes");
    }

    @Override
    public int maxBodyBytes() {
        return maxBodyBytes;
    }

    /**
     * Serves this with the HTTP server of the JDK, see {@link LiveServer}.
     *
     * @param address port 0 for any that is free
     * @throws IOException if the address cannot be bound
     */
    public LiveServer listen(InetSocketAddress address) throws IOException {
        return LiveServer.listen(this, address);
    }

    /** What doccano has to send in the header {@code Authorization}. */
    static String authorization(String secret) {
        return "Bearer " + secret;
    }

    /** Collects settings. Not thread-safe. */
    public static final class Builder {

        private static final Duration DEFAULT_DEADLINE = Duration.ofSeconds(20); // doccano's gunicorn gives up after 30
        private static final int DEFAULT_MAX_BODY = 4 << 20;

        private final TicketLabeler labeler;
        private Duration deadline = DEFAULT_DEADLINE;
        private int maxBodyBytes = DEFAULT_MAX_BODY;
        private byte @Nullable [] authorization;

        private Builder(TicketLabeler labeler) {
            this.labeler = labeler;
        }

        /** When an answer comes at the latest; 20 s unless told otherwise. */
        public Builder deadline(Duration most) {
            if (most.isNegative() || most.isZero()) {
                throw new IllegalArgumentException("deadline is " + most + ", expected more than zero");
            }
            deadline = most;
            return this;
        }

        /** Bytes of a call at most; by default 4 MiB. Larger ones get 413. */
        public Builder maxBodyBytes(int most) {
            if (most < 1) {
                throw new IllegalArgumentException("maxBodyBytes is " + most + ", expected at least 1");
            }
            maxBodyBytes = most;
            return this;
        }

        /** What has to come in {@code Authorization: Bearer …}; by default everybody may call. */
        public Builder secret(String secret) {
            authorization = DoccanoBackend.authorization(secret).getBytes(StandardCharsets.UTF_8);
            return this;
        }

        public DoccanoBackend build() {
            return new DoccanoBackend(this);
        }
    }
}
