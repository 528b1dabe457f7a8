package io.ticketlabeler.cli;

import io.ticketlabeler.TicketLabeler;
import io.ticketlabeler.cache.LabelCache;
import io.ticketlabeler.labelstudio.LabelStudioBackend;
import io.ticketlabeler.prompt.ExampleStore;
import io.ticketlabeler.read.LabelFile;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
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
            "Environment: TICKETLABELER_PASSWORD with --user; TICKETLABELER_WEBHOOK_SECRET, the value of the header X-Secret",
            "that webhooks must carry to be believed; OPENAI_API_KEY, OPENROUTER_API_KEY."
        })
final class ServeCommand implements Callable<Integer> {

    private static final Duration CALLS_END = Duration.ofSeconds(10);
    private static final int MOST_EXAMPLES = 2_000;

    @Option(names = "--tool", required = true, description = "label-studio")
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
            defaultValue = "85",
            paramLabel = "SECONDS",
            description = "what is late is answered the next time (default: 85)")
    private int answerWithin = 85;

    @Option(
            names = "--model-version",
            paramLabel = "V",
            description = "name of the predictions; another one has all tasks asked again (default: the model's)")
    private @Nullable String modelVersion;

    @Mixin
    private ModelOptions models = new ModelOptions();

    @Mixin
    private EngineOptions engine = new EngineOptions();

    @Override
    public Integer call() throws IOException {
        if (!tool.equals("label-studio")) {
            throw new IllegalArgumentException("--tool " + tool + ": expected label-studio");
        }
        ExampleStore examples = ExampleStore.holding(MOST_EXAMPLES);
        try (LabelCache cache = engine.openCache();
                TicketLabeler labeler = engine.apply(
                                models.learning(TicketLabeler.builder(), LabelFile.read(labels), examples), cache)
                        .build();
                LabelStudioBackend backend = backend(labeler, examples);
                LabelStudioBackend.Server server = backend.listen(new InetSocketAddress(host, port));
                Interrupts ignored = Interrupts.forThisThread()) {
            System.out.println("listening on http://" + host + ":" + server.port() + " for Label Studio; model version "
                    + (modelVersion == null ? labeler.modelName() : modelVersion));
            try {
                new CountDownLatch(1).await();
            } finally {
                labeler.drain(CALLS_END); // they are paid
            }
        } catch (InterruptedException e) {
            return Main.ALL_LABELED; // that is how it ends
        }
        return Main.ALL_LABELED;
    }

    private LabelStudioBackend backend(TicketLabeler labeler, ExampleStore examples) {
        LabelStudioBackend.Builder backend = LabelStudioBackend.builder(labeler)
                .deadline(Duration.ofSeconds(answerWithin))
                .examples(examples);
        if (modelVersion != null) {
            backend.modelVersion(modelVersion);
        }
        String password = System.getenv("TICKETLABELER_PASSWORD");
        if (user != null) {
            if (password == null || password.isEmpty()) {
                throw new IllegalArgumentException("--user needs the variable TICKETLABELER_PASSWORD");
            }
            backend.basicAuth(user, password);
        }
        String secret = System.getenv("TICKETLABELER_WEBHOOK_SECRET");
        return (secret == null ? backend : backend.webhookSecret("X-Secret", secret)).build();
    }
}
