package io.ticketlabeler.review;

import io.ticketlabeler.export.SpreadsheetSafe;
import io.ticketlabeler.read.CsvTable;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Reads reviews from a CSV file: what {@link ReviewCsv} writes, or any file with an id and a label.
 *
 * <pre>
 * id,label
 * ZD-1,Billing
 * </pre>
 *
 * <p>Columns in any order: {@code ticket_id} (or {@code id}) and {@code label} must be there; {@code reviewer}, {@code decision},
 * {@code proposed}, {@code confidence}, {@code seconds} and {@code decided_at} (such as {@code 2026-11-24T12:00:00Z}) may. Delimiter, charset, BOM and quotes as {@link CsvTable} finds them. A label is a
 * plain name, a JSON array for several, empty for none. Without a decision a row with labels is {@link Decision#CHOSEN}, and a row
 * without is {@link Decision#NOT_REVIEWED}: an empty cell is no proof that somebody looked. In files of {@link ReviewCsv} an empty
 * label with the decision {@code empty} says that no label fits. Other columns are ignored.
 *
 * <p>Result: file order, one review a row; several rows of one ticket are several reviews. Lazy and in constant memory. Serves one
 * pass; not thread-safe.
 */
public final class ReviewFile implements Reviews {

    private final CsvTable table;
    private final int id;
    private final int label;
    private final Optional<Integer> reviewer;
    private final Optional<Integer> decision;
    private final Optional<Integer> proposed;
    private final Optional<Integer> confidence;
    private final Optional<Integer> seconds;
    private final Optional<Integer> time;
    private final ReviewCounter counter = ReviewCounter.ofAnyLabels();

    private ReviewFile(CsvTable table) {
        this.table = table;
        this.id = table.required("ticket_id", "id");
        this.label = table.required("label", "labels");
        this.reviewer = table.column("reviewer");
        this.decision = table.column("decision");
        this.proposed = table.column("proposed");
        this.confidence = table.column("confidence");
        this.seconds = table.column("seconds");
        this.time = table.column("decided_at");
    }

    /**
     * Opens a file.
     *
     * @throws io.ticketlabeler.read.TicketFileException naming file and line, here if there is no such file or no column of id or
     *     label, from {@link #hasNext()} for a row that cannot be understood
     */
    public static ReviewFile read(Path file) {
        CsvTable table = CsvTable.open(file, "ticket_id", "id", "label", "decision");
        try {
            return new ReviewFile(table);
        } catch (RuntimeException e) {
            table.close();
            throw e;
        }
    }

    /** All reviews of a file at once, for files that fit into memory. */
    public static List<Review> readAll(Path file) {
        try (ReviewFile reviews = read(file)) {
            List<Review> all = new ArrayList<>();
            reviews.forEachRemaining(all::add);
            return all;
        }
    }

    @Override
    public boolean hasNext() {
        return table.hasNext();
    }

    @Override
    public Review next() {
        if (!hasNext()) {
            throw new NoSuchElementException("there are no more reviews");
        }
        CsvTable.Row row = table.next();
        String ticket = text(row.cell(id));
        if (ticket.isBlank()) {
            throw row.failure(id, "the id of the ticket is blank; fill it, or remove the row");
        }
        List<String> labels = LabelCell.read(SpreadsheetSafe.restore(row.cell(label)));
        Review review = Review.of(ticket.strip(), text(row.cell(reviewer)), decision(row, labels), labels)
                .proposed(
                        LabelCell.read(SpreadsheetSafe.restore(row.cell(proposed))),
                        confidence.isEmpty() ? OptionalDouble.empty() : confidence(row, confidence.get()));
        OptionalDouble took =
                seconds.isEmpty() ? OptionalDouble.empty() : number(row, seconds.get(), "seconds", Double.MAX_VALUE);
        Review timed = took.isEmpty() ? review : review.took(took.getAsDouble());
        return counter.count(time(row).map(timed::at).orElse(timed));
    }

    @Override
    public ReviewReport report() {
        return counter.report();
    }

    @Override
    public void close() {
        table.close();
    }

    private Decision decision(CsvTable.Row row, List<String> labels) {
        String code = row.cell(decision).strip().toLowerCase(Locale.ROOT);
        if (code.isEmpty()) {
            return labels.isEmpty() ? Decision.NOT_REVIEWED : Decision.CHOSEN;
        }
        Decision said;
        try {
            said = Decision.of(code);
        } catch (IllegalArgumentException e) {
            throw row.failure(
                    decision.orElseThrow(),
                    "the decision is none of accepted, corrected, chosen, empty, skipped, draft, not-reviewed; correct it");
        }
        if (labels.isEmpty() && said != Decision.EMPTY && said.isAnswer()) {
            throw row.failure(
                    label,
                    "the decision is " + said.code() + ", but there is no label; add it, or say empty if none fits");
        }
        return said;
    }

    private Optional<Instant> time(CsvTable.Row row) {
        String cell = row.cell(time).strip();
        try {
            return cell.isEmpty()
                    ? Optional.empty()
                    : Optional.of(OffsetDateTime.parse(cell).toInstant());
        } catch (DateTimeParseException e) {
            throw row.failure(
                    time.orElseThrow(), "the time is none like 2026-11-24T12:00:00Z; correct it, or leave it empty");
        }
    }

    static OptionalDouble confidence(CsvTable.Row row, int column) {
        return number(row, column, "confidence", 1);
    }

    private static OptionalDouble number(CsvTable.Row row, int column, String name, double most) {
        String cell = row.cell(column).strip();
        if (cell.isEmpty()) {
            return OptionalDouble.empty();
        }
        double value = Double.NaN;
        try {
            value = Double.parseDouble(cell);
        } catch (NumberFormatException e) {
            // NaN says it
        }
        if (!(value >= 0 && value <= most)) { // also refuses NaN
            throw row.failure(
                    column, "the " + name + " is no number from 0" + (most == 1 ? " to 1" : " on") + "; correct it");
        }
        return OptionalDouble.of(value);
    }

    private static String text(String cell) {
        return SpreadsheetSafe.restore(cell);
    }
}
