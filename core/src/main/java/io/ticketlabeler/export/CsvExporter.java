package io.ticketlabeler.export;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategy;
import io.ticketlabeler.ticket.Outcome;
import io.ticketlabeler.ticket.Ticket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Writes one CSV row for each ticket, for spreadsheets and scripts.
 *
 * <pre>
 * id,label,confidence,source,reason,model
 * ZD-1,Billing,0.93,model,,gpt-4o-mini-2024-07-18
 * ZD-2,,,not-asked,the text is empty,
 * </pre>
 *
 * <p>UTF-8 without a byte order mark, comma, line feed, quotes where needed; rows in input order. {@code label} is the plain name
 * for single choice and a JSON array such as {@code ["Billing","Bug"]} for multiple choice; it is empty for a ticket that
 * abstained or failed, and {@code reason} says why. {@code confidence} is empty when it is not known, else that of the least
 * sure label. {@code source} is {@code model}, {@code cache}, {@code duplicate}, {@code rules}, {@code person}, {@code accepted} or {@code not-asked};
 * {@code model} is who really answered.
 *
 * <p>By default fields are {@linkplain SpreadsheetSafe made safe for spreadsheets}; {@link #forMachines()} turns that off.
 *
 * <p>The file appears whole or not at all, see {@link WholeFile}. Memory is constant. For one run and one thread.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4180">RFC 4180</a>
 */
public final class CsvExporter implements LabelSink {

    private final Path path;
    private final boolean forMachines;
    private @Nullable Run run;

    private CsvExporter(Path path, boolean forMachines) {
        this.path = path;
        this.forMachines = forMachines;
    }

    /** A sink that makes or replaces this file; missing directories are made. */
    public static CsvExporter to(Path path) {
        return new CsvExporter(path, false);
    }

    /** The same sink, but with every field exactly as it is: for programs that read the file back, never for a spreadsheet. */
    public CsvExporter forMachines() {
        return new CsvExporter(path, true);
    }

    @Override
    public void open(RunHeader header) throws IOException {
        if (run != null) {
            throw new IllegalStateException("a sink serves one run; make another one for " + path);
        }
        run = new Run(header, WholeFile.open(path), forMachines);
        run.write(List.of("id", "label", "confidence", "source", "reason", "model"));
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
            run.file.close();
        }
    }

    private Run run() {
        if (run == null) {
            throw new IllegalStateException("the sink for " + path + " is not open");
        }
        return run;
    }

    private static final class Run {

        private final RunHeader header;
        private final WholeFile file;
        private final CsvWriter csv;
        private final UnaryOperator<String> guard;

        private Run(RunHeader header, WholeFile file, boolean forMachines) {
            this.header = header;
            this.file = file;
            this.guard = forMachines ? UnaryOperator.identity() : SpreadsheetSafe::protect;
            this.csv = CsvWriter.builder()
                    .lineDelimiter(LineDelimiter.LF)
                    .quoteStrategy(new ForeignSeparators())
                    .build(file.writer());
        }

        private void accept(Ticket ticket, Outcome outcome) throws IOException {
            Proposal proposal = Proposal.of(header.labels(), ticket, outcome);
            write(List.of(
                    proposal.ticketId(),
                    cell(proposal.labels()),
                    proposal.confidenceText(),
                    proposal.provenance().source().code(),
                    proposal.reason(),
                    proposal.provenance().model()));
        }

        private String cell(List<String> labels) {
            if (labels.isEmpty()) {
                return "";
            }
            return header.labels().isMultiple() ? JsonText.of(labels) : labels.get(0);
        }

        private void write(List<String> fields) throws IOException {
            try {
                String[] guarded = new String[fields.size()];
                for (int i = 0; i < guarded.length; i++) {
                    guarded[i] = guard.apply(fields.get(i));
                }
                csv.writeRecord(guarded);
            } catch (UncheckedIOException e) {
                throw new IOException(e.getMessage(), e);
            }
        }

        private void complete() throws IOException {
            csv.flush();
            file.complete();
        }
    }

    /** A spreadsheet set to another country splits at {@code ;} or tab, and some programs trim blanks; quotes prevent both. */
    private static final class ForeignSeparators implements QuoteStrategy {

        @Override
        public boolean quoteValue(int line, int field, String value) {
            return value.indexOf(';') >= 0 || value.indexOf('\t') >= 0 || !value.equals(value.strip());
        }
    }
}
