package io.ticketlabeler.labelstudio;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A finished run as {@link LabelStudioExporter} wrote it: a directory with {@code config.xml} and {@code tasks.json}. Immutable; the
 * tasks are read as a stream each time they are needed.
 */
public final class LabelStudioRun {

    static final String CONFIG = "config.xml";
    static final String TASKS = "tasks.json";

    private static final String COMMAND_LINE = "label-studio"; // the folder that the command line makes for these files

    private final Path directory;

    private LabelStudioRun(Path directory) {
        this.directory = directory;
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
                return new LabelStudioRun(place);
            }
        }
        throw new IllegalArgumentException(
                "there is no " + CONFIG + " with a " + TASKS + " in " + directory + "; label the tickets first");
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
