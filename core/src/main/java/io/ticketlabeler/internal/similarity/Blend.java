package io.ticketlabeler.internal.similarity;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * How much each opinion counts.
 *
 * @param nearest   similarity to the nearest examples of a label
 * @param centroid  similarity to the centre of a label's examples
 * @param described similarity to a label's description
 */
record Blend(double nearest, double centroid, double described) {

    static final Blend DESCRIPTIONS_ONLY = new Blend(0, 0, 1);

    /** What is tried, the more cautious first: among equals the first one wins. */
    static final List<Blend> CANDIDATES = candidates();

    private static List<Blend> candidates() {
        List<Blend> all = new ArrayList<>();
        all.add(DESCRIPTIONS_ONLY);
        for (double described : new double[] {0.5, 0.25, 1, 2, 0}) {
            all.add(new Blend(0.5, 0.5, described));
            all.add(new Blend(1, 0, described));
            all.add(new Blend(0, 1, described));
        }
        return Collections.unmodifiableList(all);
    }
}
