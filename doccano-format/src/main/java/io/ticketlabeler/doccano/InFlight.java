package io.ticketlabeler.doccano;

import com.fasterxml.jackson.databind.JsonNode;
import io.ticketlabeler.internal.json.Note;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Remembers in a file beside the run which tickets were sent and not answered yet. A push that is killed leaves the file behind: its
 * task may still be in doccano's queue, and documents may be there whose labels are not. For one thread.
 */
final class InFlight {

    private static final String NAME = ".doccano-push.json";

    private final Note note;
    private final String project;
    private final Set<String> open = new LinkedHashSet<>();

    /** @param project its address */
    InFlight(Path directory, String project) {
        this.note = new Note(directory.resolve(NAME));
        this.project = project;
    }

    /** What the push before this one has left, which stays noted until it is {@link #done}; nothing if it ended well. */
    Left left() {
        Left left = note.read()
                .filter(noted -> noted.path("project").asText().equals(project))
                .map(noted -> new Left(
                        noted.path("task").asText(""),
                        noted.path("tickets")
                                .valueStream()
                                .map(JsonNode::asText)
                                .collect(Collectors.toSet())))
                .orElse(new Left("", Set.of()));
        open.addAll(left.tickets());
        return left;
    }

    /** Before these are sent. */
    void begin(Collection<String> tickets) {
        open.addAll(tickets);
        write("");
    }

    /** When the server has given their import a number. */
    void task(String number) {
        write(number);
    }

    private void write(String task) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("project", project);
        values.put("task", task);
        values.put("tickets", List.copyOf(open));
        note.write(values);
    }

    /** When it is known what became of these. */
    void done(Collection<String> tickets) {
        open.removeAll(tickets);
    }

    /** Forgets the file, unless there are tickets of which nobody knows: these stay noted for the next push. */
    void end() {
        if (open.isEmpty()) {
            note.delete();
        }
    }

    /**
     * Tickets whose answer nobody saw.
     *
     * @param task doccano's number of their import; empty if there is none, or if it never came
     */
    record Left(String task, Set<String> tickets) {}
}
