package io.ticketlabeler.internal.similarity;

import io.ticketlabeler.prompt.TextEmbedder;
import io.ticketlabeler.ticket.Label;
import java.util.ArrayList;
import java.util.List;

/** Labels as their names and descriptions put them, as vectors. */
final class DescribedLabels {

    private final SimilarityScale scale;
    private final List<float[]> wholes = new ArrayList<>();
    private final List<List<float[]>> parts = new ArrayList<>();

    DescribedLabels(List<Label> labels, TextEmbedder embedder, SimilarityScale scale) {
        this.scale = scale;
        List<LabelTexts> texts = LabelTexts.of(labels);
        List<String> all = new ArrayList<>();
        for (LabelTexts text : texts) {
            text.whole().forEach(whole -> all.add(Excerpt.of(whole)));
            text.parts().forEach(part -> all.add(Excerpt.of(part)));
        }
        List<float[]> vectors = UnitVectors.of(embedder.embed(all));
        int next = 0;
        for (LabelTexts text : texts) {
            int middle = next + text.whole().size();
            int end = middle + text.parts().size();
            wholes.add(UnitVectors.centre(vectors.subList(next, middle)));
            parts.add(List.copyOf(vectors.subList(middle, end)));
            next = end;
        }
    }

    /** One vector a label: its description in place of an example. */
    List<float[]> vectors() {
        return wholes;
    }

    /** How similar the text is to each label: the mean of the label as a whole and of the part of it that comes closest. */
    double[] similarities(float[] unit) {
        double[] result = new double[wholes.size()];
        for (int label = 0; label < result.length; label++) {
            double whole = UnitVectors.cosine(unit, wholes.get(label));
            double part = parts.get(label).stream()
                    .mapToDouble(vector -> UnitVectors.cosine(unit, vector))
                    .max()
                    .orElse(whole);
            result[label] = scale.similarity((whole + part) / 2);
        }
        return result;
    }
}
