package io.ticketlabeler.labelstudio;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.ticketlabeler.internal.json.ExportJson;
import io.ticketlabeler.internal.reading.ReadTicket;
import io.ticketlabeler.internal.reading.SourceReviews;
import io.ticketlabeler.prompt.ExampleStore;
import io.ticketlabeler.review.Review;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Learns from webhooks, after they were answered: Label Studio waits a second for that, and never asks again. Thread-safe. */
final class Corrections implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Corrections.class);
    private static final int WAITING = 200; // hints; what is dropped comes with the next export

    private final ExampleStore examples;
    private final ThreadPoolExecutor thread;

    Corrections(ExampleStore examples) {
        this.examples = examples;
        this.thread = new ThreadPoolExecutor(
                1,
                1,
                1,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(WAITING),
                task -> {
                    Thread daemon = new Thread(task, "ticketlabeler-webhooks");
                    daemon.setDaemon(true);
                    return daemon;
                },
                new ThreadPoolExecutor.DiscardPolicy());
        thread.allowCoreThreadTimeOut(true);
    }

    /** Takes note of a webhook, soon. */
    void note(byte[] body) {
        thread.execute(() -> {
            try {
                learn(ExportJson.tree(body));
            } catch (IOException | RuntimeException e) {
                LOG.warn(
                        "a webhook could not be read: {}",
                        e.getClass().getSimpleName()); // its message may quote a ticket
            }
        });
    }

    private void learn(JsonNode webhook) {
        String action = webhook.path("action").asText();
        if (!action.equals("ANNOTATION_CREATED") && !action.equals("ANNOTATION_UPDATED")) {
            return;
        }
        JsonNode data = webhook.path("task").path("data");
        String config = webhook.path("project").path("label_config").asText("");
        ProjectConfig.Control control = ProjectConfig.of(config).controls().get(0);
        Fields fields = new Fields(control.name(), Fields.OURS.ticketId(), Fields.OURS.text());
        PredictCall.Task task =
                new PredictCall.Task(webhook.path("task").path("id").asText("?"), data);
        Review review = new Judgement(fields, Map.of())
                .annotation(task.ticketId(), webhook.path("annotation"), MissingNode.getInstance());
        SourceReviews.learn(
                new ReadTicket(
                        webhook.path("project").path("id").asText(""),
                        task.ticketId(),
                        control.textOf(data),
                        List.of(review),
                        List.of()),
                examples);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
