package io.ticketlabeler.read;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import io.ticketlabeler.internal.json.JsonTree;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Strict JSON with limits, and errors that do not quote the file. */
final class Json {

    static final int MAX_RECORD_CHARS = 32_000_000; // an object is in memory as a whole; larger ones are no tickets
    private static final int MAX_STRING_CHARS =
            20_000_000; // Jackson's own default since 2.15.1, here whatever the version
    private static final int MAX_DEPTH = 100;
    private static final int MAX_NUMBER_CHARS = 1_000;

    private static final Pattern CODE = Pattern.compile("\\(code (\\d+)");
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS) // Python writes NaN for a missing value; read as null
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES) // names may be ids
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(MAX_STRING_CHARS)
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(MAX_NUMBER_CHARS)
                    .build())
            .build();

    private Json() {}

    static JsonParser parser(Reader reader) throws IOException {
        return FACTORY.createParser(reader);
    }

    static JsonParser parser(String text) throws IOException {
        return FACTORY.createParser(text);
    }

    /** The value at which the parser is, as a whole. */
    static JsonNode tree(JsonParser parser) throws IOException {
        long from = parser.currentLocation().getCharOffset();
        return JsonTree.read(parser, () -> {
            if (parser.currentLocation().getCharOffset() - from > MAX_RECORD_CHARS) {
                throw new TooLong();
            }
        });
    }

    /**
     * What is wrong, in words of our own: Jackson's message, and with it the cause, may quote what people wrote.
     *
     * @param linesBefore lines of the file before what the parser saw
     */
    static TicketFileException failure(Path file, JsonParser parser, IOException e, long linesBefore) {
        JsonLocation at = parser.currentLocation();
        if (e instanceof JsonProcessingException json && json.getLocation() != null) {
            at = json.getLocation();
        }
        return new TicketFileException(file, linesBefore + at.getLineNr(), at.getColumnNr(), words(e, parser));
    }

    private static String words(IOException e, JsonParser parser) {
        String said = String.valueOf(e.getMessage());
        if (e instanceof TooLong) {
            return "this object is longer than " + MAX_RECORD_CHARS / 1_000_000
                    + " million characters; an export has one object a ticket, in an array or one a line";
        }
        if (e instanceof JsonEOFException || said.startsWith("Unexpected end-of-input")) {
            return "the JSON ends here, in the middle of a value; the file is cut off: export it again";
        }
        if (said.startsWith("Duplicate field")) {
            return "a property comes twice in one object; keep one of them";
        }
        if (said.contains("nesting depth")) {
            return "nested deeper than " + MAX_DEPTH + " levels; this is not an export of tickets";
        }
        if (said.contains("String value length") || said.contains("String length")) {
            return "a text is longer than " + MAX_STRING_CHARS / 1_000_000
                    + " million characters; shorten or remove it";
        }
        if (said.contains("Number value length") || said.contains("BigDecimal scale")) {
            return "a number is too long; write it as a string";
        }
        if (said.contains("control char") || said.contains("CTRL-CHAR")) {
            return "a line break, tab or other control character stands inside a string; write it as \\n, \\t or \\u00XX";
        }
        if (said.contains("escape")) {
            return "a backslash in a string begins no escape that JSON knows; write \\\\ for the character itself";
        }
        Matcher code = CODE.matcher(said);
        if (code.find()) {
            int character = Integer.parseInt(code.group(1));
            String shown = character > ' ' && character < 0x7F ? " (" + (char) character + ")" : "";
            return String.format(
                    "not JSON: U+%04X%s stands where something else is needed; check quotes, commas and brackets",
                    character, shown);
        }
        return "not JSON"
                + (parser.getParsingContext().inRoot() ? "" : ": a value, a comma or a bracket is wrong or missing")
                + "; check quotes, commas and brackets";
    }

    /** An object without an end, as far as memory is concerned. */
    private static final class TooLong extends IOException {
        private static final long serialVersionUID = 1;
    }
}
