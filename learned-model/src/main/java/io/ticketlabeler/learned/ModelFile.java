package io.ticketlabeler.learned;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ticketlabeler.export.WholeFile;
import io.ticketlabeler.internal.Digest;
import io.ticketlabeler.internal.json.Json;
import io.ticketlabeler.model.Checked;
import io.ticketlabeler.ticket.TicketLabelerException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A learned model as JSON: {@code format}, {@code version}, what it is, its weights as Base64 of big-endian numbers, and a hash of all
 * that. Read back only if nothing in it was changed. Holds hashes of words, no words.
 */
final class ModelFile {

    static final int VERSION = 1;
    private static final String FORMAT = "ticketlabeler learned model";

    private ModelFile() {}

    static void write(Path file, Knowledge knowledge) throws IOException {
        ObjectNode json = json(knowledge);
        json.put("hash", hash(json));
        try (WholeFile whole = WholeFile.open(file)) {
            whole.writer().write(Json.write(json) + "\n");
            whole.complete();
        }
    }

    /** The same for the same knowledge, on any machine: 16 hexadecimal digits. */
    static String hash(Knowledge knowledge) {
        return hash(json(knowledge));
    }

    private static String hash(ObjectNode json) {
        return new Digest().field(Json.write(json)).shortHex();
    }

    private static ObjectNode json(Knowledge knowledge) {
        ObjectNode json = Json.STRICT.createObjectNode();
        json.put("format", FORMAT).put("version", VERSION);
        json.put("kind", knowledge.kind().name()).put("embedding", knowledge.embedding());
        json.put("temperature", knowledge.temperature());
        knowledge.names().forEach(json.putArray("names")::add);
        ObjectNode accuracies = json.putObject("cross_validation");
        knowledge.accuracies().forEach((kind, accuracy) -> accuracies.put(kind.name(), accuracy));
        ArrayNode confidences = json.putArray("held_out_confidence");
        ArrayNode right = json.putArray("held_out_right");
        for (Checked checked : knowledge.heldOut()) {
            confidences.add(checked.confidence());
            right.add(checked.right());
        }
        Learner learner = knowledge.learner();
        if (learner.vocabulary() != null && learner.words() != null) {
            json.put("hashes", base64(learner.vocabulary().hashes()));
            json.put("idf", base64(learner.vocabulary().idf()));
            rows(json.putArray("words"), learner.words());
        }
        if (learner.vectors() != null) {
            rows(json.putArray("vectors"), learner.vectors());
        }
        return json;
    }

    private static void rows(ArrayNode rows, Classifier classifier) {
        for (float[] row : classifier.weights()) {
            rows.add(base64(row));
        }
    }

    static Knowledge read(Path file) throws IOException {
        JsonNode json;
        try {
            json = Json.STRICT.readTree(Files.readString(file));
        } catch (JsonProcessingException e) {
            throw new TicketLabelerException(file + " is no learned model: it is no JSON; train again");
        }
        if (!json.path("format").asText().equals(FORMAT)) {
            throw new TicketLabelerException(file + " is no learned model; give the file that training wrote");
        }
        int version = json.path("version").asInt();
        if (version != VERSION) {
            throw new TicketLabelerException(file + " is a learned model of version " + version
                    + ", and this library reads " + VERSION + "; update the library, or train again");
        }
        ObjectNode content = ((ObjectNode) json).deepCopy();
        content.remove("hash");
        try {
            if (!hash(content).equals(json.path("hash").asText())) {
                throw new IllegalArgumentException("its hash is another one");
            }
            return knowledge(json);
        } catch (IllegalArgumentException e) {
            throw new TicketLabelerException(file + " was changed or damaged; train again", e);
        }
    }

    private static Knowledge knowledge(JsonNode json) {
        List<String> names = new ArrayList<>();
        json.path("names").forEach(name -> names.add(name.asText()));
        Map<Kind, Double> accuracies = new EnumMap<>(Kind.class);
        for (Map.Entry<String, JsonNode> each : json.path("cross_validation").properties()) {
            accuracies.put(Kind.valueOf(each.getKey()), each.getValue().asDouble());
        }
        List<Checked> heldOut = new ArrayList<>();
        JsonNode right = json.path("held_out_right");
        json.path("held_out_confidence")
                .forEach(confidence -> heldOut.add(new Checked(
                        confidence.asDouble(), right.path(heldOut.size()).asBoolean())));
        Kind kind = Kind.valueOf(json.path("kind").asText());
        Learner learner = new Learner(
                kind.hasWords()
                        ? new Vocabulary(
                                longs(json.path("hashes").asText()),
                                floats(json.path("idf").asText()))
                        : null,
                kind.hasWords() ? rows(json.path("words")) : null,
                kind.hasVectors() ? rows(json.path("vectors")) : null);
        return new Knowledge(
                kind,
                json.path("embedding").asText(),
                List.copyOf(names),
                json.path("temperature").asDouble(),
                accuracies,
                List.copyOf(heldOut),
                learner);
    }

    private static Classifier rows(JsonNode rows) {
        float[][] weights = new float[rows.size()][];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = floats(rows.path(i).asText());
        }
        return new Classifier(weights);
    }

    private static String base64(long[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Long.BYTES);
        bytes.asLongBuffer().put(values);
        return Base64.getEncoder().encodeToString(bytes.array());
    }

    private static String base64(float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
        bytes.asFloatBuffer().put(values);
        return Base64.getEncoder().encodeToString(bytes.array());
    }

    private static long[] longs(String text) {
        ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(text));
        long[] values = new long[bytes.remaining() / Long.BYTES];
        bytes.asLongBuffer().get(values);
        return values;
    }

    private static float[] floats(String text) {
        ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(text));
        float[] values = new float[bytes.remaining() / Float.BYTES];
        bytes.asFloatBuffer().get(values);
        return values;
    }
}
