package io.ticketlabeler.read;

import io.ticketlabeler.ticket.Ticket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which column is what.
 *
 * @param fields the name of the field that each column becomes; blank for the id, and for a text that is the ticket's anyway
 * @param id      its index, -1 for the number of the row
 * @param subject its index, -1 if there is none
 * @param body    its index, -1 if there is none
 * @param texts   indexes of what is joined instead of subject and body; empty: those
 */
record CsvShape(
        Path file,
        List<String> header,
        List<String> fields,
        int id,
        int subject,
        int body,
        List<Integer> texts,
        HtmlText html)
        implements Shape<CsvRow> {

    @Override
    public long line(CsvRow row) {
        return row.line();
    }

    @Override
    public long column(CsvRow row) {
        return id + 1L;
    }

    @Override
    public boolean isEmpty(CsvRow row) {
        return CsvRecords.isBlank(row.cells());
    }

    @Override
    public String id(CsvRow row, long number) throws BadRow {
        if (id < 0) {
            return Long.toString(number);
        }
        String value = row.cells().get(id).strip();
        if (value.isEmpty()) {
            throw new BadRow(
                    "blank id",
                    new TicketFileException(
                            file,
                            row.line(),
                            id + 1,
                            "the id (column \"" + Names.shortened(header.get(id))
                                    + "\") is blank; fill it, name another id column (ReadOptions.idColumn), or skip such rows"
                                    + " (ReadOptions.onBadRow)"));
        }
        return value;
    }

    @Override
    public Ticket ticket(CsvRow row, String ticketId) {
        List<String> cells = new ArrayList<>(row.cells());
        if (texts.isEmpty() && body >= 0) {
            cells.set(body, html.of(cells.get(body)));
        }
        Map<String, String> named = new LinkedHashMap<>();
        for (int i = 0; i < fields.size(); i++) {
            if (!fields.get(i).isEmpty()) {
                named.put(fields.get(i), cells.get(i));
            }
        }
        return new Ticket(ticketId, text(cells), named);
    }

    private String text(List<String> cells) {
        if (texts.isEmpty()) {
            return Texts.join(subject < 0 ? "" : cells.get(subject), body < 0 ? "" : cells.get(body));
        }
        return Texts.join(texts.stream().map(i -> html.of(cells.get(i))).toList());
    }
}
