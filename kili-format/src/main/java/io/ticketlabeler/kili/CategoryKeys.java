package io.ticketlabeler.kili;

import com.fasterxml.jackson.databind.JsonNode;
import io.ticketlabeler.internal.Digest;
import io.ticketlabeler.ticket.LabelSet;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Kili's names for labels: {@code Q & A} is the category {@code Q_A}. A key is upper-case ASCII letters, digits and underscores, as Kili's
 * own pages make them; predictions and answers hold keys, pages show names.
 *
 * <p>Labels that would share a key, and those whose names have no such characters, get eight digits of their names' hash:
 * {@code Q_A_1B2C3D4E}. So the order of the labels changes no key. Immutable.
 */
final class CategoryKeys {

    private static final String NAMELESS = "LABEL";
    private static final int HASH_DIGITS = 8;
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern OTHERS = Pattern.compile("[^A-Z0-9]+");
    private static final Pattern ENDS = Pattern.compile("^_+|_+$");

    private final Map<String, String> keys = new LinkedHashMap<>();
    private final Map<String, String> names = new HashMap<>();

    private CategoryKeys(List<String> labels) {
        Map<String, Long> sharing =
                labels.stream().collect(Collectors.groupingBy(CategoryKeys::plain, Collectors.counting()));
        for (String name : labels) {
            String plain = plain(name);
            boolean alone = !plain.isEmpty() && sharing.getOrDefault(plain, 1L) == 1;
            put(alone ? free(plain, name) : free(hashed(plain, name, HASH_DIGITS), name), name);
        }
    }

    private CategoryKeys(JsonNode categories) {
        categories
                .properties()
                .forEach(category ->
                        put(category.getKey(), category.getValue().path("name").asText(category.getKey())));
    }

    static CategoryKeys of(LabelSet labels) {
        return new CategoryKeys(labels.names());
    }

    /** Those that an interface has for its question, see {@link KiliInterface}. */
    static CategoryKeys of(JsonNode written) {
        return new CategoryKeys(
                written.path("jobs").path(KiliInterface.JOB).path("content").path("categories"));
    }

    private void put(String key, String name) {
        keys.put(name, key);
        names.put(key, name);
    }

    /** A label may be called like the key of another one. */
    private String free(String wanted, String name) {
        String free = wanted;
        for (int digits = HASH_DIGITS; names.containsKey(free); digits++) {
            free = hashed(wanted, name, digits);
        }
        return free;
    }

    private static String hashed(String key, String name, int digits) {
        String hash = HexFormat.of()
                .withUpperCase()
                .formatHex(new Digest().field(name).bytes());
        return (key.isEmpty() ? NAMELESS : key) + "_" + hash.substring(0, digits);
    }

    private static String plain(String name) {
        String letters =
                MARKS.matcher(Normalizer.normalize(name, Normalizer.Form.NFKD)).replaceAll("");
        return ENDS.matcher(OTHERS.matcher(letters.toUpperCase(Locale.ROOT)).replaceAll("_"))
                .replaceAll("");
    }

    /** Of a label of the set. */
    String key(String name) {
        String key = keys.get(name);
        if (key == null) {
            throw new IllegalArgumentException("label \"" + name + "\" is none of the " + keys.size() + " labels");
        }
        return key;
    }

    /** The label of a key; the key itself where no label has it. */
    String name(String key) {
        return names.getOrDefault(key, key);
    }
}
