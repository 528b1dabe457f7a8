package io.ticketlabeler.doccano;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ticketlabeler.internal.Digest;
import io.ticketlabeler.internal.json.Json;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Rows of a run that travel together. For one thread. */
final class Chunk {

    private static final int MAX_BYTES = 5 << 20;

    private final String project;
    private final int most;
    private final Map<String, JsonNode> rows = new LinkedHashMap<>();
    private int bytes;

    /**
     * An empty one.
     *
     * @param project what no other project has, ever
     * @param most    rows
     */
    Chunk(String project, int most) {
        this.project = project;
        this.most = most;
    }

    /** Whether there is room for one more; always when it is empty. */
    boolean takes(JsonNode row) {
        return rows.isEmpty() || (rows.size() < most && bytes + size(row) <= MAX_BYTES);
    }

    boolean has(String ticket) {
        return rows.containsKey(ticket);
    }

    void add(String ticket, JsonNode row) {
        rows.put(ticket, row);
        bytes += size(row);
    }

    private static int size(JsonNode row) {
        return Json.write(row).length() * 3 / 2;
    }

    int size() {
        return rows.size();
    }

    /** Ticket ids with their rows, in order. */
    Map<String, JsonNode> rows() {
        return rows;
    }

    List<String> tickets() {
        return List.copyOf(rows.keySet());
    }

    /** An empty one like this. */
    Chunk next() {
        return new Chunk(project, most);
    }

    /**
     * As JSON Lines. Each row has an {@code example_uuid} that is always the same for this ticket in this project: doccano refuses a
     * second document with it, so that an import that is repeated, here or by doccano's own worker, leaves no ticket twice.
     */
    byte[] jsonl() {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        rows.forEach((ticket, row) -> {
            ObjectNode copy = row.deepCopy();
            copy.put("example_uuid", uuid(ticket).toString());
            lines.writeBytes(Json.write(copy).getBytes(StandardCharsets.UTF_8));
            lines.write('\n');
        });
        return lines.toByteArray();
    }

    /** Looks like version 4, the only one that doccano takes. */
    private UUID uuid(String ticket) {
        ByteBuffer sha =
                ByteBuffer.wrap(new Digest().field(project).field(ticket).bytes());
        long high = (sha.getLong() & 0xffff_ffff_ffff_0fffL) | 0x4000L;
        long low = (sha.getLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }
}
