package io.ticketlabeler.ticket;

import java.util.OptionalDouble;

/**
 * A label and how sure its source was.
 *
 * @param name       a name of the label set
 * @param confidence 0 to 1 as the source stated it, uncalibrated; empty when it said nothing
 */
public record ScoredLabel(String name, OptionalDouble confidence) {

    public ScoredLabel {
        if (confidence.isPresent()
                && !(confidence.getAsDouble() >= 0 && confidence.getAsDouble() <= 1)) { // also refuses NaN
            throw new IllegalArgumentException(
                    "confidence of label \"" + name + "\" is " + confidence.getAsDouble() + ", expected 0..1");
        }
    }

    public static ScoredLabel of(String name) {
        return new ScoredLabel(name, OptionalDouble.empty());
    }

    public static ScoredLabel of(String name, double confidence) {
        return new ScoredLabel(name, OptionalDouble.of(confidence));
    }
}
