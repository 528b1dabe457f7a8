package io.ticketlabeler.doccano;

import com.fasterxml.jackson.databind.JsonNode;
import io.ticketlabeler.export.PushReport;
import io.ticketlabeler.internal.http.BaseUrl;
import io.ticketlabeler.internal.http.JsonHttp;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Brings runs into a doccano server, and is what {@link DoccanoReviews} reads from.
 *
 * <pre>{@code
 * DoccanoClient client = DoccanoClient.at(URI.create("http://localhost:8000")).user("admin", System.getenv("DOCCANO_PASSWORD"));
 * PushReport report = client.push(DoccanoRun.of(Path.of("out")), ProjectOptions.named("Tickets"));
 * }</pre>
 *
 * <p>Defaults: the user of the environment variables {@value #USER_VARIABLE} and {@value #PASSWORD_VARIABLE}, or the token in
 * {@value #TOKEN_VARIABLE}; 2 minutes for each call; no plain http to other machines. Calls that change nothing are repeated when the
 * network or a gateway fails, at most three times in all; others only when they certainly were not carried out. Immutable, each
 * method makes another one; safe for use by several threads.
 *
 * @see <a href="https://doccano.github.io/doccano/">doccano documentation</a> (checked with 1.8.4)
 */
public final class DoccanoClient {

    /** The environment variable that usually holds the user's name. */
    public static final String USER_VARIABLE = "DOCCANO_USER";

    /** The environment variable that usually holds the user's password. */
    public static final String PASSWORD_VARIABLE = "DOCCANO_PASSWORD";

    /** The environment variable that may hold a token instead, as {@code POST /v1/auth/login/} answers with. */
    public static final String TOKEN_VARIABLE = "DOCCANO_TOKEN";

    private static final Duration DEADLINE = Duration.ofMinutes(2);
    private static final String EXAMPLE = "https://doccano.example.com";

    private final Settings settings;
    private @Nullable Api api;

    private record Settings(
            URI url,
            @Nullable String user,
            @Nullable String password,
            @Nullable String token,
            @Nullable String bot,
            String botPassword,
            Duration deadline,
            boolean insecure) {}

    private DoccanoClient(Settings settings) {
        this.settings = settings;
    }

    /**
     * A client of the server at this address.
     *
     * @param url as it stands in the browser before {@code /projects}, e.g. {@code http://localhost:8000}
     */
    public static DoccanoClient at(URI url) {
        return new DoccanoClient(new Settings(url, null, null, null, null, "", DEADLINE, false));
    }

    /** As this user, who has to be an administrator of the project, and of doccano's staff to make one. */
    public DoccanoClient user(String name, String password) {
        Settings s = settings;
        return new DoccanoClient(
                new Settings(s.url, name, password, null, s.bot, s.botPassword, s.deadline, s.insecure));
    }

    /** With a user's token instead of name and password. */
    public DoccanoClient token(String secret) {
        Settings s = settings;
        return new DoccanoClient(new Settings(s.url, null, null, secret, s.bot, s.botPassword, s.deadline, s.insecure));
    }

    /**
     * Lets another user import, one that is no person: doccano notes who owns a label, so that the machine's can be told from people's
     * for ever. The user is made if there is none, for which the client's own has to be of doccano's staff, and becomes an
     * administrator of the project.
     */
    public DoccanoClient bot(String name, String password) {
        Settings s = settings;
        return new DoccanoClient(
                new Settings(s.url, s.user, s.password, s.token, name, password, s.deadline, s.insecure));
    }

    /** With another time for each call, the whole answer included. */
    public DoccanoClient deadline(Duration perCall) {
        if (perCall.isNegative() || perCall.isZero()) {
            throw new IllegalArgumentException("a deadline of " + perCall + " is none");
        }
        Settings s = settings;
        return new DoccanoClient(
                new Settings(s.url, s.user, s.password, s.token, s.bot, s.botPassword, perCall, s.insecure));
    }

    /** With plain http to another machine: for networks in which nobody else listens. */
    public DoccanoClient allowInsecure() {
        Settings s = settings;
        return new DoccanoClient(
                new Settings(s.url, s.user, s.password, s.token, s.bot, s.botPassword, s.deadline, true));
    }

    /**
     * Checks address and user, and that the worker runs.
     *
     * @throws IllegalArgumentException if the address is none, or is plain http to another machine, or if there is neither user nor token
     * @throws DoccanoException         if no doccano answers there, the user is refused, or no worker answers
     */
    public void check() {
        api().get("/v1/me");
        new Worker(api()).check();
    }

    /**
     * Finds or makes the project and its labels, and sets the guideline. {@link #push} does this, too.
     *
     * @return the project's number
     * @throws IllegalArgumentException see {@link #check}
     * @throws DoccanoException         see {@link #check}; if there is no project of the given number, or several of the name; or if the
     *     project does not fit the run, naming the difference
     * @throws IOException              if the run cannot be read
     */
    public long setup(DoccanoRun run, ProjectOptions project) throws IOException {
        return new Projects(api()).open(run, project).path("id").asLong();
    }

    /** {@link #push(DoccanoRun, ProjectOptions, Consumer)} without progress. */
    public PushReport push(DoccanoRun run, ProjectOptions project) throws IOException {
        return push(run, project, soFar -> {});
    }

    /**
     * Brings a run into a project.
     *
     * <p>Tickets that have no document there, by {@code meta.id}, are imported, at most 1,000 or 5 MB in one file; documents that are there
     * stay as they are. What could not be brought there is in the report, and pushing again repeats it. doccano's import is neither all
     * or nothing nor does it look for what is there; so nothing is repeated before it was looked up, each row carries an identity that
     * doccano itself refuses to take twice, and documents that lost their labels on the way get them. A push that was interrupted or
     * killed can therefore be repeated at once: {@code .doccano-push.json} beside the run tells what was under way.
     *
     * <p>Memory: a chunk, and some 100 bytes for each document of the project.
     *
     * @param progress is told after each chunk, by the calling thread
     * @throws IllegalArgumentException see {@link #check}; or if the run's files are not as the exporter writes them
     * @throws DoccanoException         see {@link #check} and {@link #setup}
     * @throws IOException              if the run cannot be read
     */
    public PushReport push(DoccanoRun run, ProjectOptions options, Consumer<PushReport> progress) throws IOException {
        JsonNode project = new Projects(api()).open(run, options);
        long id = project.path("id").asLong();
        Members members = new Members(api(), id);
        Api importer = settings.bot == null ? api() : members.bot(settings.bot, settings.botPassword);
        PushReport report = push(run, project, importer, options, progress);
        members.annotators(options.annotators());
        return report;
    }

    private PushReport push(
            DoccanoRun run, JsonNode project, Api importer, ProjectOptions options, Consumer<PushReport> progress)
            throws IOException {
        long id = project.path("id").asLong();
        Map<String, Long> numbers = new LabelTypes(importer, id).numbers();
        Labels labels = new Labels(importer, id, numbers);
        Worker worker = new Worker(importer);
        try (RestSender single = new RestSender(importer, id, labels)) {
            Sender sender = options.hasConfidences() ? single : new FileSender(importer, worker, id);
            Chunk empty = new Chunk(id + " " + project.path("created_at").asText(), sender.most());
            URI page = URI.create(api().base() + "/projects/" + id);
            return new Push(run, page, empty, new Known(importer, id), labels, worker, sender, progress).push();
        }
    }

    /**
     * Lets a project ask a service when somebody opens a document, as {@link DoccanoBackend} is one: writes address, template and
     * mapping into <i>Settings</i>, <i>Auto Labeling</i>, or renews them. People switch it on in the toolbar of the annotation page.
     *
     * @param service as doccano's web server reaches it, e.g. {@code http://labeler.example.com:9091/}
     * @param secret  of the service, which administrators of the project can read there; null for none
     * @throws DoccanoException see {@link #check}; or if there is no such project
     */
    public void autoLabel(ProjectOptions project, URI service, @Nullable String secret) {
        long id = new Projects(api()).existing(project).path("id").asLong();
        new AutoLabeling(api(), id).ensure(service, secret);
    }

    /** The calls of this client; made once. */
    synchronized Api api() {
        Api known = api;
        if (known == null) {
            JsonHttp http = JsonHttp.at(BaseUrl.checked(settings.url, settings.insecure, EXAMPLE), settings.deadline);
            known = signedIn(http);
            api = known;
        }
        return known;
    }

    private Api signedIn(JsonHttp http) {
        String user = settings.user == null ? System.getenv(USER_VARIABLE) : settings.user;
        String password = settings.user == null ? System.getenv(PASSWORD_VARIABLE) : settings.password;
        String token = settings.token == null ? System.getenv(TOKEN_VARIABLE) : settings.token;
        boolean byToken = settings.token != null || (settings.user == null && token != null);
        if (byToken && token != null && !token.isBlank()) {
            return Api.withToken(http, token.strip());
        }
        if (user == null || user.isBlank() || password == null || password.isEmpty()) {
            throw new IllegalArgumentException("there is no user for doccano; set " + USER_VARIABLE + " and "
                    + PASSWORD_VARIABLE + ", or " + TOKEN_VARIABLE);
        }
        return Api.signIn(http, user.strip(), password);
    }
}
