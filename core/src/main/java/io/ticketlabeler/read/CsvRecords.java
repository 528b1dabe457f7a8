package io.ticketlabeler.read;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The rows below the header of a CSV file. After a broken one it goes on at the next line. */
final class CsvRecords implements Records<CsvRow> {

    private static final Pattern STARTING_LINE =
            Pattern.compile("line (\\d+)\\)?$"); // of FastCSV's messages, seen with 4.4.0

    private final TextFile file;
    private final CsvDialect dialect;
    private DecodingReader characters;
    private CsvReader<CsvRecord> reader;
    private CloseableIterator<CsvRecord> records;
    private long firstLine; // the line of the file that the reader counts as its first
    private long resumeAt; // the line after a broken row; 0: no need

    CsvRecords(TextFile file, CsvDialect dialect) {
        this.file = file;
        this.dialect = dialect;
        this.firstLine = dialect.headerLine();
        try {
            this.characters = file.open().reopenedAtLine(firstLine);
        } catch (IOException e) {
            throw file.unreadable(e);
        }
        this.reader =
                CsvDialect.reader(dialect.delimiter(), dialect.trimQuotes()).ofCsvRecord(characters);
        this.records = reader.iterator();
        header();
    }

    private void header() {
        try {
            read();
        } catch (BadRow e) {
            try {
                close();
            } catch (IOException notClosed) {
                e.failure().addSuppressed(notClosed);
            }
            throw e.failure();
        }
    }

    @Override
    public @Nullable CsvRow next() throws BadRow {
        if (resumeAt > 0) {
            resume();
        }
        CsvRecord row = read();
        if (row == null) {
            return null;
        }
        long line = firstLine + row.getStartingLineNumber() - 1;
        List<String> cells = row.getFields();
        int expected = dialect.header().size();
        if (cells.size() != expected && !isBlank(cells)) {
            boolean onlyBlankOnesMore = cells.size() > expected && isBlank(cells.subList(expected, cells.size()));
            boolean onlyNamelessOnesLess =
                    cells.size() < expected && isBlank(dialect.header().subList(cells.size(), expected));
            if (onlyNamelessOnesLess) { // a header that ends with a delimiter
                List<String> padded = new ArrayList<>(cells);
                padded.addAll(Collections.nCopies(expected - cells.size(), ""));
                return new CsvRow(line, padded);
            }
            if (!onlyBlankOnesMore) {
                throw ragged(line, cells.size(), expected);
            }
        }
        return new CsvRow(line, cells);
    }

    static boolean isBlank(List<String> cells) {
        for (String cell : cells) {
            if (!cell.isBlank()) {
                return false;
            }
        }
        return true;
    }

    private BadRow ragged(long line, int found, int expected) {
        return new BadRow(
                "ragged row",
                new TicketFileException(
                        file.path(),
                        line,
                        Math.min(found, expected) + 1,
                        "the row has " + found + " fields, the header has " + expected
                                + "; quote fields that contain the delimiter or line breaks, or skip such rows"
                                + " (ReadOptions.onBadRow)"));
    }

    private @Nullable CsvRecord read() throws BadRow {
        try {
            return records.hasNext() ? records.next() : null;
        } catch (CsvParseException e) {
            throw broken(e);
        } catch (UncheckedIOException e) {
            throw file.unreadable(new IOException(e));
        }
    }

    private BadRow broken(CsvParseException e) {
        if (e.getCause() instanceof TicketFileException undecodable) {
            throw undecodable;
        }
        if (e.getCause() instanceof IOException io) {
            throw file.unreadable(io);
        }
        String said = String.valueOf(e.getMessage());
        Matcher starting = STARTING_LINE.matcher(said);
        long line = starting.find() ? firstLine + Long.parseLong(starting.group(1)) - 1 : firstLine;
        resumeAt = line + 1;
        if (said.contains("after closing quote")) {
            return broken(
                    line,
                    "text after a closing quote",
                    "a quoted field of this row goes on after its closing quote; double the quotes within it");
        }
        if (said.contains("Unclosed")) {
            return broken(
                    line,
                    "unclosed quote",
                    "a quote that opens in this row is never closed; close it, or double it if it belongs to the text");
        }
        return broken(
                line,
                "field too long",
                "a field of this row is longer than 16 million characters, most likely for a quote that is never closed; close it");
    }

    private BadRow broken(long line, String reason, String message) {
        return new BadRow(
                reason,
                new TicketFileException(
                        file.path(), line, faultyField(line), message)); // the cause would quote the file
    }

    private long faultyField(long line) {
        try {
            characters = characters.reopenedAtLine(line); // the parser has lost its way: the next row begins a new one
            return QuoteFault.field(characters, dialect.delimiter());
        } catch (IOException e) {
            throw file.unreadable(e);
        }
    }

    private void resume() {
        try {
            characters = characters.reopenedAtLine(resumeAt);
        } catch (IOException e) {
            throw file.unreadable(e);
        }
        firstLine = resumeAt;
        resumeAt = 0;
        reader = CsvDialect.reader(dialect.delimiter(), dialect.trimQuotes()).ofCsvRecord(characters);
        records = reader.iterator();
    }

    @Override
    public void close() throws IOException {
        reader.close();
        characters.close(); // opened again after a broken row, perhaps not yet with a reader of its own
    }
}
