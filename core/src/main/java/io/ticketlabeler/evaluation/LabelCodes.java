package io.ticketlabeler.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Numbers for labels and for sets of labels, in the order in which they were first seen. Not thread-safe. */
final class LabelCodes {

    /** The set without labels. */
    static final int EMPTY = 0;

    private final List<String> names = new ArrayList<>();
    private final Map<String, Integer> codes = new HashMap<>();
    private final List<int[]> sets = new ArrayList<>(List.of(new int[0]));
    private final Map<List<Integer>, Integer> setCodes = new HashMap<>(Map.of(List.of(), EMPTY));

    LabelCodes() {}

    LabelCodes(List<String> first) {
        first.forEach(this::label);
    }

    int label(String name) {
        Integer known = codes.get(name);
        if (known != null) {
            return known;
        }
        codes.put(name, names.size());
        names.add(name);
        return names.size() - 1;
    }

    /** The number of a label, or {@code otherwise}. */
    int find(String name, int otherwise) {
        return codes.getOrDefault(name, otherwise);
    }

    /** The number of a set; order and repetitions do not matter. */
    int set(List<String> labels) {
        List<Integer> members = labels.size() == 1
                ? List.of(label(labels.get(0)))
                : labels.stream().map(this::label).distinct().sorted().toList();
        Integer known = setCodes.get(members);
        if (known != null) {
            return known;
        }
        setCodes.put(members, sets.size());
        sets.add(members.stream().mapToInt(Integer::intValue).toArray());
        return sets.size() - 1;
    }

    /** The labels of a set, rising. */
    int[] members(int set) {
        return sets.get(set);
    }

    List<String> namesOf(int set) {
        return Arrays.stream(members(set)).mapToObj(names::get).toList();
    }

    String name(int label) {
        return names.get(label);
    }

    int labels() {
        return names.size();
    }

    int sets() {
        return sets.size();
    }

    /** Labels of one set that the other lacks. */
    int[] without(int set, int other) {
        int[] others = members(other);
        return Arrays.stream(members(set))
                .filter(label -> Arrays.binarySearch(others, label) < 0)
                .toArray();
    }
}
