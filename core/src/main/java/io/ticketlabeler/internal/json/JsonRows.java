package io.ticketlabeler.internal.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** The objects of a JSON array, or of JSON Lines, one after the other. Memory is that of the largest one. For one thread. */
public final class JsonRows implements AutoCloseable {

    private final JsonParser parser;
    private boolean inArray;

    private JsonRows(JsonParser parser) {
        this.parser = parser;
    }

    /**
     * From the beginning.
     *
     * @param in closed with the rows
     */
    public static JsonRows of(InputStream in) throws IOException {
        return new JsonRows(ExportJson.parser(in));
    }

    /**
     * The next object; null after the last.
     *
     * @throws IOException if there is something else, with its place and without what stands there
     */
    public @Nullable JsonNode next() throws IOException {
        while (true) {
            JsonToken token;
            try {
                token = parser.nextToken();
                if (token == JsonToken.START_OBJECT) {
                    return ExportJson.tree(parser);
                }
            } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
                throw new IOException(ExportJson.words(e)); // without its cause, which may quote a ticket
            }
            if (token == null) {
                return null;
            }
            if (token == JsonToken.START_ARRAY && !inArray) {
                inArray = true;
            } else if (token == JsonToken.END_ARRAY) {
                inArray = false;
            } else {
                throw new IOException(
                        "line " + parser.currentTokenLocation().getLineNr() + ": expected is an object for a ticket");
            }
        }
    }

    /** The line of the last object. */
    public int line() {
        return parser.currentLocation().getLineNr();
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }
}
