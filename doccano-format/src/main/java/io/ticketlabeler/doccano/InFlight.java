package io.ticketlabeler.doccano;

import com.fasterxml.jackson.databind.JsonNode;
import io.ticketlabeler.internal.json.Note;
import java.nio.file.Path;
import java.util.LinkedHashMap;
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
    private List<String> tickets = List.of();
    private boolean kept;

    /** @param project its address */
    InFlight(Path directory, String project) {
        this.note = new Note(directory.resolve(NAME));
        this.project = project;
    }

    /** What the push before this one has left; nothing if it ended well. */
    Left left() {
        return note.read()
                .filter(left -> left.path("project").asText().equals(project))
                .map(left -> new Left(
                        left.path("task").asText(""),
                        left.path("tickets").valueStream().map(JsonNode::asText).collect(Collectors.toSet())))
                .orElse(new Left("", Set.of()));
    }

    /** Before these are sent. */
    void begin(List<String> sent) {
        tickets = sent;
        write("");
    }

    /** When the server has given its import a number. */
    void task(String number) {
        write(number);
    }

    private void write(String task) {
        if (kept) {
            return;
        }
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("project", project);
        values.put("task", task);
        values.put("tickets", tickets);
        note.write(values);
    }

    /** When nobody knows what became of them: they stay noted for the next push, whatever follows in this one. */
    void keep() {
        kept = true;
    }

    /** When it is known what became of them. */
    void end() {
        if (!kept) {
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
