package io.ticketlabeler.read;

import java.util.List;

/**
 * Where in a JSON file the records are.
 *
 * @param kind how the file is built
 * @param path property names from a top-level object down to the array of records; empty where there is no such object
 */
record JsonLayout(Kind kind, List<String> path) {

    enum Kind {
        /** Values one after the other: arrays of records, objects around such arrays, or records. */
        VALUES,
        /** One record a line. */
        LINES
    }

    /** For reports. */
    String describe(boolean array) {
        return switch (kind) {
            case LINES -> "JSON Lines";
            case VALUES ->
                !path.isEmpty() ? "JSON \"" + String.join(".", path) + "\"" : array ? "JSON array" : "JSON objects";
        };
    }
}
