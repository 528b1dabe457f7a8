package io.ticketlabeler.doccano;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ticketlabeler.internal.Digest;
import io.ticketlabeler.internal.json.Json;
import io.ticketlabeler.internal.json.JsonRows;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tickets of a run by their text, for exports that tell nothing else. Texts that several tickets have are given out in the order of the
 * run, which is that of the export. Memory: some 300 bytes for each ticket; texts are not kept.
 */
final class TextIds {

    private static final List<String> KEPT = List.of("id", "proposed_label", "confidence");

    private final Map<ByteBuffer, List<ObjectNode>> tickets = new HashMap<>();

    static TextIds of(DoccanoRun run) throws IOException {
        TextIds ids = new TextIds();
        try (JsonRows rows = run.tickets()) {
            for (JsonNode row = rows.next(); row != null; row = rows.next()) {
                ObjectNode kept = Json.STRICT.createObjectNode();
                for (String name : KEPT) {
                    kept.set(name, row.path(name));
                }
                ids.tickets
                        .computeIfAbsent(key(row.path("text").asText()), text -> new ArrayList<>(1))
                        .add(kept);
            }
        }
        return ids;
    }

    private static ByteBuffer key(String text) {
        return ByteBuffer.wrap(new Digest().field(text).bytes());
    }

    /** Begins a file. */
    Reading reading() {
        return new Reading();
    }

    /** One file from its beginning. For one thread. */
    final class Reading {

        private final Map<ByteBuffer, Integer> given = new HashMap<>(); // how many tickets of a text

        private Reading() {}

        /** Whether a ticket has this text. */
        boolean knows(String text) {
            return tickets.containsKey(key(text));
        }

        /** What is known of the next ticket with this text; null if there is none. */
        @Nullable
        ObjectNode next(String text) {
            ByteBuffer key = key(text);
            List<ObjectNode> same = tickets.getOrDefault(key, List.of());
            int place = given.merge(key, 1, Integer::sum) - 1;
            return place < same.size() ? same.get(place).deepCopy() : null;
        }
    }
}
