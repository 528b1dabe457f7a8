package io.ticketlabeler.rules;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.ticketlabeler.export.SpreadsheetSafe;
import io.ticketlabeler.export.WholeFile;
import io.ticketlabeler.ticket.Ticket;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What each rule does on tickets: polarity, coverage, overlaps, conflicts, and, where people have decided, how often it is right. The
 * figures are those of {@code LFAnalysis.lf_summary} of Snorkel 0.10.
 *
 * <pre>{@code
 * RuleReport report = RuleReport.of(rules, TicketFiles.read(path), truth::labels);
 * System.out.print(report.table());
 * report.write(Path.of("rules.csv"));
 * }</pre>
 *
 * <p>Accuracy speaks for the reviewed tickets only; of tickets that were chosen for review because rules disagree, it speaks for nothing else.
 *
 * <p>Immutable. Memory does not grow with the number of tickets.
 */
public final class RuleReport {

    private static final int AT_ONCE = 500; // tickets

    private static final List<String> HEADER = List.of(
            "rule",
            "polarity",
            "coverage",
            "overlaps",
            "conflicts",
            "correct",
            "incorrect",
            "accuracy",
            "votes",
            "gave_up");
    private static final int SHARE_COLUMNS_FROM = 2;

    private final List<RuleLine> lines;
    private final long tickets;
    private final long covered;
    private final long overlapped;
    private final long conflicted;
    private final long reviewed;

    private RuleReport(Counter counter) {
        this.tickets = counter.tickets;
        this.covered = counter.covered;
        this.overlapped = counter.overlapped;
        this.conflicted = counter.conflicted;
        this.reviewed = counter.reviewed;
        this.lines = counter.rows.stream().map(row -> row.line(counter.tickets)).toList();
    }

    /** Without reviews. Reads all tickets and lets the rules vote on several processors; does not close the tickets. */
    public static RuleReport of(Rules rules, Iterator<Ticket> tickets) {
        return of(rules, tickets, ticketId -> Optional.empty());
    }

    /**
     * With reviews. Reads all tickets and lets the rules vote on several processors; does not close the tickets.
     *
     * @param reviewed the right labels of a ticket by its id, e.g. {@code truth::labels}; an empty list where none fits, empty where nobody
     *     has decided. A vote is correct when it is for one of them
     */
    public static RuleReport of(
            Rules rules, Iterator<Ticket> tickets, Function<String, Optional<List<String>>> reviewed) {
        Counter counter = counter(rules);
        while (tickets.hasNext()) {
            List<Ticket> some = new ArrayList<>(AT_ONCE);
            while (some.size() < AT_ONCE && tickets.hasNext()) {
                some.add(tickets.next());
            }
            some.parallelStream()
                    .map(rules::vote)
                    .toList() // in order
                    .forEach(votes -> counter.add(votes, reviewed.apply(votes.ticketId())));
        }
        return counter.report();
    }

    /** For votes that come one by one. */
    public static Counter counter(Rules rules) {
        return new Counter(rules.rules().stream().map(LabelingRule::name).toList());
    }

    static Counter counter(List<String> names) {
        return new Counter(names);
    }

    /** In the order of the rules. */
    public List<RuleLine> lines() {
        return lines;
    }

    /** Tickets looked at. */
    public long tickets() {
        return tickets;
    }

    /** Tickets with a vote. */
    public long covered() {
        return covered;
    }

    /** Tickets with votes of two rules or more. */
    public long overlapped() {
        return overlapped;
    }

    /** Tickets with votes for different labels. */
    public long conflicted() {
        return conflicted;
    }

    /** Tickets whose right label is known. */
    public long reviewed() {
        return reviewed;
    }

