package io.ticketlabeler.prompt;

import java.util.List;

/**
 * The built-in strategies. All of them list the labels once at the start, take many tickets a call, and ask for
 * {@code {"labels":[{"id":"k3f9","label":"Billing"}]}} under a strict JSON Schema; models that cannot be held to a schema get the
 * same shape in words.
 */
public final class PromptStrategies {

    private PromptStrategies() {}

    /** Names and descriptions of the labels, nothing else. */
    public static StandardPrompt zeroShot() {
        return new LabelingPrompt("zero-shot", ExampleSource.none(), "", "", false);
    }

    /**
     * The same examples for each call; they belong to the part of the prompt that never changes. Two to five short ones a label
     * are plenty.
     *
     * @param examples in this order; their labels must be in the set that is used later
     */
    public static StandardPrompt fewShot(List<Example> examples) {
        return new LabelingPrompt("few-shot", ExampleSource.fixed(examples), "", "", false);
    }

    /**
     * For each ticket the {@code k} examples that are most similar to it, those of a call's tickets together and each once.
     *
     * <p>The fingerprint holds {@code k} and the index version {@code "1"}, not the examples: adding a correction must not pay
     * for every ticket again. Use {@link #nearestExamples(TextEmbedder, List, int, String)} with another version to ask anew.
     *
     * @param embedder called once for all examples (at first use) and once for the tickets of a call
     * @param k        at least 1
     */
    public static StandardPrompt nearestExamples(TextEmbedder embedder, List<Example> examples, int k) {
        return nearestExamples(embedder, examples, k, "1");
    }

    /**
     * As {@link #nearestExamples(TextEmbedder, List, int)}, with a version of the examples.
     *
     * @param indexVersion change it to have tickets asked again with the examples of today
     */
    public static StandardPrompt nearestExamples(
            TextEmbedder embedder, List<Example> examples, int k, String indexVersion) {
        return new LabelingPrompt("nearest", new NearestExamples(embedder, examples, k, indexVersion), "", "", false);
    }

    /**
     * As {@link #nearestExamples(TextEmbedder, List, int)}, with the examples that a store has at the time of the call. Those for
     * other label sets are passed over, so that one store serves several projects. A call before which examples came or went embeds
     * the new ones first.
     */
    public static StandardPrompt nearestExamples(TextEmbedder embedder, ExampleStore store, int k) {
        return new LabelingPrompt("nearest", new NearestExamples(embedder, store, k), "", "", false);
    }
}
