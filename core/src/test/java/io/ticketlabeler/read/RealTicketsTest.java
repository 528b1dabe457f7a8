package io.ticketlabeler.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tickets of other people, which lie outside the repository ({@code -Dticketlabeler.data=DIRECTORY}). */
class RealTicketsTest extends ReadingTest {

    @ParameterizedTest
    @CsvSource({
        "banking77.csv, 2000, label",
        "corefx-issues.csv, 600, subject;body;label",
        "sumo-multilang.csv, 500, locale;subject;body;label;tags;human_tags;created_at"
    })
    void allAreRead(String name, int count, String fields) {
        Path file = Path.of(System.getProperty("ticketlabeler.data", ""), name);
        assumeThat(Files.exists(file)).as("ticket data").isTrue();

        Read read = all(TicketFiles.read(file));

        assertThat(read.tickets()).hasSize(count).allSatisfy(ticket -> {
            assertThat(ticket.text()).isNotBlank().doesNotContain("</p>");
            assertThat(ticket.fields().keySet()).containsExactly(fields.split(";"));
        });
    }
}
