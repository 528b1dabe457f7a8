package io.ticketlabeler.labelstudio;

import io.ticketlabeler.export.LabelSink;
import io.ticketlabeler.export.RunHeader;
import io.ticketlabeler.export.WholeFile;
import io.ticketlabeler.ticket.Outcome;
import io.ticketlabeler.ticket.Ticket;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Writes {@code config.xml} and {@code tasks.json} for a Label Studio project.
 *
 * <p>{@code config.xml} is what {@link LabelStudioConfig} makes, with the reasons when a ticket has one; {@code tasks.json} an array of what {@link LabelStudioTasks}
 * makes, one task a line in input order. Both are UTF-8 without a byte order mark; the README of this module says how to import
 * them.
 *
 * <p>Both files appear together and whole, see {@link WholeFile}. Memory is constant, but for the names of the tickets' fields.
 * For one run and one thread.
 */
public final class LabelStudioExporter implements LabelSink {

    private final Path directory;
    private final Predicate<String> auditSample;
    private @Nullable Run run;

    private LabelStudioExporter(Path directory, Predicate<String> auditSample) {
        this.directory = directory;
        this.auditSample = auditSample;
    }

    /** A sink that makes or replaces the two files in this directory, which is made if it is missing. */
    public static LabelStudioExporter to(Path directory) {
        return new LabelStudioExporter(directory, ticketId -> false);
    }

    /**
     * The same with tickets marked for people to look at, whatever the model says about them.
     *
     * @param inSample asked once for each ticket, by its id, in input order
     */
    public LabelStudioExporter auditSample(Predicate<String> inSample) {
        return new LabelStudioExporter(directory, inSample);
    }

    @Override
    public void open(RunHeader header) throws IOException {
        if (run != null) {
            throw new IllegalStateException("a sink serves one run; make another one for " + directory);
        }
        run = Run.open(directory, header, auditSample);
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

        private final RunHeader header;
        private final LabelStudioTasks tasks;
        private final WholeFile configFile;
        private final WholeFile tasksFile;
        private String separator = "[\n";
        private boolean reasons;

        private Run(RunHeader header, Predicate<String> auditSample, WholeFile configFile, WholeFile tasksFile) {
            this.header = header;
            this.tasks = new LabelStudioTasks(header, auditSample);
            this.configFile = configFile;
            this.tasksFile = tasksFile;
        }

        private static Run open(Path directory, RunHeader header, Predicate<String> auditSample) throws IOException {
            WholeFile configFile = WholeFile.open(directory.resolve(LabelStudioRun.CONFIG));
            try {
                WholeFile tasksFile = WholeFile.open(directory.resolve(LabelStudioRun.TASKS));
                return new Run(header, auditSample, configFile, tasksFile);
            } catch (IOException e) {
                configFile.close();
                throw e;
            }
        }

        private void accept(Ticket ticket, Outcome outcome) throws IOException {
            StringBuilder row = new StringBuilder(separator);
            reasons |= tasks.append(ticket, outcome, row);
            tasksFile.writer().append(row);
            separator = ",\n";
        }

        private void complete() throws IOException {
            configFile
                    .writer()
                    .write(
                            reasons
                                    ? LabelStudioConfig.xmlWithReason(header.labels())
                                    : LabelStudioConfig.xml(header.labels()));
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
