package io.ticketlabeler.labelstudio;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ticketlabeler.internal.json.Json;
import io.ticketlabeler.labelstudio.PushReport.FailedChunk;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One push of one run into one project. For one thread, once. */
final class Push {

    private static final int HOPELESS = 2; // so many chunks in a row without an answer: the server is gone
    private static final int TOO_LARGE = 413; // what a gateway says, nginx from 1 MB on
    private static final Pattern PLACE = Pattern.compile("(?:item|Task|Prediction) (\\d{1,6})\\b");

    private static final Clock CLOCK = Clock.systemUTC();

    private final Api api;
    private final LabelStudioRun run;
    private final JsonNode project;
    private final OptionalDouble acceptedFrom;
    private final Consumer<PushReport> progress;
    private final long id;
    private final URI page;
    private final Known known;
    private final Imports imports;
    private final InFlight inFlight;
    private final List<FailedChunk> failed = new ArrayList<>();

    private final Set<String> unsent = new HashSet<>();

    private Chunk tasks = new Chunk();
    private Chunk predictions = new Chunk();
    private long created;
    private long skipped;
    private long predictionsAdded;
    private boolean auditSample;
    private @Nullable String modelVersion;
    private boolean versionIsThere;
    private int withoutAnswer;

    Push(Api api, LabelStudioRun run, JsonNode project, OptionalDouble acceptedFrom, Consumer<PushReport> progress) {
        this.api = api;
        this.run = run;
        this.project = project;
        this.acceptedFrom = acceptedFrom;
        this.progress = progress;
        this.id = project.path("id").asLong();
        this.page = URI.create(api.base() + "/projects/" + id);
        this.known = new Known(api, id);
        this.imports = new Imports(api, id);
        this.inFlight = new InFlight(run.directory(), page.toString(), CLOCK);
    }

    PushReport push() throws IOException {
        Optional<InFlight.Left> left = inFlight.left();
        if (left.isPresent() || project.path("task_number").asLong(1) > 0) { // a new project needs no look
            known.lookForTasks();
        }
        left.ifPresent(this::await);
        try (TaskFile file = run.tasks()) {
            for (JsonNode task = file.next(); task != null; task = file.next()) {
                add(task, file);
            }
        }
        sendTasks();
        sendPredictions();
        if (!isHopeless()) {
            showPredictions();
            Views.ensure(api, id, auditSample, acceptedFrom);
        }
        return report();
    }

    /** Until what was sent by a push that was killed is there, or will never be. */
    private void await(InFlight.Left left) {
        while (CLOCK.instant().isBefore(left.until()) && (left.predictions() || known.task(left.ticket()) == null)) {
            Imports.pause(api);
            known.lookForTasks();
        }
        inFlight.end();
    }

    private PushReport report() {
        return new PushReport(page, created, skipped, predictionsAdded, failed);
    }

    private void add(JsonNode task, TaskFile file) throws IOException {
        String ticket = task.path("data").path(LabelStudioTasks.TICKET_ID).asText("");
        if (ticket.isEmpty()) {
            throw new IllegalArgumentException(file.file() + ": task " + file.number()
                    + " has no data.ticket_id, by which a second push would find it; label the tickets again");
        }
        auditSample |= task.path("data").has(LabelStudioTasks.AUDIT_SAMPLE);
        Long there = known.task(ticket);
        if (there != null) {
            skipped++;
            if (there != Known.OURS) {
                addPredictions(ticket, there, task.path("predictions"));
            }
        } else if (!unsent.add(ticket)) {
            skipped++; // twice in the file
        } else {
            addTask(ticket, task);
        }
    }

    private void addTask(String ticket, JsonNode task) throws IOException {
        task.path("predictions").forEach(this::note);
        byte[] item = bytes(task);
        if (!tasks.takes(item)) {
            sendTasks();
        }
        tasks.add(ticket, item);
    }

    private void addPredictions(String ticket, long task, JsonNode given) throws IOException {
        for (JsonNode prediction : given) {
            note(prediction);
            if (known.hasPrediction(task, prediction.path("model_version").asText())) {
                versionIsThere = true;
            } else {
                ObjectNode item = Json.STRICT.createObjectNode().put("task", task);
                prediction.properties().forEach(field -> item.set(field.getKey(), field.getValue()));
                byte[] bytes = bytes(item);
                if (!predictions.takes(bytes)) {
                    sendPredictions();
                }
                predictions.add(ticket, bytes);
            }
        }
    }

