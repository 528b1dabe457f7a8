package io.ticketlabeler.prompt;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import io.ticketlabeler.internal.json.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The JSON objects and arrays in a text, outermost first: all of it if it is JSON, else whatever complete values stand in the
 * prose, in the code fence, or before the place where it was cut.
 */
final class JsonScan {

    private static final int MAX_CHARS = 1 << 20; // a reply about 100 tickets has some 10,000
    private static final int MAX_MISSES = 500; // "{{{{{…" must not cost a quadratic time

    // a piece may be followed by anything
    private static final ObjectReader PIECE =
            Json.STRICT.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private JsonScan() {}

    static List<JsonNode> values(String text) {
        String bounded = text.length() > MAX_CHARS ? text.substring(0, MAX_CHARS) : text;
        String body = bounded.startsWith("\uFEFF") ? bounded.substring(1) : bounded;
        try {
            JsonNode whole = Json.STRICT.readTree(body);
            return whole.isContainerNode() ? List.of(whole) : List.of();
        } catch (JsonProcessingException e) {
            return pieces(body);
        }
    }

    private static List<JsonNode> pieces(String text) {
        char[] chars = text.toCharArray();
        List<JsonNode> found = new ArrayList<>();
        int misses = 0;
        int at = 0;
        while (at < chars.length && misses < MAX_MISSES) {
            if (chars[at] == '{' || chars[at] == '[') {
                int length = take(chars, at, found);
                misses += length == 0 ? 1 : 0;
                at += Math.max(1, length);
            } else {
                at++;
            }
        }
        return found;
    }

    /** Adds the value that starts here and returns its length; 0 if there is none. */
    private static int take(char[] text, int at, List<JsonNode> found) {
        try (JsonParser parser = Json.STRICT.getFactory().createParser(text, at, text.length - at)) {
            long start = parser.currentLocation().getCharOffset();
            found.add(PIECE.readTree(parser));
            return (int) (parser.currentLocation().getCharOffset() - start);
        } catch (IOException e) {
            return 0;
        }
    }
}
