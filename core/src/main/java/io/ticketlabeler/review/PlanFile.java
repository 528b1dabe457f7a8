package io.ticketlabeler.review;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ticketlabeler.export.WholeFile;
import io.ticketlabeler.internal.json.Json;
import io.ticketlabeler.ticket.TicketLabelerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** {@code plan.json} and {@code certificate.json}: read back only if nothing in them was changed. */
final class PlanFile {

    private static final int VERSION = 1;
    private static final String PLAN = "review plan";
    private static final String CERTIFICATE = "certificate";

    private PlanFile() {}

    static void write(Path file, ReviewPlan plan) throws IOException {
        ObjectNode json = begin(PLAN);
        json.put("promise", plan.promise().code());
        json.put("eps", plan.eps());
        json.put("alpha", plan.alpha());
        json.put("any_time", plan.anyTime());
        json.put("seed", plan.seed());
        json.put("labeled", plan.labeled());
        run(json, plan.run());
        json.put("sample_hash", plan.sampleHash());
        json.put("basis", plan.basis());
        json.set("chosen", Json.STRICT.valueToTree(plan.chosen()));
        json.set("options", Json.STRICT.valueToTree(plan.options()));
        plan.source()
                .ifPresent(source -> json.put(
                        "source",
                        folder(file)
                                .relativize(source.toAbsolutePath().normalize())
                                .toString()));
        json.put("hash", plan.hash());
        whole(file, json);
    }

    static ReviewPlan read(Path file) {
        JsonNode json = json(file, PLAN);
        try {
            List<PlanOption> options = new ArrayList<>();
            for (JsonNode option : json.path("options")) {
                options.add(Json.STRICT.treeToValue(option, PlanOption.class));
            }
            ReviewPlan plan = new ReviewPlan(
                    Promise.of(json.path("promise").asText()),
                    json.path("eps").asDouble(),
                    json.path("alpha").asDouble(),
                    json.path("any_time").asBoolean(),
                    json.path("seed").asLong(),
                    json.path("labeled").asInt(),
                    run(json),
                    json.path("sample_hash").asText(),
                    json.path("basis").asText(),
                    options,
                    Json.STRICT.treeToValue(json.path("chosen"), PlanOption.class),
                    json.has("source")
                            ? folder(file).resolve(json.path("source").asText()).normalize()
                            : null);
            return unchanged(file, json, plan.hash(), plan);
        } catch (JsonProcessingException | IllegalArgumentException | NullPointerException e) {
            throw changed(file);
        }
    }

    static void write(Path file, Certificate certificate) throws IOException {
        ObjectNode json = begin(CERTIFICATE);
        json.put("says", certificate.toString());
        json.put("promise", certificate.promise().code());
        json.put("eps", certificate.eps());
        json.put("alpha", certificate.alpha());
        json.put("tickets", certificate.tickets());
        json.put("sample_size", certificate.sampleSize());
        json.put("wrong", certificate.wrong());
        json.put("unanswered", certificate.unanswered());
        json.put("reached", certificate.reached());
        json.put("accepted_unseen", certificate.acceptedUnseen());
        json.put("plan_hash", certificate.planHash());
        run(json, certificate.run());
        json.put("reviews_hash", certificate.reviewsHash());
        json.put("hash", certificate.hash());
        whole(file, json);
    }

    static Certificate readCertificate(Path file) {
        JsonNode json = json(file, CERTIFICATE);
        try {
            Certificate certificate = new Certificate(
                    Promise.of(json.path("promise").asText()),
                    json.path("eps").asDouble(),
                    json.path("alpha").asDouble(),
                    json.path("tickets").asInt(),
                    json.path("sample_size").asInt(),
                    json.path("wrong").asInt(),
                    json.path("unanswered").asInt(),
                    json.path("reached").asInt(),
                    json.path("accepted_unseen").asInt(),
                    json.path("plan_hash").asText(),
                    run(json),
                    json.path("reviews_hash").asText());
            return unchanged(file, json, certificate.hash(), certificate);
        } catch (IllegalArgumentException e) {
            throw changed(file);
        }
    }

    private static ObjectNode begin(String what) {
        ObjectNode json = Json.STRICT.createObjectNode();
        json.put("what", what);
        json.put("version", VERSION);
        return json;
    }

    /** Places are kept relative to it, so that plan and run can be moved together. */
    private static Path folder(Path file) {
        return Objects.requireNonNull(file.toAbsolutePath().normalize().getParent());
    }

    private static void run(ObjectNode json, RunHashes run) {
        json.set("run", Json.STRICT.valueToTree(run));
    }

    private static RunHashes run(JsonNode json) {
        JsonNode run = json.path("run");
        return new RunHashes(
                run.path("proposals").asText(),
                run.path("scores").asText(),
                run.path("labels").asText(),
                run.path("model").asText(),
                run.path("prompt").asText());
    }

    private static void whole(Path file, ObjectNode json) throws IOException {
        try (WholeFile whole = WholeFile.open(file)) {
            whole.writer().write(json.toPrettyString() + "\n");
            whole.complete();
        }
    }

    private static JsonNode json(Path file, String what) {
        try {
            JsonNode json = Json.STRICT.readTree(Files.readString(file));
            if (!json.path("what").asText().equals(what)) {
                throw new TicketLabelerException(file + ": is no " + what + "; name the file that was written as one");
            }
            if (json.path("version").asInt() != VERSION) {
                throw new TicketLabelerException(file + ": is of version "
                        + json.path("version").asText() + ", this library reads " + VERSION
                        + "; make it again");
            }
            return json;
        } catch (JsonProcessingException e) {
            throw new TicketLabelerException(file + ": is no JSON; make it again", e);
        } catch (IOException e) {
            throw new TicketLabelerException(file + ": cannot be read; check path and permissions", e);
        }
    }

    private static <T> T unchanged(Path file, JsonNode json, String hash, T value) {
        if (!json.path("hash").asText().equals(hash)) {
            throw changed(file);
        }
        return value;
    }

    private static TicketLabelerException changed(Path file) {
        return new TicketLabelerException(file
                + ": was changed after it was written (its hash does not fit); take the original, or make it again");
    }
}
