package io.ticketlabeler.review;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.ticketlabeler.export.SpreadsheetSafe;
import io.ticketlabeler.export.WholeFile;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.OptionalDouble;

/** Rows of a CSV file, safe for spreadsheets. */
final class TicketRows {

    private static final MathContext DIGITS = new MathContext(12); // 1 - 0.9 is 0.1 for people

    private final CsvWriter csv;
    private final WholeFile file;

    TicketRows(WholeFile file, String... header) {
        this.file = file;
        this.csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(file.writer());
        csv.writeRecord(header);
    }

    void write(String... fields) {
        String[] safe = new String[fields.length];
        for (int i = 0; i < fields.length; i++) {
            safe[i] = SpreadsheetSafe.protect(fields[i]);
        }
        csv.writeRecord(safe);
    }

    /** To the file, which is not yet visible. */
    void flush() throws IOException {
        csv.flush();
    }

    /** Makes the file visible. */
    void complete() throws IOException {
        flush();
        file.complete();
    }

    /** Plain digits; nothing where there is no number. */
    static String number(OptionalDouble value) {
        return value.isEmpty() ? "" : number(value.getAsDouble());
    }

    static String number(double value) {
        return new BigDecimal(value, DIGITS).stripTrailingZeros().toPlainString();
    }
}
