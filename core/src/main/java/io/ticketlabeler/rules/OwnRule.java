package io.ticketlabeler.rules;

import io.ticketlabeler.ticket.Ticket;
import java.util.List;
import java.util.function.Predicate;

/** A test of the user's own. */
final class OwnRule extends BuiltInRule {

    private final Predicate<Ticket> test;

    OwnRule(String name, String label, Predicate<Ticket> test) {
        super(name, label, true);
        this.test = test;
    }

    @Override
    boolean fires(Reading reading) {
        return test.test(reading.ticket);
    }

    @Override
    List<String> parameters() {
        return List.of("own");
    }
}
