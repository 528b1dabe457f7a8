package io.ticketlabeler.read;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What was found in a file and what became of it.
 *
 * <p>At the end of a file {@code records = tickets + skipped + left out + repeated}: nothing is lost in silence. {@link #toString()}
 * is a line for people.
 *
 * @param source        the file's name, or {@code memory}
 * @param format        what was recognised, never {@link TicketFormat#AUTO}
 * @param layout        how it is laid out, e.g. {@code CSV}, {@code JSON array}, {@code JSON "tickets"}, {@code JSON Lines}
 * @param charset       in which it was read, e.g. {@code UTF-8}; empty for {@code memory}
 * @param charsetReason how that was decided, e.g. {@code byte order mark}
 * @param delimiter     between the fields of a CSV file; empty otherwise
 * @param columns       what was read as what, e.g. {@code {id=Ticket ID, subject=Subject, body=Description}}
 * @param records       seen so far, empty lines not counted
 * @param tickets       handed out so far
 * @param skipped       rows that could not be read, by reason, e.g. {@code {blank id=2}}
 * @param skippedLines  where the first 20 of them begin
 * @param leftOut       records that are no tickets, by reason, e.g. {@code {pull request=17}}
 * @param repeated      records that gave way to another one of the same id
 * @param notes         what else to know, e.g. that there is no body; for people
 */
public record ReadReport(
        String source,
        TicketFormat format,
        String layout,
        String charset,
        String charsetReason,
        Optional<Character> delimiter,
        Map<String, String> columns,
        long records,
        long tickets,
        Map<String, Long> skipped,
        List<Long> skippedLines,
        Map<String, Long> leftOut,
        long repeated,
        List<String> notes) {

    public ReadReport {
        columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
        skipped = Collections.unmodifiableMap(new LinkedHashMap<>(skipped));
        skippedLines = List.copyOf(skippedLines);
        leftOut = Collections.unmodifiableMap(new LinkedHashMap<>(leftOut));
        notes = List.copyOf(notes);
    }

    /** The report of a reader that has nothing to tell but how many tickets it gave, as {@link TicketFormat#JSON}. */
    public static ReadReport counting(String source, long tickets) {
        return new ReadReport(
                source,
                TicketFormat.JSON,
                source,
                "",
                "",
                Optional.empty(),
                Map.of(),
                tickets,
                tickets,
                Map.of(),
                List.of(),
                Map.of(),
                0,
                List.of());
    }

    /** How many rows were skipped, whatever the reason. */
    public long skippedCount() {
        return sum(skipped);
    }

    /** How many records were left out, whatever the reason. */
    public long leftOutCount() {
        return sum(leftOut);
    }

    @Override
    public String toString() {
        StringBuilder line = new StringBuilder(source)
                .append(": ")
                .append(tickets)
                .append(" tickets from ")
                .append(records)
                .append(" records (")
                .append(format.code())
                .append(", ")
                .append(layout);
        if (!charset.isEmpty()) {
            line.append(", ").append(charset).append(" by ").append(charsetReason);
        }
        line.append(')');
        if (!skipped.isEmpty()) {
            line.append("; skipped: ")
                    .append(counts(skipped))
                    .append(", first at lines ")
                    .append(skippedLines);
        }
        if (!leftOut.isEmpty()) {
            line.append("; left out: ").append(counts(leftOut));
        }
        if (repeated > 0) {
            line.append("; repeated ids: ").append(repeated);
        }
        notes.forEach(note -> line.append("; ").append(note));
        return line.toString();
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    private static String counts(Map<String, Long> counts) {
        return counts.entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey())
                .collect(Collectors.joining(", "));
    }
}
