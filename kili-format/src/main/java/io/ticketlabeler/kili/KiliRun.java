package io.ticketlabeler.kili;

import com.fasterxml.jackson.databind.JsonNode;
import io.ticketlabeler.internal.json.ExportJson;
import io.ticketlabeler.internal.json.JsonRows;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A finished run as {@link KiliExporter} wrote it. It tells {@link KiliReviews} which ticket an asset is, what was proposed, how sure the
 * model was, and which tickets an export leaves out. Immutable.
 */
public final class KiliRun {

    static final String INTERFACE = "interface.json";
    static final String ASSETS = "assets.csv";
    static final String TICKETS = "tickets.jsonl";
    static final String PREDICTIONS = "predictions";

    private static final String COMMAND_LINE = "kili"; // the folder that the command line makes for these files

    private final Path directory;

    private KiliRun(Path directory) {
        this.directory = directory;
    }

    /**
     * The run in a directory, or in its folder {@code kili}, where the command line puts it.
     *
     * @throws IllegalArgumentException if neither has {@code interface.json} and {@code tickets.jsonl}
     */
    public static KiliRun of(Path directory) {
        for (Path place : List.of(directory, directory.resolve(COMMAND_LINE))) {
            if (Files.isRegularFile(place.resolve(INTERFACE)) && Files.isRegularFile(place.resolve(TICKETS))) {
                return new KiliRun(place);
            }
        }
        throw new IllegalArgumentException("there is no " + INTERFACE + " with a " + TICKETS + " in " + directory
                + "; label the tickets for Kili first");
    }

    /** Where the files are. */
    public Path directory() {
        return directory;
    }

    /** The categories of its interface. */
    CategoryKeys keys() throws IOException {
        Path file = directory.resolve(INTERFACE);
        try {
            return CategoryKeys.of(ExportJson.tree(Files.readAllBytes(file)));
        } catch (IOException e) {
            throw new IOException(file + ": " + ExportJson.words(e));
        }
    }

    /** Its tickets by external id, in the order of the run. Memory: some 400 bytes for each. */
    Map<String, RunRows.Known> tickets() throws IOException {
        Path file = directory.resolve(TICKETS);
        Map<String, RunRows.Known> tickets = new LinkedHashMap<>();
        try (JsonRows rows = JsonRows.of(new BufferedInputStream(Files.newInputStream(file)))) {
            for (JsonNode row = rows.next(); row != null; row = rows.next()) {
                RunRows.Known known = RunRows.read(row);
                if (RunRows.externalId(row).isEmpty() || known.ticketId().isEmpty()) {
                    throw new IOException("line " + rows.line() + ": a row without id; label the tickets again");
                }
                tickets.put(RunRows.externalId(row), known);
            }
        } catch (IOException e) {
            throw new IOException(file + ": " + ExportJson.words(e));
        }
        return tickets;
    }
}
