package io.ticketlabeler.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketlabeler.contract.testbed.RealTickets;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tickets of other people, which lie outside the repository. */
class RealTicketsTest extends ReadingTest {

    @ParameterizedTest
    @CsvSource({
        "banking77.csv, 2000, label",
        "corefx-issues.csv, 600, subject;body;label",
        "sumo-multilang.csv, 500, locale;subject;body;label;tags;human_tags;created_at"
    })
    void allAreRead(String name, int count, String fields) {
        Path file = RealTickets.directory().resolve(name);

        Read read = all(TicketFiles.read(file));

        assertThat(read.tickets()).hasSize(count).allSatisfy(ticket -> {
            assertThat(ticket.text()).isNotBlank().doesNotContain("</p>");
            assertThat(ticket.fields().keySet()).containsExactly(fields.split(";"));
        });
    }
}
