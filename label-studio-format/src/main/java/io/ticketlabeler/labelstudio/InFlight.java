package io.ticketlabeler.labelstudio;

import io.ticketlabeler.internal.json.Note;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Remembers in a file beside the run that a chunk was sent and not answered yet. A process that is killed leaves the file behind:
 * the server may still be busy with that chunk, and whoever looked now would find nothing and send it a second time. For one
 * thread.
 */
final class InFlight {

    private static final String NAME = ".label-studio-push.json";
    private static final Duration LONGEST = Duration.ofSeconds(60); // 1,000 tasks take 1 to 3 s; gateways give up at 60

    private final Note note;
    private final String project;
    private final Clock clock;
    private boolean kept;

    /** @param project its address */
    InFlight(Path directory, String project, Clock clock) {
        this.note = new Note(directory.resolve(NAME));
        this.project = project;
        this.clock = clock;
    }

    /** What the push before this one has left. */
    Optional<Left> left() {
        return note.read()
                .filter(left -> left.path("project").asText().equals(project))
                .map(left -> {
                    Instant end =
                            Instant.ofEpochMilli(left.path("sent").asLong()).plus(LONGEST);
                    Instant latest = clock.instant()
                            .plus(LONGEST); // a clock that was set back must not make anyone wait for ever
                    return new Left(
                            left.path("ticket").asText(),
                            left.path("predictions").asBoolean(),
                            end.isAfter(latest) ? latest : end);
                });
    }

    /** Before a chunk is sent. */
    void begin(String firstTicket, boolean predictions) {
        if (!kept) {
            note.write(Map.of(
                    "project", project, "ticket", firstTicket, "predictions", predictions, "sent", clock.millis()));
        }
    }

    /** When nobody knows what became of a chunk: it stays noted for the next push, whatever follows in this one. */
    void keep() {
        kept = true;
    }

    /** After its answer. */
    void end() {
        if (!kept) {
            note.delete();
        }
    }

    /**
     * A chunk whose answer nobody saw.
     *
     * @param ticket      the first one in it
     * @param predictions whether it held predictions for tasks from before
     * @param until       when the server has certainly done with it
     */
    record Left(String ticket, boolean predictions, Instant until) {}
}
