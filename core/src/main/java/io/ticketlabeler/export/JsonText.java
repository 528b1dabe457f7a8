package io.ticketlabeler.export;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Plain values as one line of JSON, e.g. {@code {"id":"ZD-1","labels":["Bug"]}}, that every reader takes for one line.
 *
 * <p>Besides what JSON asks for, U+2028, U+2029 and U+0085 are escaped, because many programs break lines there, and U+0000
 * becomes U+FFFD, because PostgreSQL cannot store it (Label Studio and doccano both may use it). All other characters are
 * written as they are. Safe for use by several threads.
 */
public final class JsonText {

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private JsonText() {}

    /** Made when the first value comes that is not written here: making it takes 30 ms in a program that has just begun. */
    private static final class Others {
        static final ObjectMapper MAPPER = mapper();
    }

    /**
     * The text of a value, without a line break at its end.
     *
     * @param value strings, numbers, booleans, null, and lists and maps of these; maps keep their order
     * @throws IllegalArgumentException for anything that has no JSON form
     */
    public static String of(@Nullable Object value) {
        StringBuilder text = new StringBuilder();
        append(value, text);
        return text.toString();
    }

    /** As {@link #of}, but behind what is there already. What exporters write is written here, anything else by Jackson. */
    public static void append(@Nullable Object value, StringBuilder to) {
        if (value instanceof String text) {
            string(text, to);
        } else if (value instanceof Map<?, ?> map) {
            map(map, to);
        } else if (value instanceof List<?> list) {
            char separator = '[';
            for (Object item : list) {
                to.append(separator);
                append(item, to);
                separator = ',';
            }
            to.append(list.isEmpty() ? "[]" : "]");
        } else if (value == null
                || value instanceof Boolean
                || value instanceof Integer
                || value instanceof Long
                || value instanceof BigDecimal
                || (value instanceof Double number && Double.isFinite(number))) {
            to.append(value);
        } else {
            to.append(mapped(value));
        }
    }

    private static void map(Map<?, ?> map, StringBuilder to) {
        int start = to.length();
        char separator = '{';
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            to.append(separator);
            if (!(entry.getKey() instanceof String name)) { // a number, say
                to.setLength(start);
                to.append(mapped(map));
                return;
            }
            string(name, to);
            to.append(':');
            append(entry.getValue(), to);
            separator = ',';
        }
        to.append(map.isEmpty() ? "{}" : "}");
    }

    private static void string(String text, StringBuilder to) {
        to.append('"');
        char[] chars = text.toCharArray(); // charAt takes ten times as long before it is compiled
        int from = 0;
        for (int i = 0; i < chars.length; i++) {
            char c = chars[i];
            if (c < ' ' || c == '"' || c == '\\' || c == 0x85 || c == 0x2028 || c == 0x2029) {
                to.append(chars, from, i - from);
                escaped(c, to);
                from = i + 1;
            }
        }
        (from == 0 ? to.append(text) : to.append(chars, from, chars.length - from)).append('"');
    }

    private static void escaped(char c, StringBuilder to) {
        switch (c) {
            case 0 -> to.append('\uFFFD');
            case '"' -> to.append("\\\"");
            case '\\' -> to.append("\\\\");
            case '\b' -> to.append("\\b");
            case '\t' -> to.append("\\t");
            case '\n' -> to.append("\\n");
            case '\f' -> to.append("\\f");
            case '\r' -> to.append("\\r");
            default -> to.append("\\u").append(HEX.toHexDigits(c));
        }
    }

    private static String mapped(@Nullable Object value) {
        try {
            return Others.MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a value has no JSON form: " + e.getOriginalMessage(), e);
        }
    }

    private static ObjectMapper mapper() {
        JsonFactory factory = new JsonFactory();
        factory.setCharacterEscapes(new LineSafe());
        return new ObjectMapper(factory);
    }

    private static final class LineSafe extends CharacterEscapes {

        private static final long serialVersionUID = 1;

        private final int[] ascii;

        private LineSafe() {
            ascii = CharacterEscapes.standardAsciiEscapesForJSON();
            ascii[0] = ESCAPE_CUSTOM;
        }

        @Override
        public int[] getEscapeCodesForAscii() {
            return ascii.clone();
        }

        @Override
        public @Nullable SerializableString getEscapeSequence(int c) {
            return switch (c) {
                case 0 -> new SerializedString("\uFFFD");
                case 0x85, 0x2028, 0x2029 -> new SerializedString(String.format("\\u%04X", c));
                default -> null;
            };
        }
    }
}
