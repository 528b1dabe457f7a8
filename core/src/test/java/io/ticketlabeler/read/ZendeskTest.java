package io.ticketlabeler.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import org.junit.jupiter.api.Test;

/**
 * Shapes after Zendesk's documentation of the ticket object, the incremental export and the data exports.
 *
 * @see <a href="https://developer.zendesk.com/api-reference/ticketing/tickets/tickets/">tickets</a>
 */
class ZendeskTest extends ReadingTest {

    private static final String TICKET =
            """
            {"url":"https://acme.zendesk.com/api/v2/tickets/35436.json","id":35436,"external_id":null,
             "via":{"channel":"email","source":{"from":{"address":"c@example.com"},"to":{},"rel":null}},
             "created_at":"2026-07-20T22:55:29Z","updated_at":"2026-08-01T10:38:32Z","type":"incident",
             "subject":"Drucker brennt 🔥","raw_subject":"Drucker brennt 🔥",
             "description":"Seit heute früh.\\n\\nBitte helfen Sie!","priority":"high","status":"open","recipient":"support@acme.com",
             "requester_id":20978392,"submitter_id":76872,"assignee_id":235323,"group_id":98738,"collaborator_ids":[35334,234],
             "has_incidents":false,"due_at":null,"tags":["enterprise","other_tag"],
             "custom_fields":[{"id":27642,"value":"745"},{"id":27648,"value":null}],
             "satisfaction_rating":{"id":1234,"score":"good","comment":"Great!"},"ticket_form_id":null,"brand_id":47}""";

    @Test
    void apiArrayIsRead() {
        Read read = read("[" + TICKET + "]");

        assertThat(read.report().format()).isEqualTo(TicketFormat.ZENDESK);
        assertThat(read.only().id()).isEqualTo("35436");
        assertThat(read.only().text()).isEqualTo("Drucker brennt 🔥\n\nSeit heute früh.\n\nBitte helfen Sie!");
        assertThat(read.only().fields())
                .containsEntry("subject", "Drucker brennt 🔥")
                .containsEntry("body", "Seit heute früh.\n\nBitte helfen Sie!")
                .containsEntry("via.channel", "email")
                .containsEntry("priority", "high")
                .containsEntry("tags", "enterprise;other_tag")
                .containsEntry("collaborator_ids", "35334;234")
                .containsEntry("custom_fields", "[{\"id\":27642,\"value\":\"745\"},{\"id\":27648,\"value\":null}]")
                .containsEntry("satisfaction_rating.score", "good")
                .doesNotContainKeys("id", "description", "due_at");
    }

    @Test
    void pagesWithAWrapperAreRead() {
        Read read = read("{\"count\":1,\"next_page\":null,\"previous_page\":null,\"tickets\":[" + TICKET + "]}");

        assertThat(read.ids()).containsExactly("35436");
        assertThat(read.report().layout()).isEqualTo("JSON \"tickets\"");
    }

    @Test
    void singleTicketsInAnEnvelopeAreRead() {
        Read read = read("{\"ticket\":" + TICKET.replace("\n", "") + "}\n{\"ticket\":"
                + TICKET.replace("\n", "").replace("35436", "35437")
                + ",\"comments\":[{\"id\":1,\"body\":\"later\",\"public\":true}]}\n");

        assertThat(read.ids()).containsExactly("35436", "35437");
        assertThat(read.tickets().get(1).fields()).containsEntry("comments", "later");
    }

    @Test
    void incrementalExportYieldsTheLastStateAndLeavesDeletedOut() {
        Read read = read(
                """
                {"tickets":[
                  {"id":1,"subject":"One","description":"old","status":"open","via":{"channel":"web"},"generated_timestamp":1},
                  {"id":2,"subject":"Two","description":"b","status":"open","via":{"channel":"web"},"generated_timestamp":2},
                  {"id":3,"subject":"Three","description":"c","status":"open","via":{"channel":"web"},"generated_timestamp":3}],
                 "count":3,"end_time":1700000000,"end_of_stream":false,"next_page":"https://acme.zendesk.com/api/v2/incremental"}
                {"tickets":[
                  {"id":1,"subject":"One","description":"new","status":"solved","via":{"channel":"web"},"generated_timestamp":4},
                  {"id":2,"subject":"SCRUBBED","description":"SCRUBBED","status":"deleted","via":{"channel":"web"},"generated_timestamp":5}],
                 "count":2,"end_time":1700000100,"end_of_stream":true,"next_page":null}
                """);

        assertThat(read.ids()).containsExactly("3", "1");
        assertThat(read.texts()).containsExactly("Three\n\nc", "One\n\nnew");
        assertThat(read.report().records()).isEqualTo(5);
        assertThat(read.report().repeated()).isEqualTo(2);
        assertThat(read.report().leftOut()).containsExactly(entry("deleted", 1L));
    }

    @Test
    void fewPropertiesAreEnoughToKnowAnIncrementalExport() {
        Read read = read(
                """
                {"tickets":[{"id":1,"subject":"A","description":"a","status":"open"},{"id":1,"subject":"A","description":"b","status":"open"},
                 {"id":2,"subject":"B","description":"c","status":"deleted"}],"end_time":1,"end_of_stream":true}
                """);

        assertThat(read.texts()).containsExactly("A\n\nb");
        assertThat(read.report().format()).isEqualTo(TicketFormat.ZENDESK);
    }

