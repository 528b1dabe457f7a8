package io.ticketlabeler.internal.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;

/** JSON that a review tool has written: strict but for Python's NaN, with limits, and errors that do not quote what people wrote. */
public final class ExportJson {

    /** Of one value, which is in memory as a whole. */
    public static final int MAX_TREE_BYTES = 32_000_000;

    private static final int MAX_STRING_CHARS = 20_000_000;
    private static final int MAX_DEPTH = 100;
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS) // Python writes NaN
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES) // fields of tickets
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(MAX_STRING_CHARS)
                    .maxNestingDepth(MAX_DEPTH)
                    .build())
            .build();

    private static final ObjectMapper MAPPER = JsonMapper.builder(FACTORY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private ExportJson() {}

    /** UTF-8, or what a byte order mark says. */
    public static JsonParser parser(InputStream in) throws IOException {
        return FACTORY.createParser(in);
    }

    /** A whole document that is known to be small. */
    public static JsonNode tree(byte[] json) throws IOException {
        return MAPPER.readTree(json);
    }

    /** As {@link #tree(byte[])}. */
    public static JsonNode tree(String json) throws IOException {
        return MAPPER.readTree(json);
    }

    /** The value at which the parser is, as a whole. */
    public static JsonNode tree(JsonParser parser) throws IOException {
        return tree(parser, parser.currentLocation().getByteOffset());
    }

    private static JsonNode tree(JsonParser parser, long from) throws IOException {
        if (parser.currentLocation().getByteOffset() - from > MAX_TREE_BYTES) {
            throw new IOException("one value has more than " + MAX_TREE_BYTES / 1_000_000 + " MB; is it an export?");
        }
        return switch (parser.currentToken()) {
            case START_OBJECT -> {
                ObjectNode object = NODES.objectNode();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    parser.nextToken();
                    object.set(name, tree(parser, from));
                }
                yield object;
            }
            case START_ARRAY -> {
                ArrayNode array = NODES.arrayNode();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    array.add(tree(parser, from));
                }
                yield array;
            }
            case VALUE_STRING -> NODES.textNode(parser.getText());
            case VALUE_NUMBER_INT -> NODES.numberNode(parser.getBigIntegerValue());
            case VALUE_NUMBER_FLOAT -> NODES.numberNode(parser.getDoubleValue());
            case VALUE_TRUE, VALUE_FALSE -> NODES.booleanNode(parser.getBooleanValue());
            default -> NODES.nullNode();
        };
    }

    /** What is wrong and where, in words of our own: Jackson's may quote a ticket. */
    public static String words(IOException e) {
        if (e instanceof JsonProcessingException json) {
            JsonLocation at = json.getLocation();
            String where = at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
            boolean cut = e instanceof com.fasterxml.jackson.core.io.JsonEOFException;
            return (cut ? "the JSON ends in the middle of a value" : "not JSON, or beyond its limits,") + where
                    + "; export it again";
        }
        return e.getClass().getName().startsWith("com.fasterxml") || e.getMessage() == null
                ? e.getClass().getSimpleName()
                : e.getMessage();
    }
}
