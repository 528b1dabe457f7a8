package io.ticketlabeler.read;

import io.ticketlabeler.read.ReadOptions.OnBadRow;
import io.ticketlabeler.read.ReadOptions.OnRepeatedId;
import io.ticketlabeler.ticket.Ticket;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Goes through an {@link Export}: skips, leaves out, notices repeated ids, and counts all of it. */
final class FileTickets<R> implements TicketReader {

    private static final int LINES_REPORTED = 20;

    private final Export<R> export;
    private final OnBadRow onBadRow;
    private final IdIndex ids = new IdIndex(); // id to line, or to the number of the last record of that id
    private final Map<String, Long> skipped = new LinkedHashMap<>();
    private final List<Long> skippedLines = new ArrayList<>();
    private final Map<String, Long> leftOut = new LinkedHashMap<>();
    private @Nullable Records<R> records;
    private @Nullable Ticket next;
    private @Nullable RuntimeException failure;
    private boolean ended;
    private long rows; // that could be told apart
    private long broken; // that could not
    private long tickets;
    private long repeated;

    FileTickets(Export<R> export, OnBadRow onBadRow) {
        this.export = export;
        this.onBadRow = onBadRow;
    }

    @Override
    public boolean hasNext() {
        if (failure != null) {
            throw failure;
        }
        if (next == null && !ended) {
            try {
                next = read();
            } catch (RuntimeException e) {
                failure = e;
                free();
                throw e;
            }
            if (next == null) {
                close();
            }
        }
        return next != null;
    }

    @Override
    public Ticket next() {
        if (!hasNext() || next == null) {
            throw new NoSuchElementException(
                    "no more tickets in " + export.file().path());
        }
        Ticket ticket = next;
        next = null;
        tickets++;
        return ticket;
    }

    private @Nullable Ticket read() {
        if (records == null) {
            if (export.onRepeatedId() == OnRepeatedId.KEEP_LAST) {
                findLast();
            }
            records = export.records().get();
        }
        while (true) {
            R row;
            try {
                row = records.next();
            } catch (BadRow e) {
                broken++;
                skip(e);
                continue;
            }
            if (row == null) {
                return null;
            }
            rows++;
            try {
                Ticket ticket = ticket(row, rows + broken);
                if (ticket != null) {
                    return ticket;
                }
            } catch (BadRow e) {
                skip(e);
            }
        }
    }

    private @Nullable Ticket ticket(R row, long number) throws BadRow {
        Shape<R> shape = export.shape();
        if (shape.isEmpty(row)) {
            leftOut.merge("empty row", 1L, Long::sum);
            return null;
        }
        if (export.onRepeatedId() == OnRepeatedId.KEEP_LAST && ids.get(shape.id(row, number)) != rows) {
            repeated++;
            return null;
        }
        String why = shape.leftOut(row);
        if (why != null) {
            leftOut.merge(why, 1L, Long::sum);
            return null;
        }
        String id = shape.id(row, number);
        Ticket ticket = shape.ticket(row, id);
        return export.onRepeatedId() == OnRepeatedId.KEEP_LAST || isFirst(row, id) ? ticket : null;
    }

    private boolean isFirst(R row, String id) throws BadRow {
        long line = export.shape().line(row);
        long earlier = ids.putIfAbsent(id, line);
        if (earlier == IdIndex.ABSENT) {
            return true;
        }
        if (export.onRepeatedId() == OnRepeatedId.FAIL) {
            throw new TicketFileException(
                    path(),
                    line,
                    export.shape().column(row),
                    "id \"" + Names.shortened(id) + "\" was there before, at line " + earlier
                            + "; keep the first or the last one (ReadOptions.onRepeatedId), or choose another id column"
                            + " (ReadOptions.idColumn)");
        }
        repeated++;
        return false;
    }

    /** The pass before: which record is the last one of its id. Bad rows count here too, and are reported by the pass that follows. */
    private void findLast() {
        long number = 0;
        try (Records<R> all = export.records().get()) {
            while (true) {
                try {
                    R row = all.next();
                    if (row == null) {
                        return;
                    }
                    number++;
                    if (!export.shape().isEmpty(row)) {
                        ids.put(export.shape().id(row, number), number);
                    }
                } catch (BadRow e) {
                    if (onBadRow == OnBadRow.FAIL) {
                        throw e.failure();
                    }
                }
            }
        } catch (IOException e) {
            throw export.file().unreadable(e);
        }
    }

    private void skip(BadRow bad) {
        if (onBadRow == OnBadRow.FAIL) {
            throw bad.failure();
        }
        skipped.merge(bad.reason(), 1L, Long::sum);
        if (skippedLines.size() < LINES_REPORTED) {
            skippedLines.add(bad.failure().line());
        }
    }

    @Override
    public ReadReport report() {
        return new ReadReport(
                String.valueOf(path().getFileName()),
                export.format(),
                export.layout(),
                export.file().charset().name(),
                export.file().charsetReason(),
                export.delimiter(),
                export.columns(),
                rows + broken,
                tickets,
                skipped,
                skippedLines,
                leftOut,
                repeated,
                export.notes());
    }

    private Path path() {
        return export.file().path();
    }

    private void free() {
        if (records != null) {
            try {
                records.close();
            } catch (IOException e) {
                throw export.file().unreadable(e);
            }
        }
    }

    @Override
    public void close() {
        ended = true;
        next = null;
        free();
    }
}
