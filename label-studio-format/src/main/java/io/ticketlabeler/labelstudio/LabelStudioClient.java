package io.ticketlabeler.labelstudio;

import com.fasterxml.jackson.databind.JsonNode;
import io.ticketlabeler.export.PushReport;
import io.ticketlabeler.internal.http.BaseUrl;
import io.ticketlabeler.internal.http.JsonHttp;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Brings runs into a Label Studio server, and is what {@link LabelStudioReviews} reads from.
 *
 * <pre>{@code
 * LabelStudioClient client = LabelStudioClient.at(URI.create("http://localhost:8080")).token(System.getenv("LABEL_STUDIO_TOKEN"));
 * PushReport report = client.push(LabelStudioRun.of(Path.of("out")), ProjectOptions.titled("Tickets"));
 * }</pre>
 *
 * <p>Defaults: the token of the environment variable {@value #TOKEN_VARIABLE}, 2 minutes for each call, no plain http to other
 * machines. Calls that change nothing are repeated when the network or a gateway fails, at most three times in all; others only
 * when they certainly were not carried out. Immutable, each method makes another one; safe for use by several threads.
 *
 * @see <a href="https://api.labelstud.io">Label Studio, API</a> (checked with 1.23.2)
 */
public final class LabelStudioClient implements LabelStudioApi {

    /** The environment variable that usually holds the token. */
    public static final String TOKEN_VARIABLE = "LABEL_STUDIO_TOKEN";

    private static final Duration DEADLINE = Duration.ofMinutes(2); // 1,000 tasks take 1 to 3 s
    private static final String EXAMPLE = "https://label-studio.example.com";

    private final URI url;
    private final @Nullable String token;
    private final Duration deadline;
    private final boolean insecure;
    private @Nullable Api api;

    private LabelStudioClient(URI url, @Nullable String token, Duration deadline, boolean insecure) {
        this.url = url;
        this.token = token;
        this.deadline = deadline;
        this.insecure = insecure;
    }

    /**
     * A client of the server at this address.
     *
     * @param url as it stands in the browser before {@code /projects}, e.g. {@code http://localhost:8080}
     */
    public static LabelStudioClient at(URI url) {
        return new LabelStudioClient(url, null, DEADLINE, false);
    }

    /**
     * With the token of a user: a personal access token, or a legacy token; which of them is seen from its shape. A personal one is
     * exchanged for one that lives five minutes, as often as needed.
     */
    public LabelStudioClient token(String secret) {
        return new LabelStudioClient(url, secret, deadline, insecure);
    }

    /** With another time for each call, the whole answer included. */
    public LabelStudioClient deadline(Duration perCall) {
        if (perCall.isNegative() || perCall.isZero()) {
            throw new IllegalArgumentException("a deadline of " + perCall + " is none");
        }
        return new LabelStudioClient(url, token, perCall, insecure);
    }

    /** With plain http to another machine: for networks in which nobody else listens. */
    public LabelStudioClient allowInsecure() {
        return new LabelStudioClient(url, token, deadline, true);
    }

    /**
     * Checks address and token.
     *
     * @return the server's version, e.g. {@code 1.23.2}
     * @throws IllegalArgumentException if the address is none, or is plain http to another machine, or if there is no token
     * @throws LabelStudioException     if no Label Studio answers there, or the token is refused
     */
    public String check() {
        String version = version();
        api().get("/api/projects/?page_size=1&include=id");
        return version;
    }

    /**
     * Finds or makes the project, and sets configuration, instructions and sampling. {@link #push} does this, too.
     *
     * @return the project's number
     * @throws IllegalArgumentException see {@link #check}
     * @throws LabelStudioException     see {@link #check}; if there is no project of the given number, or several of the title; or
     *     if the project has another configuration, naming the difference
     * @throws IOException              if the run cannot be read
     */
    public long setup(LabelStudioRun run, ProjectOptions project) throws IOException {
        version();
        return new Projects(api()).open(run.config(), project).path("id").asLong();
    }

    /** {@link #push(LabelStudioRun, ProjectOptions, Consumer)} without progress. */
    public PushReport push(LabelStudioRun run, ProjectOptions project) throws IOException {
        return push(run, project, soFar -> {});
    }

    /**
     * Brings a run into a project.
     *
     * <p>Tickets that have no task there, by {@code data.ticket_id}, become tasks, at most 1,000 or 5 MB in one call. Tasks that are
     * there keep what people did and their data, and get this run's predictions unless they have one of the same model version.
     * Then reviewers are shown this run's predictions, and three views are made unless there are views of that name: "Audit sample"
     * (if the run has one), "Uncertain first" and "Accepted unseen".
     *
     * <p>What could not be brought there is in the report, and pushing again repeats it: a push that was interrupted or killed
     * leaves no task twice. What was under way just then is awaited first, at most a minute; {@code .label-studio-push.json} beside
     * the run tells. Two pushes into one project at the same time would leave tasks twice.
     *
     * <p>Memory: two chunks, and some 100 bytes for each task of the project.
     *
     * @param progress is told after each call, by the calling thread
     * @throws IllegalArgumentException see {@link #check}; or if the run's files are not as the exporter writes them
     * @throws LabelStudioException     see {@link #setup}
     * @throws IOException              if the run cannot be read
     */
    public PushReport push(LabelStudioRun run, ProjectOptions project, Consumer<PushReport> progress)
            throws IOException {
        version();
        JsonNode opened = new Projects(api()).open(run.config(), project);
        try (Push push = new Push(api(), run, opened, project.acceptedFrom(), progress)) {
            return push.push();
        }
    }

    /** Needs no token, so that a wrong address is not taken for a wrong token. */
    private String version() {
        JsonNode version = api().get("/api/version");
        if (!version.path("release").isTextual()) {
            throw new LabelStudioException(api().base() + " answers, but is no Label Studio; " + Answers.ADDRESS);
        }
        return version.get("release").asText();
    }

    /**
     * What stands there. It goes through a temporary file, readable by this user only and deleted with the stream, so that a page of long
     * tickets needs no memory.
     *
     * @throws IllegalArgumentException see {@link #check}
     * @throws LabelStudioException     if the server does not answer, or refuses
     * @throws IOException              if there is no room for the file
     */
    @Override
    public InputStream get(String path) throws IOException {
        Path file = Files.createTempFile("label-studio", ".json");
        try {
            api().download(path, file);
            return Files.newInputStream(file, StandardOpenOption.DELETE_ON_CLOSE);
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    /** The calls of this client; made once. */
    synchronized Api api() {
        Api known = api;
        if (known == null) {
            String secret = token == null ? System.getenv(TOKEN_VARIABLE) : token;
            if (secret == null || secret.isBlank()) {
                throw new IllegalArgumentException("there is no token for Label Studio; set " + TOKEN_VARIABLE
                        + " to the one that Account & Settings shows");
            }
            JsonHttp http = JsonHttp.at(BaseUrl.checked(url, insecure, EXAMPLE), deadline);
            known = new Api(http, new Credentials(secret.strip(), System::nanoTime));
            api = known;
        }
        return known;
    }
}
