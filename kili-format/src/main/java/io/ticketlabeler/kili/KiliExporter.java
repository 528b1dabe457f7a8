package io.ticketlabeler.kili;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.ticketlabeler.export.JsonText;
import io.ticketlabeler.export.LabelSink;
import io.ticketlabeler.export.RunHeader;
import io.ticketlabeler.export.WholeFile;
import io.ticketlabeler.ticket.Outcome;
import io.ticketlabeler.ticket.Ticket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes what a Kili project of texts needs.
 *
 * <ul>
 *   <li>{@code interface.json}: what {@link KiliInterface} makes;
 *   <li>{@code assets.csv}: {@code externalId,content} for each ticket in input order, as Kili's Python package reads it;
 *   <li>{@code predictions/<externalId>.json}: what {@link KiliPredictions} makes, for each ticket with a label;
 *   <li>{@code tickets.jsonl}: for our reader, which ticket an asset is and what was proposed, see {@link KiliRun}.
 * </ul>
 *
 * <p>An asset's external id is the ticket's id where that is a name of a file on every system, else a readable form of it. Kili takes a
 * text for the name of a file or for an address when it looks like one; such texts get a blank or a line feed that pages do not show. All
 * files are UTF-8 without a byte order mark, with line feeds; the README of this module says how to import them.
 *
 * <p>They appear together and whole, see {@link WholeFile}; the folder takes the place of the one of a run before, and a folder with
 * anything else in it is refused. Memory: some 100 bytes for each ticket, so that no two have one name. For one run and one thread.
 */
public final class KiliExporter implements LabelSink {

    private final Path directory;
    private @Nullable Run run;

    private KiliExporter(Path directory) {
        this.directory = directory;
    }

    /** A sink that makes or replaces the files in this directory, which is made if it is missing. */
    public static KiliExporter to(Path directory) {
        return new KiliExporter(directory);
    }

    @Override
    public void open(RunHeader header) throws IOException {
        if (run != null) {
            throw new IllegalStateException("a sink serves one run; make another one for " + directory);
        }
        run = Run.open(directory, header);
        run.begin(header); // what was opened is closed with the sink
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

        private final WholeFile interfaceFile;
        private final WholeFile ticketsFile;
        private final WholeFile assetsFile;
        private final WholeFolder predictionFiles;
        private final CsvWriter assets;
        private final RunRows rows;
        private final KiliPredictions predictions;
        private final ExternalIds ids = new ExternalIds();

        private Run(
                RunHeader header,
                WholeFile interfaceFile,
                WholeFile ticketsFile,
                WholeFile assetsFile,
                WholeFolder predictionFiles) {
            this.interfaceFile = interfaceFile;
            this.ticketsFile = ticketsFile;
            this.assetsFile = assetsFile;
            this.predictionFiles = predictionFiles;
            this.rows = new RunRows(header);
            this.predictions = new KiliPredictions(header.labels());
            this.assets = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(assetsFile.writer());
        }

        private static Run open(Path directory, RunHeader header) throws IOException {
            WholeFile interfaceFile = WholeFile.open(directory.resolve(KiliRun.INTERFACE));
            try {
                WholeFile tickets = WholeFile.open(directory.resolve(KiliRun.TICKETS));
                try {
                    WholeFile assets = WholeFile.open(directory.resolve(KiliRun.ASSETS));
                    try {
                        WholeFolder folder = WholeFolder.open(directory.resolve(KiliRun.PREDICTIONS));
                        return new Run(header, interfaceFile, tickets, assets, folder);
                    } catch (IOException e) {
                        assets.close();
                        throw e;
                    }
                } catch (IOException e) {
                    tickets.close();
                    throw e;
                }
            } catch (IOException e) {
                interfaceFile.close();
                throw e;
            }
        }

        private void begin(RunHeader header) throws IOException {
            interfaceFile
                    .writer()
                    .append(JsonText.of(KiliInterface.json(header.labels())))
                    .append('\n');
            asset("externalId", "content");
        }

        private void asset(String externalId, String content) throws IOException {
            try {
                assets.writeRecord(externalId, content);
            } catch (UncheckedIOException e) {
                throw new IOException(e.getMessage(), e);
            }
        }

        private void accept(Ticket ticket, Outcome outcome) throws IOException {
            Map<String, Object> prediction = predictions.jsonResponse(ticket, outcome);
            String externalId = ids.of(ticket.id());
            asset(externalId, AssetText.of(ticket.text()));
            ticketsFile
                    .writer()
                    .append(JsonText.of(rows.row(externalId, ticket, outcome)))
                    .append('\n');
            if (!prediction.isEmpty()) {
                predictionFiles.put(externalId, JsonText.of(prediction) + "\n");
            }
        }

        private void complete() throws IOException {
            assets.flush();
            for (WholeFile file : List.of(interfaceFile, ticketsFile, assetsFile)) {
                file.writer().flush(); // a full disk is noticed before the first of them appears
            }
            predictionFiles.complete();
            WholeFile.completeTogether(List.of(interfaceFile, ticketsFile, assetsFile));
        }

        private void close() throws IOException {
            try (interfaceFile;
                    ticketsFile;
                    assetsFile) {
                predictionFiles.close(); // first: the directory may go with the files
            }
        }
    }
}
