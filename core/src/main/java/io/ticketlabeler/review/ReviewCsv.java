package io.ticketlabeler.review;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.ticketlabeler.export.SpreadsheetSafe;
import io.ticketlabeler.export.WholeFile;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Writes reviews for spreadsheets and scripts.
 *
 * <pre>
 * ticket_id,reviewer,decision,label,proposed,confidence,seconds,decided_at
 * ZD-1,anna@example.com,corrected,Billing,Bug,0.61,7.2,2026-11-24T12:00:00Z
 * </pre>
 *
 * <p>UTF-8, comma, line feed. {@code label} and {@code proposed} are a plain name for one label, a JSON array for several, empty
 * for none; {@code decision} is one of {@link Decision#code()}; {@code decided_at} is the time of the decision, in UTC. Fields are {@linkplain SpreadsheetSafe safe for spreadsheets}. The
 * file appears whole or not at all. Memory is constant.
 */
public final class ReviewCsv {

    private static final List<String> HEADER =
            List.of("ticket_id", "reviewer", "decision", "label", "proposed", "confidence", "seconds", "decided_at");

    private ReviewCsv() {}

    /**
     * Writes all of them.
     *
     * @return how many
     */
    public static long write(Path file, Iterator<Review> reviews) throws IOException {
        long rows = 0;
        try (WholeFile whole = WholeFile.open(file)) {
            CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(whole.writer());
            csv.writeRecord(HEADER);
            while (reviews.hasNext()) {
                csv.writeRecord(fields(reviews.next()).stream()
                        .map(SpreadsheetSafe::protect)
                        .toList());
                rows++;
            }
            csv.flush();
            whole.complete();
        }
        return rows;
    }

    private static List<String> fields(Review review) {
        return List.of(
                review.ticketId(),
                review.reviewer(),
                review.decision().code(),
                LabelCell.of(review.labels()),
                LabelCell.of(review.proposed()),
                number(review.confidence()),
                number(review.seconds()),
                review.time().map(Instant::toString).orElse(""));
    }

    private static String number(OptionalDouble value) {
        return value.isEmpty()
                ? ""
                : BigDecimal.valueOf(value.getAsDouble()).stripTrailingZeros().toPlainString();
    }
}
