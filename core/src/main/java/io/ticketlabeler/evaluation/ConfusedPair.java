package io.ticketlabeler.evaluation;

import java.util.List;

/**
 * Two labels that are taken for each other, in both directions together: most likely their definitions do not tell them apart.
 *
 * @param one       the label that people chose more often of the two where they differ
 * @param other     the other one
 * @param oneAsOther tickets that people gave {@code one} and the model {@code other}, by weight
 * @param otherAsOne the reverse
 * @param share     of the tickets that people gave one of the two
 * @param ticketIds some of the tickets, at most {@value Confusion#SAMPLES} for each direction, to read
 */
public record ConfusedPair(
        String one, String other, double oneAsOther, double otherAsOne, double share, List<String> ticketIds) {

    public ConfusedPair {
        ticketIds = List.copyOf(ticketIds);
    }

    /** Both directions. */
    public double count() {
        return oneAsOther + otherAsOne;
    }
}
