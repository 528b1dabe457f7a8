package io.ticketlabeler.internal.similarity;

import io.ticketlabeler.prompt.TextEmbedder;
import java.util.List;

/**
 * Makes similarities of different embedding models comparable: 0 is what texts have in common that have nothing to do with each
 * other, 1 is the same text. Some models give unrelated texts a cosine of 0.06 (MiniLM), others 0.46 (BGE) or 0.73 (E5); on this
 * scale one threshold serves them all. A property of the model alone: it depends neither on labels nor on tickets.
 */
public final class SimilarityScale {

    private static final double HIGHEST_BASE = 0.95; // keeps the scale finite for a model that tells nothing apart

    private static final List<String> UNRELATED = List.of(
            "The museum opens at ten and closes at six.",
            "She planted tulips along the garden wall.",
            "The river flooded the valley in spring.",
            "Simmer the sauce for twenty minutes and stir it often.",
            "The team won the final by two goals.",
            "Whales come up to breathe every half hour.",
            "His grandfather built violins in a small workshop.",
            "It will be sunny with a light wind from the west.",
            "The castle was destroyed in the war of 1648.",
            "Our dog is afraid of thunder.",
            "The train crosses the border near the lake.",
            "Iron melts at a higher temperature than copper.",
            "The novel tells the story of two brothers at sea.",
            "They danced until the musicians went home.",
            "Bees find their way by the position of the sun.",
            "The mountain path is closed in winter.",
            "The painter mixed the blue with a little white.",
            "A triangle has three sides and three angles.",
            "The children built a hut in the forest.",
            "Olive trees can live for more than a thousand years.",
            "The parliament voted on the new law on Tuesday.",
            "He learned to play chess from his aunt.",
            "The moon was hidden behind the clouds.",
            "Bread rises because of the yeast in the dough.");

    private final double base;

    SimilarityScale(double base) {
        this.base = Math.max(0, Math.min(HIGHEST_BASE, base));
    }

    /** Measures the model with two dozen sentences that have nothing in common. */
    public static SimilarityScale of(TextEmbedder embedder) {
        List<float[]> units = UnitVectors.of(embedder.embed(UNRELATED));
        double sum = 0;
        int pairs = 0;
        for (int i = 0; i < units.size(); i++) {
            for (int j = 0; j < i; j++) {
                sum += UnitVectors.cosine(units.get(i), units.get(j));
                pairs++;
            }
        }
        return new SimilarityScale(sum / pairs);
    }

    double similarity(double cosine) {
        return (cosine - base) / (1 - base);
    }
}
