package io.ticketlabeler.doccano;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which ticket has which document in a project. Memory: some 100 bytes for each document. For one thread. */
final class Known {

    static final long OURS = 0;

    private static final int PAGE = 500; // 1 s in the server; checked with 1.8.4
    private static final int LOOKS = 3;

    private final Api api;
    private final String examples;
    private final Map<String, Long> documents = new HashMap<>();
    private final Set<Long> seen = new HashSet<>();

    Known(Api api, long project) {
        this.api = api;
        this.examples = "/v1/projects/" + project + "/examples";
    }

    /** The document of a ticket; {@link #OURS} if this push made it, null if there is none that is known. */
    @Nullable
    Long document(String ticket) {
        return documents.get(ticket);
    }

    /** Notes that this push made the document of a ticket. */
    void made(String ticket) {
        documents.putIfAbsent(ticket, OURS);
    }

    /**
     * Looks for documents that are not known. The newest come first, so that what people delete meanwhile shifts nothing past the page that
     * is read next; documents of the same time may change places between two pages, so that it counts, and looks again.
     */
    void look() {
        for (int i = 0; i < LOOKS && !sawAll(i > 0); i++) {
            // another look
        }
    }

    private boolean sawAll(boolean toTheEnd) {
        for (int offset = 0; ; offset += PAGE) {
            JsonNode page = api.get(examples + "?ordering=-created_at&limit=" + PAGE + "&offset=" + offset);
            boolean news = false;
            for (JsonNode example : page.path("results")) {
                news |= note(example);
            }
            boolean last = !page.path("next").isTextual();
            if (last || !(news || toTheEnd)) {
                return seen.size() >= page.path("count").asLong();
            }
        }
    }

    private boolean note(JsonNode example) {
        long number = example.path("id").asLong();
        JsonNode ticket = example.path("meta").path("id");
        if (ticket.isValueNode() && !ticket.isNull()) {
            documents.merge(ticket.asText(), number, (before, now) -> before == OURS ? now : before);
        }
        return seen.add(number);
    }
}
