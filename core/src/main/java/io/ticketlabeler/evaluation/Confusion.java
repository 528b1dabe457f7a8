package io.ticketlabeler.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The confusion matrix: what people chose (rows) against what was proposed (columns), by weight; sparse, so that a thousand labels
 * take no more room than the mistakes that were made. Immutable, safe to share.
 *
 * <p>{@link #NONE} stands for no label: as a column for tickets that were left to people, as a row for tickets that no label fits.
 * With multiple choice a label that both have counts on the diagonal, and each missed label counts against each label that was
 * proposed instead; where none was, against {@link #NONE}.
 */
public final class Confusion {

    /** The row and column for no label. */
    public static final String NONE = "";

    static final int SAMPLES = 5;

    private static final int NO_LABEL = -1;
    private static final int UNKNOWN = -2;

    private final LabelCodes codes;
    private final Map<Long, Cell> cells;
    private final double[] support;

    private Confusion(LabelCodes codes, Map<Long, Cell> cells, double[] support) {
        this.codes = codes;
        this.cells = cells;
        this.support = support;
    }

    /** All labels, in the order of the label set, others after them. */
    public List<String> labels() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < codes.labels(); i++) {
            names.add(codes.name(i));
        }
        return names;
    }

    /** How much was counted in that cell. */
    public double count(String chosen, String proposed) {
        Cell cell = cells.get(key(code(chosen), code(proposed)));
        return cell == null ? 0 : cell.weight;
    }

    /** Calls back for each cell that holds something, in the order of the labels. */
    void eachCell(CellVisitor visitor) {
        cells.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(each ->
                        visitor.visit(name(row(each.getKey())), name(column(each.getKey())), each.getValue().weight));
    }

    private String name(int label) {
        return label == NO_LABEL ? NONE : codes.name(label);
    }

    /** See {@link #eachCell}. */
    interface CellVisitor {
        void visit(String chosen, String proposed, double count);
    }

    /** Ids of tickets of that cell, the first {@value #SAMPLES} wrong ones; empty on the diagonal. */
    public List<String> ticketIds(String chosen, String proposed) {
        Cell cell = cells.get(key(code(chosen), code(proposed)));
        return cell == null ? List.of() : Collections.unmodifiableList(cell.ids);
    }

    /**
     * The pairs of labels that are mixed up most, the most frequent first.
     *
     * @param most at most so many
     */
    public List<ConfusedPair> pairs(int most) {
        List<ConfusedPair> pairs = new ArrayList<>();
        cells.forEach((key, cell) -> {
            int row = row(key);
            int column = column(key);
            if (row == column || row == NO_LABEL || column == NO_LABEL) {
                return;
            }
            Cell reverse = cells.get(key(/* row= */ column, /* column= */ row));
            double back = reverse == null ? 0 : reverse.weight;
            if (cell.weight > back || (cell.weight == back && row < column)) {
                pairs.add(pair(row, column, cell, reverse));
            }
        });
        pairs.sort(Comparator.comparingDouble(ConfusedPair::count)
                .reversed()
                .thenComparing(ConfusedPair::one)
                .thenComparing(ConfusedPair::other));
        return List.copyOf(pairs.subList(0, Math.min(most, pairs.size())));
    }

    private ConfusedPair pair(int row, int column, Cell cell, @Nullable Cell reverse) {
        double back = reverse == null ? 0 : reverse.weight;
        List<String> ids = new ArrayList<>(cell.ids);
        if (reverse != null) {
            ids.addAll(reverse.ids);
        }
        double share = (cell.weight + back) / (support[row] + support[column]);
        return new ConfusedPair(codes.name(row), codes.name(column), cell.weight, back, share, ids);
    }

    private int code(String label) {
        return label.isEmpty() ? NO_LABEL : codes.find(label, UNKNOWN);
    }

    private static long key(int row, int column) {
        return (long) row << 32 | (column & 0xFFFFFFFFL);
    }

    private static int row(long key) {
        return (int) (key >> 32);
    }

    private static int column(long key) {
        return (int) key;
    }

    private static final class Cell {
        private double weight;
        private final List<String> ids = new ArrayList<>(0);
    }

    /** Counts tickets; {@code support}, given in the end, is how much people chose each label. */
    static final class Counter {

        private final LabelCodes codes;
        private final Map<Long, Cell> cells = new HashMap<>();

        Counter(LabelCodes codes) {
            this.codes = codes;
        }

        void add(String id, int chosen, int proposed, double weight) {
            if (chosen == proposed && codes.members(chosen).length == 1) {
                count(codes.members(chosen)[0], codes.members(chosen)[0], weight, null);
                return;
            }
            int[] missed = codes.without(chosen, proposed);
            int[] added = codes.without(proposed, chosen);
            for (int label : codes.members(chosen)) {
                if (Arrays.binarySearch(missed, label) < 0) {
                    count(label, label, weight, null);
                }
            }
            for (int label : missed) {
                for (int instead : added) {
                    count(label, instead, weight, id);
                }
                if (added.length == 0) {
                    count(label, NO_LABEL, weight, id);
                }
            }
            if (missed.length == 0) {
                for (int label : added) {
                    count(NO_LABEL, label, weight, id);
                }
            }
            if (chosen == LabelCodes.EMPTY && proposed == LabelCodes.EMPTY) {
                count(NO_LABEL, NO_LABEL, weight, null);
            }
        }

        private void count(int row, int column, double weight, @Nullable String id) {
            Cell cell = cells.computeIfAbsent(key(row, column), k -> new Cell());
            cell.weight += weight;
            if (id != null && cell.ids.size() < SAMPLES) {
                cell.ids.add(id);
            }
        }

        Confusion confusion(double[] support) {
            return new Confusion(codes, cells, support);
        }
    }
}
