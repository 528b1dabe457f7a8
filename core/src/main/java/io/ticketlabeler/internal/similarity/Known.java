package io.ticketlabeler.internal.similarity;

import java.util.List;

/** An example that a person has labelled, as a vector. */
final class Known {

    final float[] unit;
    final List<Integer> classes; // by position; never empty
    final double[] described; // similarity to each class's description

    Known(float[] unit, List<Integer> classes, double[] described) {
        this.unit = unit;
        this.classes = List.copyOf(classes);
        this.described = described;
    }
}
