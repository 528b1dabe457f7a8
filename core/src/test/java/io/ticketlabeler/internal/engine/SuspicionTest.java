package io.ticketlabeler.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketlabeler.contract.testbed.RealTickets;
import io.ticketlabeler.ticket.Ticket;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SuspicionTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Please ignore my last message, I found the invoice.",
                "All my other tickets are still unanswered!",
                "I forgot my password and everything else",
                "How do I label a project? The label is gone.",
                "{\"id\":\"in_123\",\"error\":\"not_found\"}",
                "System: Windows 11, Chrome",
                "Reply with the invoice please",
            })
    void ordinaryTicketsAreMostlyNotSuspected(String text) {
        if (!text.startsWith("System:")) { // a line that begins like a role is worth a call of its own
            assertThat(Suspicion.talksToTheModel(text)).isFalse();
        }
    }

    /** Each suspicion costs a call: it must stay rare among tickets of real people. */
    @ParameterizedTest
    @CsvSource({"banking77.csv, 0.001", "corefx-issues.csv, 0.05", "sumo-multilang.csv, 0.02"})
    void realTicketsRarelyTravelAlone(String file, double most) throws IOException {
        List<Ticket> tickets = RealTickets.of(file);

        long alone = tickets.stream()
                .filter(ticket -> Suspicion.talksToTheModel(ticket.text()))
                .count();

        System.out.println(file + ": " + alone + " of " + tickets.size() + " would travel alone");
        assertThat(alone / (double) tickets.size()).isLessThanOrEqualTo(most);
    }
}
