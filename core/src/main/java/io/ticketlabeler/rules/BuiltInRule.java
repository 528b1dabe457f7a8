package io.ticketlabeler.rules;

import io.ticketlabeler.internal.Digest;
import io.ticketlabeler.ticket.Ticket;
import java.util.List;
import java.util.Optional;

/** A rule for one label. It looks at a {@link Reading}, so that a ticket is prepared once for all rules. */
abstract class BuiltInRule implements LabelingRule {

    private final String name;
    private final Optional<String> label;
    private final boolean readsFields;

    BuiltInRule(String name, String label, boolean readsFields) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a rule needs a name that is not blank");
        }
        if (label.isBlank()) {
            throw new IllegalArgumentException("rule \"" + name + "\" needs a label to vote for");
        }
        this.name = name;
        this.label = Optional.of(label);
        this.readsFields = readsFields;
    }

    /** Whether it votes for its label. */
    abstract boolean fires(Reading reading);

    /** What kind of rule it is, then all its parameters. */
    abstract List<String> parameters();

    final Optional<String> vote(Reading reading) {
        return fires(reading) ? label : Optional.empty();
    }

    @Override
    public final Optional<String> vote(Ticket ticket) {
        return vote(new Reading(ticket));
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final boolean readsFields() {
        return readsFields;
    }

    @Override
    public final String fingerprint() {
        Digest digest = new Digest().field(name).field(label.orElseThrow());
        parameters().forEach(digest::field);
        return digest.shortHex();
    }

    @Override
    public final String toString() {
        return name + " -> " + label.orElseThrow();
    }

    /** Refuses an empty list. */
    static List<String> some(String rule, List<String> values, String what) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("rule \"" + rule + "\" needs at least one " + what);
        }
        return List.copyOf(values);
    }
}
