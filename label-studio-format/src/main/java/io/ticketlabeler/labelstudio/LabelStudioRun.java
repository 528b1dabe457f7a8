package io.ticketlabeler.labelstudio;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;

/**
 * A finished run as {@link LabelStudioExporter} wrote it: a directory with {@code config.xml} and {@code tasks.json}. Immutable; the
 * tasks are read as a stream each time they are needed.
 */
public final class LabelStudioRun {

    static final String CONFIG = "config.xml";
    static final String TASKS = "tasks.json";

    private static final String COMMAND_LINE = "label-studio"; // the folder that the command line makes for these files

    private final Path directory;
    private final Predicate<String> auditSample;

    private LabelStudioRun(Path directory, Predicate<String> auditSample) {
        this.directory = directory;
        this.auditSample = auditSample;
    }

    /**
     * The run in a directory, or in its folder {@code label-studio}, where the command line puts it.
     *
     * @throws IllegalArgumentException if neither has the two files
     */
    public static LabelStudioRun of(Path directory) {
        Path inside = directory.resolve(COMMAND_LINE);
        for (Path place : new Path[] {directory, inside}) {
            if (Files.isRegularFile(place.resolve(CONFIG)) && Files.isRegularFile(place.resolve(TASKS))) {
                return new LabelStudioRun(place, ticketId -> false);
            }
        }
        throw new IllegalArgumentException(
                "there is no " + CONFIG + " with a " + TASKS + " in " + directory + "; label the tickets first");
    }

    /**
     * The same run, with a sample that was drawn after it: these tickets get the mark of the audit sample in new tasks, and the project
     * the view of that name.
     */
    public LabelStudioRun auditSample(Predicate<String> inSample) {
        return new LabelStudioRun(directory, inSample);
    }

    /** Puts the mark on a task if its ticket is in the sample. */
    void mark(String ticketId, JsonNode task) {
        if (auditSample.test(ticketId) && task.path("data") instanceof ObjectNode data) {
            data.put(LabelStudioTasks.AUDIT_SAMPLE, LabelStudioTasks.IN_SAMPLE);
        }
    }

    /** Where the files are. */
    public Path directory() {
        return directory;
    }

    String config() throws IOException {
        return Files.readString(directory.resolve(CONFIG));
    }

    TaskFile tasks() throws IOException {
        return TaskFile.open(directory.resolve(TASKS));
    }
}