    private void note(JsonNode prediction) {
        modelVersion = prediction.path("model_version").asText();
    }

    private static byte[] bytes(JsonNode node) {
        return Json.write(node).getBytes(StandardCharsets.UTF_8);
    }

    private void sendTasks() {
        Chunk chunk = tasks;
        tasks = new Chunk();
        unsent.clear();
        sendTasks(chunk);
    }

    private void sendPredictions() {
        Chunk chunk = predictions;
        predictions = new Chunk();
        sendPredictions(chunk);
    }

    private void sendTasks(Chunk chunk) {
        if (chunk.size() == 0 || isGivenUp(chunk, false)) {
            return;
        }
        inFlight.begin(chunk.tickets().get(0), false);
        try {
            List<Long> ids = imports.tasks(chunk.json());
            for (int i = 0; i < chunk.size(); i++) {
                known.made(chunk.tickets().get(i), i < ids.size() ? ids.get(i) : 0);
            }
            arrived(chunk);
        } catch (LabelStudioException e) {
            if (e.status() == TOO_LARGE && chunk.size() > 1) {
                sendTasks(chunk.part(0, chunk.size() / 2));
                sendTasks(chunk.part(chunk.size() / 2, chunk.size()));
            } else if (e.maybeDone() && isThere(chunk)) {
                arrived(chunk); // only its answer was lost
            } else {
                failed(chunk, false, e);
            }
        }
        progress.accept(report());
    }

    private void arrived(Chunk chunk) {
        inFlight.end();
        created += chunk.size();
        versionIsThere = true;
        withoutAnswer = 0;
    }

    private boolean isThere(Chunk chunk) {
        try {
            known.lookForTasks();
            return chunk.tickets().stream().allMatch(ticket -> known.task(ticket) != null);
        } catch (LabelStudioException e) {
            return false; // the report says that nobody knows
        }
    }

    private void sendPredictions(Chunk chunk) {
        if (chunk.size() == 0 || isGivenUp(chunk, true)) {
            return;
        }
        inFlight.begin(chunk.tickets().get(0), true);
        try {
            imports.predictions(chunk.json());
            inFlight.end();
            predictionsAdded += chunk.size();
            versionIsThere = true;
            withoutAnswer = 0;
        } catch (LabelStudioException e) {
            if (e.status() == TOO_LARGE && chunk.size() > 1) {
                sendPredictions(chunk.part(0, chunk.size() / 2));
                sendPredictions(chunk.part(chunk.size() / 2, chunk.size()));
            } else {
                failed(chunk, true, e);
            }
        }
        progress.accept(report());
    }

    /** Keeps what went wrong, unless everything else would go wrong in the same way. */
    private void failed(Chunk chunk, boolean arePredictions, LabelStudioException e) {
        if (!e.maybeDone()) {
            inFlight.end();
        }
        if (Thread.currentThread().isInterrupted() || (e.status() >= 401 && e.status() <= 404)) {
            throw e;
        }
        withoutAnswer = e.status() == 0 || e.status() > 500 ? withoutAnswer + 1 : 0;
        failed.add(failure(chunk, arePredictions, e.getMessage() + ticketAt(chunk, e), e.maybeDone()));
    }

    /** Which ticket the server means: it counts the items of a call. */
    private static String ticketAt(Chunk chunk, LabelStudioException e) {
        Matcher place = PLACE.matcher(String.join(";", e.validationErrors()));
        if (!place.find()) {
            return "";
        }
        int number = Integer.parseInt(place.group(1));
        return number < chunk.size() ? " (ticket " + chunk.tickets().get(number) + ")" : "";
    }

    private boolean isHopeless() {
        return withoutAnswer >= HOPELESS;
    }

    private boolean isGivenUp(Chunk chunk, boolean arePredictions) {
        if (isHopeless()) {
            failed.add(failure(chunk, arePredictions, "not sent, because the server no longer answers", false));
        }
        return isHopeless();
    }

    private static FailedChunk failure(Chunk chunk, boolean arePredictions, String reason, boolean unknown) {
        List<String> tickets = chunk.tickets();
        return new FailedChunk(
                tickets.get(0), tickets.get(tickets.size() - 1), chunk.size(), arePredictions, reason, unknown);
    }

    /** The label stream shows predictions of one version only. */
    private void showPredictions() {
        String version = modelVersion;
        String shown = project.path("model_version").asText("");
        if (version != null && versionIsThere && !version.equals(shown)) {
            api.send("PATCH", "/api/projects/" + id, Map.of("model_version", version));
        }
    }
}
