package io.ticketlabeler.labelstudio;

import io.ticketlabeler.export.JsonText;
import io.ticketlabeler.export.LabelSink;
import io.ticketlabeler.export.RunHeader;
import io.ticketlabeler.export.WholeFile;
import io.ticketlabeler.ticket.Outcome;
import io.ticketlabeler.ticket.Ticket;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes {@code config.xml} and {@code tasks.json} for a Label Studio project.
 *
 * <p>{@code config.xml} is what {@link LabelStudioConfig} makes, {@code tasks.json} an array of what {@link LabelStudioTasks}
 * makes, one task a line in input order. Both are UTF-8 without a byte order mark; the README of this module says how to import
 * them.
 *
 * <p>Both files appear together and whole, see {@link WholeFile}. Memory is constant, but for the names of the tickets' fields.
 * For one run and one thread.
 */
public final class LabelStudioExporter implements LabelSink {

    private final Path directory;
    private @Nullable Run run;

    private LabelStudioExporter(Path directory) {
        this.directory = directory;
    }

    /** A sink that makes or replaces the two files in this directory, which is made if it is missing. */
    public static LabelStudioExporter to(Path directory) {
        return new LabelStudioExporter(directory);
    }

    @Override
    public void open(RunHeader header) throws IOException {
        if (run != null) {
            throw new IllegalStateException("a sink serves one run; make another one for " + directory);
        }
        run = Run.open(directory, header);
    }

    @Override
    public void accept(Ticket ticket, Outcome outcome) throws IOException {
        run().accept(ticket, outcome);
    }

    @Override
    public void complete() throws IOException {
        run().complete();
    }

    @Override
    public void close() throws IOException {
        if (run != null) {
            run.close();
        }
    }

    private Run run() {
        if (run == null) {
            throw new IllegalStateException("the sink for " + directory + " is not open");
        }
        return run;
    }

    private static final class Run {

        private final LabelStudioTasks tasks;
        private final WholeFile configFile;
        private final WholeFile tasksFile;
        private String separator = "[\n";

        private Run(RunHeader header, WholeFile configFile, WholeFile tasksFile) {
            this.tasks = new LabelStudioTasks(header);
            this.configFile = configFile;
            this.tasksFile = tasksFile;
        }

        private static Run open(Path directory, RunHeader header) throws IOException {
            WholeFile configFile = WholeFile.open(directory.resolve("config.xml"));
            try {
                configFile.writer().write(LabelStudioConfig.xml(header.labels()));
                return new Run(header, configFile, WholeFile.open(directory.resolve("tasks.json")));
            } catch (IOException e) {
                configFile.close();
                throw e;
            }
        }

        private void accept(Ticket ticket, Outcome outcome) throws IOException {
            String task = JsonText.of(tasks.task(ticket, outcome));
            tasksFile.writer().append(separator).append(task);
            separator = ",\n";
        }

        private void complete() throws IOException {
            tasksFile.writer().write(separator.startsWith("[") ? "[]\n" : "\n]\n");
            WholeFile.completeTogether(List.of(configFile, tasksFile));
        }

        private void close() throws IOException {
            try (configFile) {
                tasksFile.close();
            }
        }
    }
}
