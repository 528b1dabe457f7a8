package io.ticketlabeler.examples.spark;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code --name value} pairs. */
record JobOptions(Map<String, String> values) {

    /**
     * Reads a command line.
     *
     * @throws IllegalArgumentException for anything else than pairs of known names
     */
    static JobOptions of(String[] arguments, Set<String> known) {
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < arguments.length; i += 2) {
            String name = arguments[i].replaceFirst("^--", "");
            if (!arguments[i].startsWith("--") || !known.contains(name) || i + 1 == arguments.length) {
                throw new IllegalArgumentException(
                        "\"" + arguments[i] + "\" is no option with a value; there are " + known);
            }
            values.put(name, arguments[i + 1]);
        }
        return new JobOptions(values);
    }

    String need(String name) {
        return get(name).orElseThrow(() -> new IllegalArgumentException("--" + name + " is missing"));
    }

    String get(String name, String otherwise) {
        return get(name).orElse(otherwise);
    }

    Optional<String> get(String name) {
        return Optional.ofNullable(values.get(name));
    }
}
