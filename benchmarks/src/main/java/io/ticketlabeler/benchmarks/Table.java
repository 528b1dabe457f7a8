package io.ticketlabeler.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What was measured, and what it must be. For one thread. */
final class Table {

    /** One line. */
    record Row(String bar, String what, String measured, String must, boolean ok) {
        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT, "%-14s %-38s %12s %12s  %s", bar, what, measured, must, ok ? "ok" : "MISSED");
        }
    }

    private final List<Row> rows = new ArrayList<>();

    static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }

    void atMost(String bar, String what, double measured, double most) {
        add(new Row(bar, what, number(measured), "<= " + number(most), measured <= most));
    }

    void atLeast(String bar, String what, double measured, double least) {
        add(new Row(bar, what, number(measured), ">= " + number(least), measured >= least));
    }

    void exactly(String bar, String what, long measured, long expected) {
        add(new Row(bar, what, format("%,d", measured), format("%,d", expected), measured == expected));
    }

    private void add(Row row) {
        rows.add(row);
        System.out.println(row);
    }

    private static String number(double value) {
        if (Double.isNaN(value)) {
            return "none";
        }
        return value == Math.rint(value) ? format("%,.0f", value) : format(value < 0.1 ? "%.4f" : "%.3f", value);
    }

    List<Row> rows() {
        return List.copyOf(rows);
    }
}
