package io.ticketlabeler.read;

import java.io.IOException;
import java.io.Reader;

/** Finds the field whose quotes are wrong, in a row that FastCSV refused; it tells the line, not the field. */
final class QuoteFault {

    private static final int CHARS_LOOKED_AT = 17_000_000; // FastCSV gives up a field at 16 * 1,048,576

    private QuoteFault() {}

    /**
     * The number of the field, from 1, that is never closed or goes on after its closing quote.
     *
     * @param row reads on from the beginning of the row
     */
    static long field(Reader row, char delimiter) throws IOException {
        long field = 1;
        boolean atStart = true;
        boolean quoted = false;
        boolean closed = false; // or the first half of a doubled quote
        for (int n = 0; n < CHARS_LOOKED_AT; n++) {
            int c = row.read();
            if (c < 0) {
                return field;
            }
            if (quoted && !closed) {
                closed = c == '"';
            } else if (c == '"' && (atStart || closed)) {
                quoted = true;
                closed = false;
                atStart = false;
            } else if (c == delimiter) {
                field++;
                atStart = true;
                quoted = false;
                closed = false;
            } else if (closed || c == '\n' || c == '\r') {
                return field;
            } else {
                atStart = false;
            }
        }
        return field;
    }
}
