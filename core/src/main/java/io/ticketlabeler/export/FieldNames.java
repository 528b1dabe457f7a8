package io.ticketlabeler.export;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Finds a column for each field of the tickets in a file whose own columns, or whose tool, have taken some names.
 *
 * <p>A free name is kept. A taken or blank one gets the prefix {@code ticket_}, e.g. {@code label} becomes
 * {@code ticket_label}; if that is taken as well, a number follows: {@code ticket_label_2}. The same field has the same column on
 * every row, and no two fields share one. Memory grows with the number of different fields only. For one thread.
 */
public final class FieldNames {

    private static final String PREFIX = "ticket_";

    private final Map<String, String> columns = new HashMap<>();
    private final Set<String> taken;

    /**
     * Begins a file.
     *
     * @param taken names that no field may have, by case
     */
    public FieldNames(Set<String> taken) {
        this.taken = new HashSet<>(taken);
    }

    /** The column of a field. */
    public String column(String field) {
        return columns.computeIfAbsent(field, this::free);
    }

    private String free(String field) {
        if (!field.isBlank() && taken.add(field)) {
            return field;
        }
        String base = field.isBlank() ? PREFIX + "field" : field.startsWith(PREFIX) ? field : PREFIX + field;
        String column = base;
        for (int i = 2; !taken.add(column); i++) {
            column = base + "_" + i;
        }
        return column;
    }
}
