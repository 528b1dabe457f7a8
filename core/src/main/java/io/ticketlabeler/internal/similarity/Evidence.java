package io.ticketlabeler.internal.similarity;

/** Three opinions on a text: a number for each class, larger is likelier. All are cosines of a kind and can be added. */
final class Evidence {

    private final double[] nearest;
    private final double[] centroid;
    private final double[] described;

    Evidence(double[] nearest, double[] centroid, double[] described) {
        this.nearest = nearest;
        this.centroid = centroid;
        this.described = described;
    }

    double[] blended(Blend blend) {
        double[] scores = new double[described.length];
        for (int i = 0; i < scores.length; i++) {
            scores[i] =
                    blend.nearest() * nearest[i] + blend.centroid() * centroid[i] + blend.described() * described[i];
        }
        return scores;
    }
}
