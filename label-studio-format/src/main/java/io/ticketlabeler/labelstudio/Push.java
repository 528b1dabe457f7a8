package io.ticketlabeler.labelstudio;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ticketlabeler.export.PushReport;
import io.ticketlabeler.internal.json.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One push of one run into one project: decides what is missing there. For one thread, once. */
final class Push implements AutoCloseable {

    private static final Clock CLOCK = Clock.systemUTC();

    private final Api api;
    private final LabelStudioRun run;
    private final JsonNode project;
    private final OptionalDouble acceptedFrom;
    private final long id;
    private final URI page;
    private final Known known;
    private final InFlight inFlight;
    private final Delivery delivery;

    private Chunk tasks = Chunk.ofTasks();
    private Chunk predictions = Chunk.ofPredictions();
    private long skipped;
    private boolean auditSample;
    private @Nullable String modelVersion;
    private boolean predictedBefore;

    Push(Api api, LabelStudioRun run, JsonNode project, OptionalDouble acceptedFrom, Consumer<PushReport> progress) {
        this.api = api;
        this.run = run;
        this.project = project;
        this.acceptedFrom = acceptedFrom;
        this.id = project.path("id").asLong();
        this.page = URI.create(api.base() + "/projects/" + id);
        this.known = new Known(api, id);
        this.inFlight = new InFlight(run.directory(), page.toString(), CLOCK);
        this.delivery = new Delivery(new Imports(api, id), known, inFlight, () -> progress.accept(report()));
    }

    PushReport push() throws IOException {
        lookAround();
        try (TaskFile file = run.tasks()) {
            for (JsonNode task = file.next(); task != null; task = file.next()) {
                add(task, file);
            }
        }
        delivery.send(tasks);
        delivery.send(predictions);
        delivery.settle();
        if (!delivery.isHopeless()) {
            showPredictions();
            Views.ensure(api, id, auditSample, acceptedFrom);
        }
        return report();
    }

    @Override
    public void close() {
        delivery.close();
    }

    private PushReport report() {
        return new PushReport(
                page,
                Delivery.TASKS,
                delivery.created(),
                skipped,
                OptionalLong.of(delivery.predictionsAdded()),
                delivery.failed());
    }

    private void lookAround() {
        known.lookForTasks();
        inFlight.left().ifPresent(this::await);
    }

    /** Until what was sent by a push that was killed is there, or will never be. */
    private void await(InFlight.Left left) {
        while (CLOCK.instant().isBefore(left.until()) && (left.predictions() || known.task(left.ticket()) == null)) {
            Imports.pause(api);
            known.lookForTasks();
        }
        inFlight.end();
    }

    private void add(JsonNode task, TaskFile file) throws IOException {
        String ticket = task.path("data").path(LabelStudioTasks.TICKET_ID).asText("");
        if (ticket.isEmpty()) {
            throw new IllegalArgumentException(file.file() + ": task " + file.number()
                    + " has no data.ticket_id, by which a second push would find it; label the tickets again");
        }
        run.mark(ticket, task);
        auditSample |= task.path("data").has(LabelStudioTasks.AUDIT_SAMPLE);
        Long there = known.task(ticket);
        if (there != null) {
            skipped++;
            if (there != Known.OURS) {
                addPredictions(ticket, there, task.path("predictions"));
            }
        } else if (tasks.hasTaskOf(ticket) || delivery.isUnderWay(ticket)) {
            skipped++; // twice in the file
        } else {
            task.path("predictions").forEach(this::note);
            addTask(ticket, bytes(task));
        }
    }

    private void addTask(String ticket, byte[] item) {
        if (!tasks.takes(item)) {
            delivery.send(tasks);
            tasks = Chunk.ofTasks();
        }
        tasks.add(ticket, item);
    }

    private void addPredictions(String ticket, long task, JsonNode given) throws IOException {
        for (JsonNode prediction : given) {
            note(prediction);
            if (known.hasPrediction(task, prediction.path("model_version").asText())) {
                predictedBefore = true;
            } else {
                ObjectNode item = Json.STRICT.createObjectNode().put("task", task);
                prediction.properties().forEach(field -> item.set(field.getKey(), field.getValue()));
                addPrediction(ticket, bytes(item));
            }
        }
    }

    private void addPrediction(String ticket, byte[] item) {
        if (!predictions.takes(item)) {
            delivery.send(predictions);
            predictions = Chunk.ofPredictions();
        }
        predictions.add(ticket, item);
    }

    private void note(JsonNode prediction) {
        modelVersion = prediction.path("model_version").asText();
    }

    private static byte[] bytes(JsonNode node) {
        return Json.write(node).getBytes(StandardCharsets.UTF_8);
    }

    /** The label stream shows predictions of one version only. */
    private void showPredictions() {
        String version = modelVersion;
        boolean there = predictedBefore || delivery.created() > 0 || delivery.predictionsAdded() > 0;
        if (version != null
                && there
                && !version.equals(project.path("model_version").asText(""))) {
            api.send("PATCH", "/api/projects/" + id, Map.of("model_version", version));
        }
    }
}
