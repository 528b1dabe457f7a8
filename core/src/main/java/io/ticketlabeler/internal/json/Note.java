package io.ticketlabeler.internal.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * A small JSON object in a file, by which a process that is killed tells the next one what it was doing. A directory that cannot be
 * written to is no error: then less is known. For one thread.
 */
public final class Note {

    private final Path file;

    public Note(Path file) {
        this.file = file;
    }

    /** What is there; empty if there is none, or if it was not written to its end. */
    public Optional<JsonNode> read() {
        try {
            JsonNode note = Json.STRICT.readTree(Files.readString(file));
            return note.isObject() ? Optional.of(note) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Puts these values in the place of what is there. */
    public void write(Map<String, ?> values) {
        try {
            Files.writeString(file, Json.STRICT.writeValueAsString(values) + "\n");
        } catch (IOException e) {
            // see above
        }
    }

    /** Afterwards there is none. */
    public void delete() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // see above
        }
    }
}
