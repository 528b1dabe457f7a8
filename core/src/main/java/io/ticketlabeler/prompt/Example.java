package io.ticketlabeler.prompt;

import java.util.List;

/**
 * A ticket that a person has labelled, shown to the model as a pattern.
 *
 * @param text   the ticket's text
 * @param labels names of the label set; one for single choice, none where no label fits
 */
public record Example(String text, List<String> labels) {

    private static final int SHORT_CHARS = 1_000;

    public Example {
        labels = List.copyOf(labels);
    }

    /** An example for single choice. */
    public static Example of(String text, String label) {
        return new Example(text, List.of(label));
    }

    /** The same with the first {@value #SHORT_CHARS} characters of the text at most: examples are paid for in each call that shows them. */
    public Example inShort() {
        if (text.length() <= SHORT_CHARS) {
            return this;
        }
        boolean cutsPair = Character.isHighSurrogate(text.charAt(SHORT_CHARS - 1));
        return new Example(text.substring(0, cutsPair ? SHORT_CHARS - 1 : SHORT_CHARS), labels);
    }

    /** Names the labels and the length of the text, never the text. */
    @Override
    public String toString() {
        return "Example[" + labels + ", " + text.length() + " chars]";
    }
}