    @Test
    void pagesSavedInAnArrayAreRead() {
        Read read = read("[{\"tickets\":[" + TICKET + "],\"next_page\":\"x\"},{\"tickets\":["
                + TICKET.replace("35436", "2") + "]},{\"tickets\":[],\"count\":0}]");

        assertThat(read.ids()).containsExactly("35436", "2");
        assertThat(read.report().format()).isEqualTo(TicketFormat.ZENDESK);
    }

    @Test
    void whatBecomesOfRepeatedIdsCanBeSettledAllTheSame() {
        String twice =
                """
                {"id":1,"subject":"One","description":"old","via":{"channel":"web"}}
                {"id":1,"subject":"One","description":"new","via":{"channel":"web"}}
                """;

        assertThat(read(twice, repeated(ReadOptions.OnRepeatedId.KEEP_FIRST)).texts())
                .containsExactly("One\n\nold");
        assertThat(failure(twice, repeated(ReadOptions.OnRepeatedId.FAIL)).line())
                .isEqualTo(2);
    }

    @Test
    void linesWithCommentsGiveTheCustomersFirstWordsAndKeepTheRest() {
        Read read = read(
                """
                {"id":5,"subject":"Refund","requester_id":7,"status":"open","via":{"channel":"email"},"description":"I want a refund.","comments":[{"id":1,"author_id":7,"body":"I want a  refund.","html_body":"<p>I want a refund.</p>","public":true},{"id":2,"author_id":9,"plain_body":"Which order?","public":true},{"id":3,"author_id":9,"body":"fraud?","public":false},{"id":4,"author_id":7,"body":"Order 12","public":true}]}
                {"id":6,"subject":"Call","requester_id":8,"status":"open","via":{"channel":"voice"},"description":null,"comments":[{"id":1,"author_id":9,"body":"Called us","public":false},{"id":2,"author_id":9,"body":"Hello, how can I help?","public":true},{"id":3,"author_id":8,"html_body":"<div>No<br>sound</div>","public":true}]}
                """);

        assertThat(read.report().format()).isEqualTo(TicketFormat.ZENDESK);
        assertThat(read.report().layout()).isEqualTo("JSON Lines");
        assertThat(read.texts()).containsExactly("Refund\n\nI want a refund.", "Call\n\nNo\nsound");
        assertThat(read.tickets().get(0).fields())
                .containsEntry("comments", "Which order?\n\nOrder 12")
                .containsEntry("notes", "fraud?");
        assertThat(read.tickets().get(1).fields())
                .containsEntry("body", "No\nsound")
                .containsEntry("comments", "Hello, how can I help?")
                .containsEntry("notes", "Called us");
    }

    @Test
    void searchResultsThatAreNoTicketsAreLeftOut() {
        Read read = read(
                """
                {"results":[{"id":1,"result_type":"ticket","subject":"A","description":"a","via":{"channel":"web"}},
                            {"id":2,"result_type":"user","name":"Ann"}],"facets":null,"count":2}
                """);

        assertThat(read.ids()).containsExactly("1");
        assertThat(read.report().leftOutCount()).isEqualTo(1);
    }

    @Test
    void csvViewWithoutABodyIsReadBySubject() {
        Read read = read(
                """
                "ID","Subject","Requester","Requester Email","Requested","Updated","Group","Assignee"
                "35436","Printer, again","Ann","ann@example.com","2026-07-20 22:55","2026-08-01 10:38","Support","-"
                """);

        assertThat(read.report().format()).isEqualTo(TicketFormat.ZENDESK);
        assertThat(read.only().id()).isEqualTo("35436");
        assertThat(read.only().text()).isEqualTo("Printer, again");
        assertThat(read.only().fields())
                .containsEntry("subject", "Printer, again")
                .containsEntry("Group", "Support");
        assertThat(read.report().notes()).singleElement().asString().contains("subject");
    }

    @Test
    void accountCsvExportIsRead() {
        Read read = read(
                """
                "Summation column","Id","Requester","Requester id","Requester email","Submitter","Assignee","Group","Subject","Tags","Status","Priority","Via","Created at","Satisfaction Score","Reopens","Description [txt]"
                1,"17","Ann","555","ann@example.com","Ann","Bob","L1","Cannot log in","login web","Open","High","Mail","2026-05-02 10:00","Not Offered",0,"It says: wrong password"
                """);

        assertThat(read.report().format()).isEqualTo(TicketFormat.ZENDESK);
        assertThat(read.only().id()).isEqualTo("17");
        assertThat(read.only().text()).isEqualTo("Cannot log in\n\nIt says: wrong password");
    }

    @Test
    void repeatedIdsInCsvAreAnErrorForCsvIsNoIncrementalExport() {
        assertThat(failure("ID,Subject,Requester\n1,a,x\n1,b,y\n")).hasMessageContaining("line 2");
    }

    private static ReadOptions repeated(ReadOptions.OnRepeatedId what) {
        return ReadOptions.builder().onRepeatedId(what).build();
    }
}
