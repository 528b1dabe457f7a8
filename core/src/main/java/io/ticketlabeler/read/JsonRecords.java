package io.ticketlabeler.read;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Records within values that follow one another: elements of arrays, of arrays in objects, or objects themselves.
 *
 * <p>What is no object where one is expected can be skipped; JSON that is broken cannot, for nobody knows where to go on.
 */
final class JsonRecords implements Records<JsonRow> {

    private final TextFile file;
    private final JsonLayout layout;
    private final JsonParser parser;
    private final Deque<JsonRow> waiting = new ArrayDeque<>(); // of a page that was read as a whole
    private int arrays; // how many arrays of records are open, one within the other
    private int levels; // how many objects around them are open

    JsonRecords(TextFile file, JsonLayout layout) {
        this.file = file;
        this.layout = layout;
        try {
            this.parser = Json.parser(file.open());
        } catch (IOException e) {
            throw file.unreadable(e);
        }
    }

    @Override
    public @Nullable JsonRow next() throws BadRow {
        try {
            return read();
        } catch (IOException e) {
            throw Json.failure(file.path(), parser, e, 0);
        }
    }

    private @Nullable JsonRow read() throws IOException, BadRow {
        while (waiting.isEmpty()) {
            JsonToken token = parser.nextToken();
            if (token == null) {
                return null;
            }
            if (arrays > 0) {
                if (token == JsonToken.START_OBJECT) {
                    record();
                } else if (token == JsonToken.START_ARRAY) {
                    arrays++; // pages in an array, as "gh api --paginate --slurp" writes them
                } else if (token == JsonToken.END_ARRAY) {
                    arrays--;
                } else {
                    throw noObject();
                }
            } else if (levels > 0) {
                around(token);
            } else if (token == JsonToken.START_ARRAY) {
                arrays = 1;
            } else if (token != JsonToken.START_OBJECT) {
                throw noObject().failure(); // at the top level it is not the record that is wrong, but the file
            } else if (layout.path().isEmpty()) {
                record();
            } else {
                levels = 1;
            }
        }
        return waiting.poll();
    }

    /** Within the objects around the records: follows the path, skips everything else. */
    private void around(JsonToken token) throws IOException {
        if (token == JsonToken.END_OBJECT) {
            levels--;
            return;
        }
        boolean onPath = parser.currentName().equals(layout.path().get(levels - 1));
        JsonToken value = parser.nextToken();
        if (onPath && levels == layout.path().size() && value == JsonToken.START_ARRAY) {
            arrays = 1;
        } else if (onPath && levels < layout.path().size() && value == JsonToken.START_OBJECT) {
            levels++;
        } else {
            parser.skipChildren();
        }
    }

    private void record() throws IOException {
        JsonLocation at = parser.currentTokenLocation();
        JsonNode value = Json.tree(parser);
        waiting.addAll(JsonRow.in(at.getLineNr(), at.getColumnNr(), (ObjectNode) value));
    }

    private BadRow noObject() {
        JsonLocation at = parser.currentTokenLocation();
        return new BadRow(
                "no object",
                new TicketFileException(
                        file.path(),
                        at.getLineNr(),
                        at.getColumnNr(),
                        "expected is an object {…} for a ticket, found is a plain value; remove it"));
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }
}
