package io.ticketlabeler.doccano;

import io.ticketlabeler.ticket.LabelSet;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The label types of a project, for doccano's page "Labels", "Import Labels".
 *
 * <pre>
 * [{"text":"Billing","prefix_key":null,"suffix_key":"b","background_color":"#1e6bb8","text_color":"#ffffff"}]
 * </pre>
 *
 * <p>One for each label, in the order of the set, each with a colour of its own that its name can be read on. The shortcut is a
 * letter or digit: the first one of the name that no earlier label has, else any free one, and null when all 36 are given
 * away. Shortcuts with Ctrl or Shift are not used, because browsers have a meaning for many of them.
 *
 * @see <a href="https://doccano.github.io/doccano/">doccano documentation</a> (checked with 1.8.4)
 */
public final class DoccanoLabels {

    private static final String KEYS =
            "1234567890abcdefghijklmnopqrstuvwxyz"; // what suffix_key allows, checked with 1.8.4

    private DoccanoLabels() {}

    /** The label types as plain values, ready for JSON. */
    public static List<Map<String, @Nullable Object>> types(LabelSet labels) {
        Set<String> free = freeKeys(Set.of());
        List<Map<String, @Nullable Object>> types = new ArrayList<>();
        for (String label : labels.names()) {
            String key = key(label, free);
            String background = Palette.background(types.size());
            Map<String, @Nullable Object> type = new LinkedHashMap<>();
            type.put("text", name(label));
            type.put("prefix_key", null);
            type.put("suffix_key", key);
            type.put("background_color", background);
            type.put("text_color", Palette.text(background));
            types.add(type);
        }
        return types;
    }

    /**
     * A label's name as doccano has it: without blanks at its ends, which doccano takes away from a label type (and does not
     * take away from the rows of an import, so that both have to agree before). Label sets have no two names that differ in
     * blanks only.
     */
    public static String name(String label) {
        int from = 0;
        int to = label.length();
        while (from < to && isBlank(label.charAt(from))) {
            from++;
        }
        while (to > from && isBlank(label.charAt(to - 1))) {
            to--;
        }
        return from < to ? label.substring(from, to) : label;
    }

    // what Python's str.strip() takes away
    private static boolean isBlank(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\u0085';
    }

    /** All shortcuts but these. */
    static Set<String> freeKeys(Set<String> taken) {
        Set<String> free = new LinkedHashSet<>(letters(KEYS));
        free.removeAll(taken);
        return free;
    }

    /** A shortcut for a label, which is then no longer free; null if none is left. */
    static @Nullable String key(String label, Set<String> free) {
        for (String letter : letters(label.toLowerCase(Locale.ROOT))) {
            if (free.remove(letter)) {
                return letter;
            }
        }
        Iterator<String> rest = free.iterator();
        if (!rest.hasNext()) {
            return null;
        }
        String key = rest.next();
        rest.remove();
        return key;
    }

    private static List<String> letters(String text) {
        List<String> letters = new ArrayList<>(text.length());
        for (int i = 0; i < text.length(); i++) {
            letters.add(String.valueOf(text.charAt(i)));
        }
        return letters;
    }
}
