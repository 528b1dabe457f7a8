package io.ticketlabeler.ticket;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One support ticket: an id, the text to be labelled, and whatever else the help desk knows about it.
 *
 * <p>Example: {@code new Ticket("ZD-48213", "Error 500 when saving profile", Map.of("priority", "high"))}.
 *
 * <p>Text is kept as it was read, but for characters that no exchange format can carry: a lone surrogate (half an emoji) and
 * U+0000 become U+FFFD, in the text as in the fields. Immutable and safe to share. {@link #toString()} shows neither text nor
 * fields, so that a ticket can be logged by accident without harm.
 *
 * @param id     what the help desk calls it, never blank; unique within a run
 * @param text   what people wrote, subject and body joined; may be empty
 * @param fields further columns in their order, e.g. {@code {"subject":"…","priority":"high"}}; never null inside
 */
public record Ticket(String id, String text, Map<String, String> fields) {

    public Ticket {
        if (id.isBlank()) {
            throw new IllegalArgumentException("a ticket needs an id that is not blank");
        }
        id = wellFormed(id);
        text = wellFormed(text);
        Map<String, String> copy = new LinkedHashMap<>();
        fields.forEach((name, value) -> copy.put(wellFormed(name), wellFormed(value)));
        fields = Collections.unmodifiableMap(copy);
    }

    /** A ticket without further fields. */
    public static Ticket of(String id, String text) {
        return new Ticket(id, text, Map.of());
    }

    /** Names the ticket and the length of its text, never the text. */
    @Override
    public String toString() {
        return "Ticket[" + id + ", " + text.length() + " chars, " + fields.size() + " fields]";
    }

    private static String wellFormed(String s) {
        if (isPlain(s)) {
            return s;
        }
        int bad = firstBad(s, 0);
        if (bad < 0) {
            return s;
        }
        StringBuilder fixed = new StringBuilder(s);
        for (; bad >= 0; bad = firstBad(s, bad + 1)) {
            fixed.setCharAt(bad, '\uFFFD');
        }
        return fixed.toString();
    }

    /** Nearly every text has no emoji, and needs no second look. */
    private static boolean isPlain(String s) {
        char[] chars = s.toCharArray(); // charAt takes ten times as long before it is compiled
        for (char c : chars) {
            if (c == 0 || c >= Character.MIN_SURROGATE) {
                return false;
            }
        }
        return true;
    }

    private static int firstBad(String s, int from) {
        for (int i = from; i < s.length(); i++) {
            char c = s.charAt(i);
            if (c == 0 || Character.isLowSurrogate(c)) {
                return i;
            }
            if (Character.isHighSurrogate(c)) {
                if (i + 1 == s.length() || !Character.isLowSurrogate(s.charAt(i + 1))) {
                    return i;
                }
                i++;
            }
        }
        return -1;
    }
}
