package io.ticketlabeler.read;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Shapes after Intercom's conversation and ticket objects and HubSpot's CSV export and CRM API. */
class IntercomAndHubSpotTest extends ReadingTest {

    private static final String CONVERSATION =
            """
            {"type":"conversation","id":"1911149811","created_at":1734537243,"title":null,"state":"open","read":true,"priority":"not_priority",
             "source":{"type":"email","id":"s1","delivered_as":"customer_initiated","subject":"<p>Refund</p>","body":"<p>Hi,</p><p>where is it?</p>",
               "author":{"type":"user","id":"7","email":"a@example.com"}},
             "contacts":{"type":"contact.list","contacts":[{"type":"contact","id":"7"}]},
             "tags":{"type":"tag.list","tags":[{"id":"1","name":"billing"}]},
             "conversation_parts":{"type":"conversation_part.list","total_count":4,"conversation_parts":[
               {"type":"conversation_part","id":"1","part_type":"assignment","body":null,"author":{"type":"bot"}},
               {"type":"conversation_part","id":"2","part_type":"comment","body":"<p>Which order?</p>","author":{"type":"admin"}},
               {"type":"conversation_part","id":"3","part_type":"note","body":"<p>angry</p>","author":{"type":"admin"}},
               {"type":"conversation_part","id":"4","part_type":"comment","body":"<p>No 12</p>","author":{"type":"user"}}]}}"""
                    .replace("\n", "");

    @Test
    void conversationListsAreRead() {
        Read read = read(
                "{\"type\":\"conversation.list\",\"pages\":{\"type\":\"pages\",\"next\":null},\"total_count\":1,\"conversations\":["
                        + CONVERSATION + "]}");

        assertThat(read.report().format()).isEqualTo(TicketFormat.INTERCOM);
        assertThat(read.only().id()).isEqualTo("1911149811");
        assertThat(read.only().text()).isEqualTo("Refund\n\nHi,\nwhere is it?");
        assertThat(read.only().fields())
                .containsEntry("subject", "Refund")
                .containsEntry("body", "Hi,\nwhere is it?")
                .containsEntry("comments", "Which order?\n\nNo 12")
                .containsEntry("notes", "angry")
                .containsEntry("tags.tags", "[{\"id\":\"1\",\"name\":\"billing\"}]")
                .containsEntry("source.delivered_as", "customer_initiated");
    }

    @Test
    void linesOfConversationsAreRead() {
        Read read = read(CONVERSATION + "\n" + CONVERSATION.replace("1911149811", "2") + "\n");

        assertThat(read.ids()).containsExactly("1911149811", "2");
    }

    @Test
    void aConversationThatBeganWithoutWordsIsReadFromItsParts() {
        Read read = read("["
                + CONVERSATION
                        .replace("\"<p>Hi,</p><p>where is it?</p>\"", "null")
                        .replace("\"<p>Refund</p>\"", "\"\"") + "]");

        assertThat(read.only().text()).isEqualTo("No 12");
    }

    @Test
    void theOlderMessageIsReadToo() {
        Read read = read(
                """
                {"conversations":[{"type":"conversation","id":"147","customers":[{"type":"user","id":"1"}],
                  "conversation_message":{"type":"conversation_message","id":"5","subject":"","body":"<p>Hello</p>","author":{"type":"user"}},
                  "open":true,"state":"open"}]}
                """);

        assertThat(read.only().text()).isEqualTo("Hello");
    }

    @Test
    void intercomTicketsAreRead() {
        Read read = read(
                """
                {"type":"ticket.list","tickets":[{"type":"ticket","id":"494","ticket_id":"53","category":"Customer",
                  "ticket_attributes":{"_default_title_":"Broken","_default_description_":"It is <b>off</b>","plan":"pro"}}],"total_count":1}
                """);

        assertThat(read.only().id()).isEqualTo("494");
        assertThat(read.only().text()).isEqualTo("Broken\n\nIt is off");
        assertThat(read.only().fields())
                .containsEntry("ticket_id", "53")
                .containsEntry("ticket_attributes.plan", "pro");
    }

    @Test
    void hubSpotCsvIsRead() {
        Read read = read(
                """
                "Ticket ID","Ticket name","Pipeline","Ticket status","Create date","Priority","Ticket owner","Ticket description","Source"
                "987654321","Cannot pay","Support Pipeline","New","2026-05-02 10:00","High","","Card is refused,
                every time","Email"
                """);

        assertThat(read.report().format()).isEqualTo(TicketFormat.HUBSPOT);
        assertThat(read.only().id()).isEqualTo("987654321");
        assertThat(read.only().text()).isEqualTo("Cannot pay\n\nCard is refused,\nevery time");
        assertThat(read.only().fields())
                .containsEntry("Pipeline", "Support Pipeline")
                .containsEntry("Ticket owner", "");
    }

    @Test
    void hubSpotCsvWithRecordIdsAndWithoutDescriptionIsRead() {
        Read read = read("Record ID,Ticket name,Ticket status\n1,A,New\n");

        assertThat(read.only().id()).isEqualTo("1");
        assertThat(read.only().text()).isEqualTo("A");
    }

    @Test
    void hubSpotObjectsAreRead() {
        Read read = read(
                """
                {"results":[{"id":"4660","properties":{"content":"I cannot pay","createdate":"2026-05-02T10:00:00Z","hs_object_id":"4660",
                  "hs_pipeline":"0","hs_pipeline_stage":"1","hs_ticket_priority":"HIGH","subject":"Payment"},
                  "createdAt":"2026-05-02T10:00:00Z","archived":false}],"paging":{"next":{"after":"4661","link":"x"}}}
                """);

        assertThat(read.report().format()).isEqualTo(TicketFormat.HUBSPOT);
        assertThat(read.only().id()).isEqualTo("4660");
        assertThat(read.only().text()).isEqualTo("Payment\n\nI cannot pay");
        assertThat(read.only().fields())
                .containsEntry("properties.hs_ticket_priority", "HIGH")
                .containsEntry("archived", "false");
    }
}
