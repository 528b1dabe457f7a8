package io.ticketlabeler.cli;

import io.ticketlabeler.TicketLabeler;
import io.ticketlabeler.cache.LabelCache;
import io.ticketlabeler.doccano.DoccanoBackend;
import io.ticketlabeler.labelstudio.LabelStudioBackend;
import io.ticketlabeler.prompt.ExampleStore;
import io.ticketlabeler.read.LabelFile;
import io.ticketlabeler.serve.LiveServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Proposes labels live, while people work in a review tool. */
@Command(
        name = "serve",
        description = "Answers a review tool that asks for proposals while people work; until it is ended.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "In Label Studio: Settings, Model, Connect Model. A stock server refuses private addresses",
            "unless it was started with LABEL_STUDIO_ML_BLOCK_LOCAL_IP=false.",
            "In doccano: Settings, Auto Labeling, Custom REST Request; --url and --project write it there.",
            "Environment: TICKETLABELER_PASSWORD with --user, or as the secret that doccano has to send; TICKETLABELER_WEBHOOK_SECRET, the value of the header X-Secret",
            "that webhooks must carry to be believed; OPENAI_API_KEY, OPENROUTER_API_KEY."
        })
final class ServeCommand implements Callable<Integer> {

    private static final Duration CALLS_END = Duration.ofSeconds(10);
    private static final int MOST_EXAMPLES = 2_000;

    @Option(names = "--tool", required = true, description = "label-studio or doccano")
    private String tool = "";

    @Option(
            names = "--host",
            defaultValue = "127.0.0.1",
            description = "address to listen on (default: this machine only)")
    private String host = "127.0.0.1";

    @Option(
            names = "--port",
            defaultValue = "9090",
            paramLabel = "N",
            description = "0 for any that is free (default: 9090)")
    private int port = 9090;

    @Option(
            names = "--labels",
            required = true,
            paramLabel = "FILE",
            description = "JSON: [{\"name\":…,\"description\":…}]; projects with other labels are served, too")
    private Path labels = Path.of("");

    @Option(names = "--user", paramLabel = "NAME", description = "whom to let in, with TICKETLABELER_PASSWORD")
    private @Nullable String user;

    @Option(
            names = "--answer-within",
            paramLabel = "SECONDS",
            description = "what is late is answered the next time (default: 85; 20 for doccano)")
    private @Nullable Integer answerWithin;

    @Option(
            names = "--model-version",
            paramLabel = "V",
            description = "name of the predictions; another one has all tasks asked again (default: the model's)")
    private @Nullable String modelVersion;

    @Option(names = "--url", description = "of doccano, to write the address of this service into --project")
    private @Nullable String url;

    @Option(names = "--project", paramLabel = "P", description = "number, or name (doccano)")
    private @Nullable String project;

    @Option(
            names = "--reached-as",
            paramLabel = "URL",
            description = "how doccano's web server reaches this service (default: http://HOST:PORT/)")
    private @Nullable String reachedAs;

    @Option(names = "--allow-http", description = "plain http to another machine, within your own network")
    private boolean allowHttp;

    @Mixin
    private ModelOptions models = new ModelOptions();

    @Mixin
    private EngineOptions engine = new EngineOptions();

    @Override
    public Integer call() throws IOException {
        boolean doccano = Tool.served(tool) == Tool.DOCCANO;
        check(doccano);
        ExampleStore examples = ExampleStore.holding(MOST_EXAMPLES);
        try (LabelCache cache = engine.openCache();
                TicketLabeler labeler = engine.apply(
                                models.learning(TicketLabeler.builder(), LabelFile.read(labels), examples), cache)
                        .build();
                Interrupts ignored = Interrupts.forThisThread()) {
            if (doccano) {
                serveDoccano(labeler);
            } else {
                serveLabelStudio(labeler, examples);
            }
        } catch (InterruptedException e) {
            return Main.ALL_LABELED; // that is how it ends
        }
        return Main.ALL_LABELED;
    }

    private void check(boolean doccano) {
        Map<String, @Nullable Object> foreign = new LinkedHashMap<>();
        foreign.put(doccano ? "--user" : "--url", doccano ? user : url);
        foreign.put(doccano ? "--model-version" : "--project", doccano ? modelVersion : project);
        foreign.put("--reached-as", doccano ? null : reachedAs);
        (doccano ? Tool.DOCCANO : Tool.LABEL_STUDIO).refuse(foreign);
        if (doccano && (url == null) != (project == null)) {
            throw new IllegalArgumentException("--url and --project belong together: both, or none");
        }
    }

    private void serveLabelStudio(TicketLabeler labeler, ExampleStore examples)
            throws IOException, InterruptedException {
        try (LabelStudioBackend backend = backend(labeler, examples);
                LiveServer server = backend.listen(new InetSocketAddress(host, port))) {
            String version = modelVersion == null ? labeler.modelName() : modelVersion;
            until(labeler, address(server) + " for Label Studio; model version " + version);
        }
    }

    private void serveDoccano(TicketLabeler labeler) throws IOException, InterruptedException {
        String secret = System.getenv("TICKETLABELER_PASSWORD");
        DoccanoBackend.Builder backend = DoccanoBackend.builder(labeler);
        if (answerWithin != null) {
            backend.deadline(Duration.ofSeconds(answerWithin));
        }
        if (secret != null) {
            backend.secret(secret);
        }
        try (LiveServer server = backend.build().listen(new InetSocketAddress(host, port))) {
            if (url != null && project != null) {
                URI address = Tool.address("--reached-as", reachedAs == null ? address(server) + "/" : reachedAs);
                DoccanoProjects.client(url, allowHttp).autoLabel(DoccanoProjects.project(project), address, secret);
            }
            until(labeler, address(server) + " for doccano; model " + labeler.modelName());
        }
    }

    private String address(LiveServer server) {
        return "http://" + host + ":" + server.port();
    }

    /** Serves until this thread is interrupted. */
    private static void until(TicketLabeler labeler, String where) throws InterruptedException {
        System.out.println("listening on " + where);
        try {
            new CountDownLatch(1).await();
        } finally {
            labeler.drain(CALLS_END); // they are paid
        }
    }

    private LabelStudioBackend backend(TicketLabeler labeler, ExampleStore examples) {
        LabelStudioBackend.Builder backend = LabelStudioBackend.builder(labeler).examples(examples);
        if (answerWithin != null) {
            backend.deadline(Duration.ofSeconds(answerWithin));
        }
        if (modelVersion != null) {
            backend.modelVersion(modelVersion);
        }
        if (user != null) {
            backend.basicAuth(user, Tool.needed("TICKETLABELER_PASSWORD", "--user"));
        }
        String secret = System.getenv("TICKETLABELER_WEBHOOK_SECRET");
        return (secret == null ? backend : backend.webhookSecret("X-Secret", secret)).build();
    }
}
