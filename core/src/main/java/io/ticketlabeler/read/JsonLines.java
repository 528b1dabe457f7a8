package io.ticketlabeler.read;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** One object a line; a broken line can be skipped. Lines end with LF, CR or CRLF, and with nothing else (U+2028 is text). */
final class JsonLines implements Records<JsonRow> {

    private final TextFile file;
    private final DecodingReader reader;
    private final Deque<JsonRow> waiting = new ArrayDeque<>(); // of a page in one line
    private final StringBuilder text = new StringBuilder();
    private long line; // that was read last
    private boolean afterCr;

    JsonLines(TextFile file) {
        this.file = file;
        this.reader = file.open();
    }

    @Override
    public @Nullable JsonRow next() throws BadRow {
        try {
            while (waiting.isEmpty() && readLine()) {
                String content = text.toString();
                if (!content.isBlank()) {
                    record(content);
                }
            }
            return waiting.poll();
        } catch (IOException e) {
            throw file.unreadable(e);
        }
    }

    private void record(String content) throws IOException, BadRow {
        try (JsonParser parser = Json.parser(content)) {
            try {
                if (parser.nextToken() != JsonToken.START_OBJECT) {
                    throw bad(
                            "no object", 1, "expected is one JSON object {…} on this line; remove what else is there");
                }
                long column = parser.currentTokenLocation().getColumnNr();
                JsonNode value = Json.tree(parser);
                if (parser.nextToken() != null) {
                    throw bad(
                            "not JSON",
                            parser.currentTokenLocation().getColumnNr(),
                            "something follows the object on this line; write one object a line");
                }
                waiting.addAll(JsonRow.in(line, column, (ObjectNode) value));
            } catch (IOException e) {
                throw new BadRow("not JSON", Json.failure(file.path(), parser, e, line - 1));
            }
        }
    }

    private BadRow bad(String reason, long column, String message) {
        return new BadRow(reason, new TicketFileException(file.path(), line, column, message));
    }

    private boolean readLine() throws IOException, BadRow {
        text.setLength(0);
        line++;
        boolean tooLong = false;
        while (true) {
            int c = reader.read();
            if (c == '\n' && afterCr) {
                afterCr = false;
                continue; // the second half of the line break before
            }
            afterCr = c == '\r';
            if (c < 0 || c == '\n' || c == '\r') {
                if (tooLong) {
                    throw bad(
                            "line too long",
                            -1,
                            "the line is longer than " + Json.MAX_RECORD_CHARS / 1_000_000
                                    + " million characters; write one ticket a line");
                }
                return c >= 0 || text.length() > 0;
            }
            if (text.length() < Json.MAX_RECORD_CHARS) {
                text.append((char) c);
            } else {
                tooLong = true;
            }
        }
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
