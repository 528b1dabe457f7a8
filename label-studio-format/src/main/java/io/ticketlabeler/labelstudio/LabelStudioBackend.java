package io.ticketlabeler.labelstudio;

import com.fasterxml.jackson.databind.JsonNode;
import io.ticketlabeler.TicketLabeler;
import io.ticketlabeler.internal.json.ExportJson;
import io.ticketlabeler.prompt.ExampleStore;
import io.ticketlabeler.serve.LiveServer;
import io.ticketlabeler.serve.LiveService;
import io.ticketlabeler.serve.Request;
import io.ticketlabeler.serve.Response;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A machine learning backend for Label Studio: proposes labels while people work.
 *
 * <pre>{@code
 * try (LabelStudioBackend backend = LabelStudioBackend.builder(labeler).basicAuth("label-studio", secret).build();
 *         LiveServer server = backend.listen(new InetSocketAddress("0.0.0.0", 9090))) {
 *     ...   // in Label Studio: Settings, Model, Connect Model, http://this-host:9090
 * }
 * }</pre>
 *
 * <p>Inside a web framework {@link #handle} does the same: a request is a value, and so is its response. The last part of the path
 * decides ({@code /health}, {@code /setup}, {@code /predict}, {@code /versions}, {@code /webhook}), so that it can be mounted anywhere.
 *
 * <p>Label Studio sends all tasks in one call and throws everything away when one answer is missing. {@code /predict} therefore answers
 * before the deadline, 85 s by default, with one entry for each task: {@code []} where there is no answer yet or none at all, for which
 * Label Studio stores nothing and asks again. What is late goes on in the background, an hour at most, and is answered from the labeler's
 * cache the next time; nothing is paid twice. Health and setup never wait for a model.
 *
 * <p>Several projects may be connected at once: labels, choice and names come with each call. Where they are those of the labeler, its own
 * label set is used, with its aliases and the answers of earlier runs. {@code <Choices>} whose choices stand in the configuration
 * and that belong to a {@code <Text>} are answered, of several each.
 *
 * <p>Thread-safe.
 *
 * @see <a href="https://labelstud.io/guide/ml_create">Label Studio, ML backends</a> (checked with 1.23.2)
 */
public final class LabelStudioBackend implements LiveService, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LabelStudioBackend.class);

    private final String modelVersion;
    private final byte @Nullable [] authorization;
    private final @Nullable String secretHeader;
    private final byte[] secret;
    private final int maxBodyBytes;
    private final @Nullable Corrections corrections;
    private final Predictions predictions;

    private LabelStudioBackend(Builder builder) {
        this.modelVersion = Optional.ofNullable(builder.modelVersion).orElseGet(builder.labeler::modelName);
        this.authorization = builder.authorization;
        this.secretHeader = builder.secretHeader;
        this.secret = builder.secret;
        this.maxBodyBytes = builder.maxBodyBytes;
        this.corrections = builder.examples == null ? null : new Corrections(builder.examples);
        this.predictions = new Predictions(builder.labeler, modelVersion, builder.deadline);
    }

    /**
     * Begins a backend.
     *
     * @param labeler stays open when the backend is closed
     */
    public static Builder builder(TicketLabeler labeler) {
        return new Builder(labeler);
    }

    /** Answers one call of Label Studio. Never throws; a call that cannot be answered gets a status of 400 or more, without details. */
    @Override
    public Response handle(Request request) {
        try {
            return answer(request);
        } catch (IOException e) {
            return Response.error(400, "this is not what Label Studio sends to " + request.route());
        } catch (RuntimeException e) {
            LOG.error("/{} failed", request.route(), e);
            return Response.error(500, "failed; the log of the backend says why");
        }
    }

    private Response answer(Request request) throws IOException {
        String route = request.route();
        boolean reads = route.isEmpty() || route.equals("health") || route.equals("versions");
        if (!reads && !List.of("setup", "predict", "webhook").contains(route)) {
            return Response.error(404, "no such path");
        }
        if (!request.method().equals(reads ? "GET" : "POST")) {
            return Response.error(405, "expected is " + (reads ? "GET" : "POST"));
        }
        if (request.body().length > maxBodyBytes) {
            return tooLarge();
        }
        if (route.equals("webhook")) {
            return webhook(request);
        }
        if (authorization != null && !request.hasHeader("Authorization", authorization)) {
            return Response.error(401, "user or password is wrong or missing")
                    .with("WWW-Authenticate", "Basic realm=\"ticketlabeler\"");
        }
        return switch (route) {
            case "setup" -> setup(request);
            case "predict" -> Response.ok(Map.of("results", predictions.of(PredictCall.read(request.body()))));
            case "versions" -> Response.ok(Map.of("versions", List.of(modelVersion)));
            default -> Response.ok(Map.of("status", "UP", "model_class", "ticketlabeler"));
        };
    }

    private Response setup(Request request) throws IOException {
        JsonNode setup = ExportJson.tree(request.body());
        try {
            ProjectConfig.of(setup.path("schema").asText(""));
        } catch (IllegalArgumentException e) {
            return Response.error(
                    400, String.valueOf(e.getMessage())); // shown beside the model in the project's settings
        }
        return Response.ok(Map.of("model_version", modelVersion));
    }

    /** A hint: answered at once, believed if it is known to come from Label Studio. */
    private Response webhook(Request request) {
        boolean known = secretHeader == null ? authorization == null : request.hasHeader(secretHeader, secret);
        if (corrections != null && known) {
            corrections.note(request.body());
        }
        return Response.ok(Map.of());
    }

    @Override
    public Response tooLarge() {
        return Response.error(413, "more than " + maxBodyBytes + " bytes; select fewer tasks");
    }

    @Override
    public int maxBodyBytes() {
        return maxBodyBytes;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Serves this backend with the HTTP server of the JDK, see {@link LiveServer}.
     *
     * @param address port 0 for any that is free
     * @throws IOException if the address cannot be bound
     */
    public LiveServer listen(InetSocketAddress address) throws IOException {
        return LiveServer.listen(this, address);
    }

    /** Ends the learning from webhooks. What is being labelled goes on until the labeler is closed. */
    @Override
    public void close() {
        if (corrections != null) {
            corrections.close();
        }
    }

    /** Collects settings. Not thread-safe. */
    public static final class Builder {

        private static final Duration DEFAULT_DEADLINE = Duration.ofSeconds(85); // Label Studio hangs up after 100 s
        private static final int DEFAULT_MAX_BODY = 64 << 20;

        private final TicketLabeler labeler;
        private @Nullable String modelVersion;
        private Duration deadline = DEFAULT_DEADLINE;
        private int maxBodyBytes = DEFAULT_MAX_BODY;
        private byte @Nullable [] authorization;
        private @Nullable String secretHeader;
        private byte[] secret = {};
        private @Nullable ExampleStore examples;

        private Builder(TicketLabeler labeler) {
            this.labeler = labeler;
        }

        /**
         * What Label Studio calls these predictions, by default {@link TicketLabeler#modelName()}. Tasks that have a prediction of that
         * version are not asked about again: give another one after a change of model or prompt.
         */
        public Builder modelVersion(String version) {
            if (version.isBlank()) {
                throw new IllegalArgumentException("a backend needs a model version that is not blank");
            }
            modelVersion = version;
            return this;
        }

        /** When {@code /predict} answers at the latest; 85 s unless gateways between cut earlier, often after 60 s. */
        public Builder deadline(Duration most) {
            if (most.isNegative() || most.isZero()) {
                throw new IllegalArgumentException("deadline is " + most + ", expected more than zero");
            }
            deadline = most;
            return this;
        }

        /** Bytes of a call at most; by default 64 MiB. Larger ones get 413. */
        public Builder maxBodyBytes(int most) {
            if (most < 1) {
                throw new IllegalArgumentException("maxBodyBytes is " + most + ", expected at least 1");
            }
            maxBodyBytes = most;
            return this;
        }

        /** What Label Studio has to send, as it was entered when the model was connected; by default everybody may call. */
        public Builder basicAuth(String user, String password) {
            String pair = Base64.getEncoder().encodeToString(bytes(user + ":" + password));
            authorization = bytes("Basic " + pair);
            return this;
        }

        /**
         * Corrections that webhooks tell about become examples in this store, for
         * {@link io.ticketlabeler.prompt.PromptStrategies#nearestExamples(io.ticketlabeler.prompt.TextEmbedder, ExampleStore, int)}. Webhooks
         * get lost: read the project now and then with {@link LabelStudioReviews#examples(ExampleStore)} and the same store.
         *
         * <p>The webhook that Label Studio makes when a model is connected carries no password. With {@link #basicAuth} it is
         * therefore not believed; make one with a {@linkplain #webhookSecret header of its own} instead.
         */
        public Builder examples(ExampleStore store) {
            examples = store;
            return this;
        }

        /** A header that webhooks must have to be believed, e.g. {@code X-Secret}, and its value. */
        public Builder webhookSecret(String header, String value) {
            secretHeader = header;
            secret = bytes(value);
            return this;
        }

        public LabelStudioBackend build() {
            return new LabelStudioBackend(this);
        }
    }
}