    /** For people: a line of totals, then a table with a line a rule. */
    public String table() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEADER);
        lines.forEach(line -> rows.add(fields(line, "%.3f")));
        int[] widths = new int[HEADER.size()];
        rows.forEach(row -> {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(
                        widths[i], row.get(i).codePointCount(0, row.get(i).length()));
            }
        });
        String totals = tickets + " tickets: " + covered + " with a vote, " + overlapped + " with several, "
                + conflicted + " with conflicting ones; " + reviewed + " reviewed\n";
        return totals + rows.stream().map(row -> padded(row, widths)).collect(Collectors.joining("\n", "", "\n"));
    }

    private static String padded(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String cell = row.get(i);
            String blanks = " ".repeat(widths[i] - cell.codePointCount(0, cell.length()));
            line.append(i == 0 ? "" : "  ").append(i < SHARE_COLUMNS_FROM ? cell + blanks : blanks + cell);
        }
        return line.toString().stripTrailing();
    }

    /**
     * Writes {@code rule,polarity,coverage,overlaps,conflicts,correct,incorrect,accuracy,votes,gave_up}, a row a rule; several labels of a
     * polarity are separated by {@code |}. UTF-8, comma, line feed, {@linkplain SpreadsheetSafe safe for spreadsheets}. The file appears whole
     * or not at all.
     */
    public void write(Path file) throws IOException {
        try (WholeFile whole = WholeFile.open(file)) {
            CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(whole.writer());
            csv.writeRecord(HEADER);
            for (RuleLine line : lines) {
                csv.writeRecord(
                        fields(line, "").stream().map(SpreadsheetSafe::protect).toList());
            }
            csv.flush();
            whole.complete();
        }
    }

    /** @param format of shares; empty for all digits */
    private static List<String> fields(RuleLine line, String format) {
        return List.of(
                line.rule(),
                String.join("|", line.polarity()),
                share(OptionalDouble.of(line.coverage()), format),
                share(OptionalDouble.of(line.overlaps()), format),
                share(OptionalDouble.of(line.conflicts()), format),
                Long.toString(line.correct()),
                Long.toString(line.incorrect()),
                share(line.accuracy(), format),
                Long.toString(line.votes()),
                Long.toString(line.gaveUp()));
    }

    private static String share(OptionalDouble share, String format) {
        if (share.isEmpty()) {
            return "";
        }
        return format.isEmpty()
                ? Double.toString(share.getAsDouble())
                : String.format(Locale.ROOT, format, share.getAsDouble());
    }

    @Override
    public String toString() {
        return "RuleReport[" + lines.size() + " rules, " + tickets + " tickets]";
    }

    /** Counts votes; not thread-safe. */
    public static final class Counter {

        private final List<Row> rows;
        private final java.util.Map<String, Row> byName;
        private long tickets;
        private long covered;
        private long overlapped;
        private long conflicted;
        private long reviewed;

        private Counter(List<String> names) {
            this.rows = names.stream().map(Row::new).toList();
            this.byName = rows.stream().collect(Collectors.toMap(row -> row.name, row -> row));
        }

        /**
         * The votes on one more ticket.
         *
         * @param right its right labels; empty if nobody has decided
         */
        public void add(RuleVotes votes, Optional<List<String>> right) {
            tickets++;
            reviewed += right.isPresent() ? 1 : 0;
            boolean several = votes.votes().size() > 1;
            boolean conflict =
                    several && votes.votes().values().stream().distinct().count() > 1;
            covered += votes.votes().isEmpty() ? 0 : 1;
            overlapped += several ? 1 : 0;
            conflicted += conflict ? 1 : 0;
            votes.votes().forEach((rule, label) -> row(rule).add(label, several, conflict, right));
            votes.gaveUp().forEach(rule -> row(rule).gaveUp++);
        }

        private Row row(String rule) {
            return Optional.ofNullable(byName.get(rule))
                    .orElseThrow(
                            () -> new IllegalArgumentException("rule \"" + rule + "\" is not one of those reported"));
        }

        /** Of the tickets so far. */
        public RuleReport report() {
            return new RuleReport(this);
        }
    }

    /** The counts of one rule. */
    private static final class Row {

        private final String name;
        private final Set<String> polarity = new TreeSet<>();
        private long votes;
        private long overlaps;
        private long conflicts;
        private long correct;
        private long incorrect;
        private long gaveUp;

        private Row(String name) {
            this.name = name;
        }

        private void add(String label, boolean several, boolean conflict, Optional<List<String>> right) {
            polarity.add(label);
            votes++;
            overlaps += several ? 1 : 0;
            conflicts += conflict ? 1 : 0;
            if (right.isPresent()) {
                boolean hit = right.get().contains(label);
                correct += hit ? 1 : 0;
                incorrect += hit ? 0 : 1;
            }
        }

        private RuleLine line(long tickets) {
            double all = Math.max(1, tickets);
            return new RuleLine(
                    name,
                    List.copyOf(polarity),
                    votes,
                    votes / all,
                    overlaps / all,
                    conflicts / all,
                    correct,
                    incorrect,
                    gaveUp);
        }
    }
}
