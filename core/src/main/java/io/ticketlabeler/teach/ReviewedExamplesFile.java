package io.ticketlabeler.teach;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ticketlabeler.export.WholeFile;
import io.ticketlabeler.internal.json.Json;
import io.ticketlabeler.prompt.Example;
import io.ticketlabeler.ticket.TicketLabelerException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A line that says what the file is, then one for each example:
 *
 * <pre>
 * {"what":"reviewed examples","format":1}
 * {"ticket_id":"ZD-1","text":"…","labels":["Billing"],"reviewers":["anna"],"decided_at":"2026-11-24T12:00:00Z","tool":"label-studio"}
 * </pre>
 *
 * <p>Lines may be taken out by hand.
 */
final class ReviewedExamplesFile {

    private static final String FIRST = "{\"what\":\"reviewed examples\",\"format\":1}";

    private ReviewedExamplesFile() {}

    static boolean isOne(Path file) throws IOException {
        byte[] begin = new byte[FIRST.length()];
        try (InputStream in = Files.newInputStream(file)) {
            int read = in.readNBytes(begin, 0, begin.length);
            return FIRST.equals(new String(begin, 0, read, StandardCharsets.US_ASCII));
        }
    }

    static void write(Path file, List<ReviewedExample> examples) throws IOException {
        try (WholeFile whole = WholeFile.open(file)) {
            whole.writer().write(FIRST + "\n");
            for (ReviewedExample each : examples) {
                ObjectNode line = JsonNodeFactory.instance.objectNode();
                line.put("ticket_id", each.ticketId());
                line.put("text", each.example().text());
                each.example().labels().forEach(line.putArray("labels")::add);
                each.reviewers().forEach(line.putArray("reviewers")::add);
                each.decided().ifPresent(time -> line.put("decided_at", time.toString()));
                line.put("tool", each.tool());
                whole.writer().write(Json.write(line) + "\n");
            }
            whole.complete();
        }
    }

    static List<ReviewedExample> read(Path file) {
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            if (!FIRST.equals(lines.readLine())) {
                throw new TicketLabelerException(
                        file + ": holds no reviewed examples; name a file that teach, or ReviewedExamples, wrote");
            }
            List<ReviewedExample> examples = new ArrayList<>();
            int number = 1;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (!line.isBlank()) {
                    examples.add(example(file + ":" + number, line));
                }
            }
            return examples;
        } catch (MalformedInputException e) {
            throw new TicketLabelerException(file + ": is not UTF-8; take the file as it was written", e);
        } catch (IOException e) {
            throw new TicketLabelerException(file + ": cannot be read; check path and permissions", e);
        }
    }

    private static ReviewedExample example(String where, String line) {
        JsonNode json;
        try {
            json = Json.STRICT.readTree(line);
        } catch (JsonProcessingException e) { // not kept as a cause: it may quote a ticket
            throw wrong(where, "the line is no JSON");
        }
        if (!json.path("ticket_id").isTextual() || !json.path("text").isTextual()) {
            throw wrong(where, "ticket_id or text is missing");
        }
        try {
            return new ReviewedExample(
                    json.path("ticket_id").asText(),
                    new Example(json.path("text").asText(), names(where, json, "labels")),
                    names(where, json, "reviewers"),
                    json.has("decided_at")
                            ? Optional.of(Instant.parse(json.path("decided_at").asText()))
                            : Optional.empty(),
                    json.path("tool").asText(""));
        } catch (DateTimeException e) {
            throw wrong(where, "decided_at is no time");
        } catch (IllegalArgumentException e) {
            throw wrong(where, String.valueOf(e.getMessage()));
        }
    }

    private static List<String> names(String where, JsonNode json, String field) {
        List<String> names = new ArrayList<>();
        for (JsonNode name : json.path(field)) {
            if (!name.isTextual()) {
                throw wrong(where, field + " holds something that is no name");
            }
            names.add(name.asText());
        }
        if (!json.path(field).isArray()) {
            throw wrong(where, field + " is no array");
        }
        return names;
    }

    private static TicketLabelerException wrong(String where, String what) {
        return new TicketLabelerException(where + ": " + what + "; take the line out, or make the file again");
    }
}
