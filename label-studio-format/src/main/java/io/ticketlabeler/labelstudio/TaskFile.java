package io.ticketlabeler.labelstudio;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import io.ticketlabeler.internal.json.Json;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The objects of an array in a file, one after the other. Memory is that of the largest one. For one thread. */
final class TaskFile implements AutoCloseable {

    private static final ObjectReader ONE =
            Json.STRICT.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS); // the next one follows

    private final Path file;
    private final JsonParser parser;
    private long number;

    private TaskFile(Path file, JsonParser parser) {
        this.file = file;
        this.parser = parser;
    }

    static TaskFile open(Path file) throws IOException {
        TaskFile tasks = new TaskFile(
                file, Json.STRICT.getFactory().createParser(new BufferedInputStream(Files.newInputStream(file))));
        try {
            if (tasks.parser.nextToken() != JsonToken.START_ARRAY) {
                throw tasks.malformed();
            }
            return tasks;
        } catch (JsonProcessingException e) {
            tasks.close();
            throw tasks.malformed();
        } catch (IOException | RuntimeException e) {
            tasks.close();
            throw e;
        }
    }

    /**
     * The next object; null after the last.
     *
     * @throws IllegalArgumentException if the file is not what it should be, naming the place
     */
    @Nullable
    JsonNode next() throws IOException {
        number++;
        try {
            JsonToken token = parser.nextToken();
            if (token == JsonToken.END_ARRAY) {
                return null;
            }
            if (token != JsonToken.START_OBJECT) {
                throw malformed();
            }
            return ONE.readTree(parser);
        } catch (JsonProcessingException e) {
            throw malformed(); // not with its message, which may quote a ticket
        }
    }

    /** The number of the last object, from 1. */
    long number() {
        return number;
    }

    Path file() {
        return file;
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }

    private IllegalArgumentException malformed() {
        return new IllegalArgumentException(
                file + ", line " + parser.currentLocation().getLineNr() + ": this is no array of objects as expected");
    }
}
