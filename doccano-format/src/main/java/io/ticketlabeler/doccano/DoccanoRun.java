package io.ticketlabeler.doccano;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ticketlabeler.export.JsonText;
import io.ticketlabeler.internal.json.ExportJson;
import io.ticketlabeler.internal.json.JsonRows;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A finished run as {@link DoccanoExporter} wrote it: a directory with {@code labels.json} and {@code tickets.jsonl}. Immutable; the
 * tickets are read as a stream each time they are needed.
 */
public final class DoccanoRun {

    static final String LABELS = "labels.json";
    static final String TICKETS = "tickets.jsonl";

    private static final String COMMAND_LINE = "doccano"; // the folder that the command line makes for these files

    private final Path directory;
    private final @Nullable Predicate<String> auditSample;

    private DoccanoRun(Path directory, @Nullable Predicate<String> auditSample) {
        this.directory = directory;
        this.auditSample = auditSample;
    }

    /**
     * The run in a directory, or in its folder {@code doccano}, where the command line puts it.
     *
     * @throws IllegalArgumentException if neither has the two files
     */
    public static DoccanoRun of(Path directory) {
        Path inside = directory.resolve(COMMAND_LINE);
        for (Path place : List.of(directory, inside)) {
            if (Files.isRegularFile(place.resolve(LABELS)) && Files.isRegularFile(place.resolve(TICKETS))) {
                return new DoccanoRun(place, null);
            }
        }
        throw new IllegalArgumentException(
                "there is no " + LABELS + " with a " + TICKETS + " in " + directory + "; label the tickets first");
    }

    /**
     * The same run, with a sample that was drawn after it: new documents get the metadata {@code audit_sample}, {@code yes} or {@code no},
     * by which people can search.
     */
    public DoccanoRun auditSample(Predicate<String> inSample) {
        return new DoccanoRun(directory, inSample);
    }

    /** Puts the mark on a row, if there is a sample; on each row, because doccano wants the same keys on all. */
    void mark(String ticketId, JsonNode row) {
        if (auditSample != null && row instanceof ObjectNode object) {
            object.put(DoccanoRows.AUDIT_SAMPLE, auditSample.test(ticketId) ? "yes" : "no");
        }
    }

    /** Where the files are. */
    public Path directory() {
        return directory;
    }

    /** The label types, in order. */
    List<JsonNode> labelTypes() throws IOException {
        List<JsonNode> types = new ArrayList<>();
        try {
            ExportJson.tree(Files.readAllBytes(directory.resolve(LABELS))).forEach(types::add);
        } catch (IOException e) {
            throw new IOException(directory.resolve(LABELS) + ": " + ExportJson.words(e));
        }
        return types;
    }

    /** The rows, from the beginning. */
    JsonRows tickets() throws IOException {
        Path file = directory.resolve(TICKETS);
        return JsonRows.of(new BufferedInputStream(Files.newInputStream(file)));
    }

    /** Whether a ticket may have several labels. A run that proposes nothing at all does not tell, and counts as single choice. */
    boolean isMultiple() throws IOException {
        try (JsonRows rows = tickets()) {
            for (JsonNode row = rows.next(); row != null; row = rows.next()) {
                List<String> labels = labels(row);
                if (!labels.isEmpty()) {
                    String proposed = row.path("proposed_label").asText();
                    return !proposed.equals(labels.get(0)) && proposed.equals(JsonText.of(labels));
                }
            }
            return false;
        }
    }

    /** The labels of a row. */
    static List<String> labels(JsonNode row) {
        List<String> labels = new ArrayList<>();
        row.path("label").forEach(label -> labels.add(label.asText()));
        return labels;
    }
}
