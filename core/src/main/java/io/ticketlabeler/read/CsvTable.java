package io.ticketlabeler.read;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A CSV file that holds no tickets, row by row: reviews, proposals, whatever has a header.
 *
 * <p>Delimiter ({@code , ; tab |}), charset, BOM, a {@code sep=} line, CRLF and quoted line breaks are found out as for {@link CsvTickets};
 * columns are found by their names in any order, where case, blanks and underscores do not matter. Blank rows are left out. Lazy, in
 * constant memory; serves one pass; not thread-safe.
 */
public final class CsvTable implements Iterator<CsvTable.Row>, AutoCloseable {

    private final TextFile file;
    private final CsvDialect dialect;
    private final CsvRecords records;
    private @Nullable CsvRow next;

    private CsvTable(TextFile file, CsvDialect dialect) {
        this.file = file;
        this.dialect = dialect;
        this.records = new CsvRecords(file, dialect);
    }

    /**
     * Opens it and reads its header.
     *
     * @param names columns that are expected, in any spelling; they help to find the delimiter
     * @throws TicketFileException if there is no such file, or no text in it
     */
    public static CsvTable open(Path path, String... names) {
        TextFile file = CharsetFinder.find(path, null);
        String beginning = file.beginning();
        if (beginning.isBlank()) {
            throw new TicketFileException(path, 1, 1, "the file is empty; expected is a header, then rows");
        }
        ReadOptions options = ReadOptions.builder().textColumns(names).build();
        return new CsvTable(
                file, CsvDialect.find(beginning, options, new ColumnNames(List.of(), List.of(), List.of())));
    }

    /** Where the first of these names stands in a row, from 0; empty if there is no such column. */
    public Optional<Integer> column(String... names) {
        List<String> wanted = new ArrayList<>();
        for (String name : names) {
            wanted.add(Names.fold(name));
        }
        return Names.first(dialect.header(), wanted).map(dialect.header()::indexOf);
    }

    /**
     * Where the first of these names stands in a row, from 0.
     *
     * @throws TicketFileException if there is no such column, with those that there are
     */
    public int required(String... names) {
        return column(names)
                .orElseThrow(() -> new TicketFileException(
                        file.path(),
                        dialect.headerLine(),
                        1,
                        "there is no column \"" + names[0] + "\"; the columns are " + Names.list(dialect.header())
                                + ", rename the right one"));
    }

    @Override
    public boolean hasNext() {
        try {
            while (next == null) {
                CsvRow row = records.next();
                if (row == null) {
                    return false;
                }
                next = CsvRecords.isBlank(row.cells()) ? null : row;
            }
            return true;
        } catch (BadRow e) {
            throw e.failure();
        }
    }

    @Override
    public Row next() {
        if (!hasNext()) {
            throw new NoSuchElementException("there are no more rows in " + file.path());
        }
        CsvRow row = Objects.requireNonNull(next);
        next = null;
        return new Row(file.path(), row);
    }

    @Override
    public void close() {
        try {
            records.close();
        } catch (IOException e) {
            throw file.unreadable(e);
        }
    }

    /** One row below the header. Immutable. */
    public static final class Row {

        private final Path path;
        private final CsvRow row;

        private Row(Path path, CsvRow row) {
            this.path = path;
            this.row = row;
        }

        /** The line at which it begins, from 1. */
        public long line() {
            return row.line();
        }

        /** The cell of that column, as it is. */
        public String cell(int column) {
            return row.cells().get(column);
        }

        /** The cell of that column; empty if there is no such column. */
        public String cell(Optional<Integer> column) {
            return column.map(row.cells()::get).orElse("");
        }

        /**
         * What to throw for a cell that cannot be understood.
         *
         * @param message what is wrong and what to do; never quotes what people wrote
         */
        public TicketFileException failure(int column, String message) {
            return new TicketFileException(path, row.line(), column + 1L, message);
        }
    }
}
