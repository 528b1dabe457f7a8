package io.ticketlabeler.rules;

import java.util.List;
import java.util.OptionalDouble;

/**
 * What one rule does, with the figures and names of weak supervision.
 *
 * @param rule      its name
 * @param polarity  the labels that it voted for, in alphabetical order; empty if it never voted
 * @param votes     tickets that it voted on
 * @param coverage  their share of all tickets
 * @param overlaps  share of all tickets where it and another rule voted
 * @param conflicts share of all tickets where it voted and another rule voted for another label
 * @param correct   votes on reviewed tickets that are right
 * @param incorrect votes on reviewed tickets that are wrong
 * @param gaveUp    tickets on which it {@linkplain RuleGaveUpException gave up}
 */
public record RuleLine(
        String rule,
        List<String> polarity,
        long votes,
        double coverage,
        double overlaps,
        double conflicts,
        long correct,
        long incorrect,
        long gaveUp) {

    public RuleLine {
        polarity = List.copyOf(polarity);
    }

    /** Share of the votes on reviewed tickets that are right; empty when there is none, where Snorkel shows 0. */
    public OptionalDouble accuracy() {
        long reviewed = correct + incorrect;
        return reviewed == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) correct / reviewed);
    }
}
