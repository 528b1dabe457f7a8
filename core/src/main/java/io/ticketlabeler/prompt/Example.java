package io.ticketlabeler.prompt;

import java.util.List;

/**
 * A ticket that a person has labelled, shown to the model as a pattern.
 *
 * @param text   the ticket's text
 * @param labels names of the label set; one for single choice, none where no label fits
 */
public record Example(String text, List<String> labels) {

    public Example {
        labels = List.copyOf(labels);
    }

    /** An example for single choice. */
    public static Example of(String text, String label) {
        return new Example(text, List.of(label));
    }

    /** Names the labels and the length of the text, never the text. */
    @Override
    public String toString() {
        return "Example[" + labels + ", " + text.length() + " chars]";
    }
}
