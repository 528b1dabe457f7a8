package io.ticketlabeler.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketlabeler.TicketLabeler;
import io.ticketlabeler.model.ModelCallException;
import io.ticketlabeler.model.ModelCallException.Kind;
import io.ticketlabeler.ticket.Failed;
import io.ticketlabeler.ticket.Outcome;
import io.ticketlabeler.ticket.Ticket;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** R11: tickets that spoil a whole call are found by halving, wherever they are, and all others are labelled. */
@Timeout(60)
class PoisonTest {

    private static final int BATCH = 25;
    private static final int ONE = 2 * 5 + 1; // 2 * ceil(log2 25) + 1 calls to find one

    private static List<Ticket> poisoned(Set<Integer> positions) {
        List<Ticket> tickets = new ArrayList<>(Given.tickets(BATCH));
        positions.forEach(i -> tickets.set(i, Ticket.of("T" + i, "poison " + i)));
        return tickets;
    }

    private static int callsFor(Set<Integer> positions, Kind kind) {
        TestModel model = TestModel.doing(tickets -> {
            if (tickets.stream().anyMatch(ticket -> ticket.text().startsWith("poison"))) {
                throw new ModelCallException(kind, "not like this");
            }
        });
        try (TicketLabeler labeler = Given.labeler(model).batchSize(BATCH).build()) {
            List<Outcome> outcomes = labeler.label(poisoned(positions));
            for (int i = 0; i < BATCH; i++) {
                assertThat(outcomes.get(i) instanceof Failed).isEqualTo(positions.contains(i));
            }
        }
        return model.calls().size();
    }

    @ParameterizedTest
    @EnumSource(names = {"BAD_REQUEST", "REFUSED", "TOO_LONG"})
    void oneInAnyPosition(Kind kind) {
        for (int i = 0; i < BATCH; i++) {
            assertThat(callsFor(Set.of(i), kind)).isLessThanOrEqualTo(ONE);
        }
    }

    /** An answer without anything usable is paid; a ticket is asked alone three times at most. */
    @Test
    void oneThatSpoilsTheAnswer() {
        for (int i = 0; i < BATCH; i++) {
            assertThat(callsFor(Set.of(i), Kind.UNUSABLE_REPLY)).isLessThanOrEqualTo(ONE + 2);
        }
    }

    @Test
    void twoOrThreeAnywhere() {
        Random chance = new Random(11);
        for (int round = 0; round < 50; round++) {
            Set<Integer> positions = new TreeSet<>();
            int count = 2 + round % 2;
            while (positions.size() < count) {
                positions.add(chance.nextInt(BATCH));
            }

            assertThat(callsFor(positions, Kind.REFUSED)).isLessThanOrEqualTo(count * (ONE - 1) + 1);
        }
    }
}
