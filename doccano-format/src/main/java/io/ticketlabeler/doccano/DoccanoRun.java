package io.ticketlabeler.doccano;

import com.fasterxml.jackson.databind.JsonNode;
import io.ticketlabeler.export.JsonText;
import io.ticketlabeler.internal.json.ExportJson;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A finished run as {@link DoccanoExporter} wrote it: a directory with {@code labels.json} and {@code tickets.jsonl}. Immutable; the
 * tickets are read as a stream each time they are needed.
 */
public final class DoccanoRun {

    static final String LABELS = "labels.json";
    static final String TICKETS = "tickets.jsonl";

    private static final String COMMAND_LINE = "doccano"; // the folder that the command line makes for these files

    private final Path directory;

    private DoccanoRun(Path directory) {
        this.directory = directory;
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
                return new DoccanoRun(place);
            }
        }
        throw new IllegalArgumentException(
                "there is no " + LABELS + " with a " + TICKETS + " in " + directory + "; label the tickets first");
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
