package io.ticketlabeler.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TicketFormatTest extends ReadingTest {

    @ParameterizedTest
    @EnumSource
    void formatsAreKnownByName(TicketFormat format) {
        assertThat(TicketFormat.named(format.code())).isEqualTo(format);
        assertThat(TicketFormat.named(" " + format.name() + " ")).isEqualTo(format);
    }

    @Test
    void otherNamesOfTheSameAreUnderstood() {
        assertThat(TicketFormat.named("otrs")).isEqualTo(TicketFormat.ZNUNY);
        assertThat(TicketFormat.named("NDJSON")).isEqualTo(TicketFormat.JSONL);
    }

    @Test
    void anUnknownNameIsAnErrorThatListsTheKnownOnes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TicketFormat.named("servicenow"))
                .withMessageContaining("zendesk, freshdesk, jira");
    }

    @ParameterizedTest
    @EnumSource
    void everyHelpDeskReadsAPlainFileTooWhenItsOwnNamesAreMissing(HelpDesk desk) {
        assertThat(all(desk.read(file("id;title;text\n1;a;b\n"))).texts()).containsExactly("a\n\nb");
        assertThat(all(desk.read(file("[{\"id\":1,\"title\":\"a\",\"text\":\"b\"}]")))
                        .texts())
                .containsExactly("a\n\nb");
        assertThat(all(desk.read(file("id;title;text\n1;a;b\n"))).report().format())
                .isEqualTo(desk.format());
    }

    @Test
    void autoIsTheSameAsReadingAnyFile() {
        assertThat(all(HelpDesk.auto(file("id,text\n1,a\n"))).texts()).containsExactly("a");
    }

    @Test
    void aReportIsALineForPeople() {
        ReadReport report = read("Ticket ID;Subject;Status;Agent;Created time\n1;a;Open;Bob;2026\n")
                .report();

        assertThat(report)
                .hasToString("tickets.export: 1 tickets from 1 records (freshdesk, CSV, UTF-8 by plain ASCII); "
                        + "no column with a body was found: the text of a ticket is its subject");
    }
}
