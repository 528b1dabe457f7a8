package io.ticketlabeler.ticket;

import java.util.OptionalDouble;

/**
 * A label and how sure its source was.
 *
 * @param name       a name of the label set
 * @param confidence 0 to 1 as the source gave it, uncalibrated; empty when it gave none
 * @param source     where the confidence comes from; {@link ConfidenceSource#NONE} exactly when it is empty
 */
public record ScoredLabel(String name, OptionalDouble confidence, ConfidenceSource source) {

    public ScoredLabel {
        if (confidence.isPresent()
                && !(confidence.getAsDouble() >= 0 && confidence.getAsDouble() <= 1)) { // also refuses NaN
            throw new IllegalArgumentException(
                    "confidence of label \"" + name + "\" is " + confidence.getAsDouble() + ", expected 0..1");
        }
        if (confidence.isEmpty() != (source == ConfidenceSource.NONE)) {
            throw new IllegalArgumentException(
                    "label \"" + name + "\": a confidence needs a source, and a source a confidence");
        }
    }

    public static ScoredLabel of(String name) {
        return new ScoredLabel(name, OptionalDouble.empty(), ConfidenceSource.NONE);
    }

    /** With a confidence that the model {@linkplain ConfidenceSource#STATED stated}. */
    public static ScoredLabel of(String name, double confidence) {
        return of(name, confidence, ConfidenceSource.STATED);
    }

    public static ScoredLabel of(String name, double confidence, ConfidenceSource source) {
        return new ScoredLabel(name, OptionalDouble.of(confidence), source);
    }
}
