package io.ticketlabeler.doccano;

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
 * Writes {@code tickets.jsonl} and {@code labels.json} for a doccano project.
 *
 * <p>{@code tickets.jsonl} has one line of {@link DoccanoRows} for each ticket, in input order and with the same keys on every
 * line; {@code labels.json} is what {@link DoccanoLabels} makes. Both are UTF-8 without a byte order mark, with line feeds; the
 * README of this module says how to import them.
 *
 * <p>Which keys there are is known only at the end of a run, so rows wait in a hidden file in the same directory and are
 * written once more by {@link #complete()}: for that time there has to be twice the space. Both files appear together and whole, see
 * {@link WholeFile}. Memory is constant, but for the names of the tickets' fields. For one run and one thread.
 */
public final class DoccanoExporter implements LabelSink {

    private final Path directory;
    private @Nullable Run run;

    private DoccanoExporter(Path directory) {
        this.directory = directory;
    }

    /** A sink that makes or replaces the two files in this directory, which is made if it is missing. */
    public static DoccanoExporter to(Path directory) {
        return new DoccanoExporter(directory);
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
        Run open = run();
        open.spool.add(open.rows.row(ticket, outcome));
    }

    @Override
    public void complete() throws IOException {
        Run open = run();
        open.spool.writeTo(open.ticketsFile);
        WholeFile.completeTogether(List.of(open.labelsFile, open.ticketsFile));
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

    private record Run(DoccanoRows rows, WholeFile labelsFile, WholeFile ticketsFile, Spool spool) {

        private static Run open(Path directory, RunHeader header) throws IOException {
            WholeFile labels = WholeFile.open(directory.resolve("labels.json"));
            try {
                labels.writer()
                        .append(JsonText.of(DoccanoLabels.types(header.labels())))
                        .append('\n');
                WholeFile tickets = WholeFile.open(directory.resolve("tickets.jsonl"));
                try {
                    return new Run(new DoccanoRows(header), labels, tickets, Spool.in(directory));
                } catch (IOException e) {
                    tickets.close();
                    throw e;
                }
            } catch (IOException e) {
                labels.close();
                throw e;
            }
        }

        private void close() throws IOException {
            try (labelsFile;
                    ticketsFile) {
                spool.close(); // first: the directory may go with the files
            }
        }
    }
}
