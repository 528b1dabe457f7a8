package io.ticketlabeler.internal.similarity;

import java.util.ArrayList;
import java.util.List;

/**
 * Examples, searched whole: how close a text is to the nearest ones and to the centre of each class. The description of a label
 * counts as one more example of it, so that a label with no or few examples still has a chance.
 */
final class ExampleIndex {

    // Soft nearest neighbours: a mean in which an example 0.05 closer counts e times as much. 0 would be the single
    // nearest one
    private static final double SOFTNESS = 0.05;

    private final Whitening whitening;
    private final List<List<float[]>> members = new ArrayList<>();
    private final List<float[]> centres = new ArrayList<>();

    /** @param labelVectors of the first classes; what comes after them has no description */
    ExampleIndex(List<Known> known, List<float[]> labelVectors, int classes) {
        whitening = Whitening.of(
                known.stream().map(example -> example.unit).toList(),
                known.stream().mapToInt(example -> example.classes.get(0)).toArray());
        for (int i = 0; i < classes; i++) {
            members.add(new ArrayList<>());
        }
        for (int i = 0; i < labelVectors.size(); i++) {
            members.get(i).add(whitening.apply(labelVectors.get(i)));
        }
        for (Known example : known) {
            float[] vector = whitening.apply(example.unit);
            example.classes.forEach(i -> members.get(i).add(vector));
        }
        for (List<float[]> some : members) {
            centres.add(some.isEmpty() ? new float[0] : UnitVectors.centre(some));
        }
    }

    Evidence evidence(float[] unit, double[] described) {
        float[] vector = whitening.apply(unit);
        double[] nearest = new double[members.size()];
        double[] centroid = new double[members.size()];
        for (int i = 0; i < nearest.length; i++) {
            nearest[i] = members.get(i).isEmpty() ? -1 : nearest(vector, members.get(i));
            centroid[i] = members.get(i).isEmpty() ? -1 : UnitVectors.cosine(vector, centres.get(i));
        }
        return new Evidence(nearest, centroid, described);
    }

    private static double nearest(float[] vector, List<float[]> some) {
        double[] cosines = some.stream()
                .mapToDouble(member -> UnitVectors.cosine(vector, member))
                .toArray();
        double best = -1;
        for (double cosine : cosines) {
            best = Math.max(best, cosine);
        }
        double sum = 0;
        for (double cosine : cosines) {
            sum += Math.exp((cosine - best) / SOFTNESS);
        }
        return best + SOFTNESS * Math.log(sum / cosines.length);
    }
}
