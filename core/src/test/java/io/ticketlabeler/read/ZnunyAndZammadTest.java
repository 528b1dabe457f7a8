package io.ticketlabeler.read;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * Shapes after Znuny's {@code TicketGet} and its CSV of searches and statistics, and Zammad's ticket API.
 *
 * @see <a href="https://doc.znuny.org/znuny/admin/webservices/provider/index.html">Znuny web services</a>
 * @see <a href="https://docs.zammad.org/en/latest/api/ticket/articles.html">Zammad articles</a>
 */
class ZnunyAndZammadTest extends ReadingTest {

    @Test
    void znunyTicketsWithArticlesAreRead() {
        Read read = read(
                """
                {"Ticket":[{"TicketNumber":"2026072142000017","TicketID":"17","Title":"Kein Ton","Queue":"Raw","State":"new","Priority":"3 normal",
                  "CustomerID":"acme","DynamicField":[{"Name":"Product","Value":"X"}],
                  "Article":[
                    {"ArticleID":"1","SenderType":"system","Subject":"Auto","Body":"Danke für Ihre Anfrage","ContentType":"text/plain; charset=utf-8","IsVisibleForCustomer":"1"},
                    {"ArticleID":"2","SenderType":"customer","Subject":"Kein Ton","Body":"<p>Seit gestern<br>kein Ton</p>","ContentType":"text/html; charset=utf-8","IsVisibleForCustomer":"1"},
                    {"ArticleID":"3","SenderType":"agent","Subject":"n","Body":"intern","MimeType":"text/plain","IsVisibleForCustomer":"0"}]},
                 {"TicketNumber":"2026072142000018","TicketID":"18","Title":"Nur einer","Article":{"SenderType":"customer","Body":"a < b","MimeType":"text/plain"}}]}
                """);

        assertThat(read.report().format()).isEqualTo(TicketFormat.ZNUNY);
        assertThat(read.ids()).containsExactly("2026072142000017", "2026072142000018");
        assertThat(read.texts()).containsExactly("Kein Ton\n\nSeit gestern\nkein Ton", "Nur einer\n\na < b");
        assertThat(read.tickets().get(0).fields())
                .containsEntry("subject", "Kein Ton")
                .containsEntry("TicketID", "17")
                .containsEntry("Queue", "Raw")
                .containsEntry("comments", "Danke für Ihre Anfrage")
                .containsEntry("notes", "intern");
    }

    @Test
    void znunyAnswersOnePerLineAreRead() {
        String line =
                "{\"Ticket\":[{\"TicketNumber\":\"#\",\"Title\":\"T\",\"Article\":[{\"SenderType\":\"customer\",\"Body\":\"b\"}]}]}\n";

        assertThat(read(line.replace("#", "1") + line.replace("#", "2")).ids()).containsExactly("1", "2");
    }

    @Test
    void otrsSearchAsCsvIsRead() {
        Read read = read(
                """
                Ticket#;Age;Created;Closed;FirstLock;FirstResponse;State;Priority;Queue;Lock;Owner;CustomerID;From;Subject;AccountedTime;ArticleTree
                2026072142000017;2 d;2026-07-21 10:00:00;;;;open;3 normal;Raw;unlock;root;acme;"""
                        + "\"Ann <ann@example.com>\";Kein Ton;0;\"Seit gestern\nkein Ton\"\n");

        assertThat(read.report().format()).isEqualTo(TicketFormat.ZNUNY);
        assertThat(read.only().id()).isEqualTo("2026072142000017");
        assertThat(read.only().text()).isEqualTo("Kein Ton\n\nSeit gestern\nkein Ton");
        assertThat(read.only().fields()).containsEntry("From", "Ann <ann@example.com>");
    }

    @Test
    void otrsStatisticsWithATitleAreRead() {
        Read read = read(
                """
                "List of tickets";
                "Number";"Ticketnummer";"Titel";"Queue"
                "1";"2026072142000017";"Kein Ton";"Raw"
                """
                        .replace("\"List of tickets\";", "\"List of tickets 2026-07\""));

        assertThat(read.only().id()).isEqualTo("2026072142000017");
        assertThat(read.only().text()).isEqualTo("Kein Ton");
    }

    @Test
    void zammadTicketsWithArticlesAreRead() {
        Read read = read(
                """
                [{"id":1,"group_id":1,"priority_id":2,"state_id":1,"number":"67001","title":"Help me","owner_id":3,"customer_id":10,
                  "note":null,"article_count":3,"article_ids":[1,2,3],"group":"Users","state":"open","preferences":{},
                  "articles":[
                    {"id":1,"subject":"Help me","body":"<div>Agent called</div>","content_type":"text/html","internal":true,"sender":"Agent","type":"phone"},
                    {"id":2,"body":"<div>It fails</div><div>again</div>","content_type":"text/html","internal":false,"sender":"Customer","type":"email"},
                    {"id":3,"body":"Use Map<K,V>","content_type":"text/plain","internal":false,"sender":"Agent","type":"email"}]}]
                """);

        assertThat(read.report().format()).isEqualTo(TicketFormat.ZAMMAD);
        assertThat(read.only().id()).isEqualTo("67001");
        assertThat(read.only().text()).isEqualTo("Help me\n\nIt fails\nagain");
        assertThat(read.only().fields())
                .containsEntry("id", "1")
                .containsEntry("group", "Users")
                .containsEntry("article_ids", "1;2;3")
                .containsEntry("comments", "Use Map<K,V>")
                .containsEntry("notes", "Agent called");
    }

    @Test
    void zammadTicketsWithoutArticlesAreReadByTitle() {
        Read read =
                read("[{\"id\":1,\"number\":\"67001\",\"title\":\"Help me\",\"article_count\":1,\"article_ids\":[1]}]");

        assertThat(read.only().text()).isEqualTo("Help me");
        assertThat(read.report().notes()).isNotEmpty();
    }

    @Test
    void zammadSearchWithAssetsIsRead() {
        Read read = read(
                """
                {"tickets":[2,1],"tickets_count":2,"assets":{
                  "Ticket":{"1":{"id":1,"number":"67001","title":"A","article_ids":[5]},"2":{"id":2,"number":"67002","title":"B","article_ids":[6]}},
                  "TicketArticle":{"5":{"id":5,"ticket_id":1,"body":"a","content_type":"text/plain","sender":"Customer"},
                                   "6":{"id":6,"ticket_id":2,"body":"<p>b</p>","content_type":"text/html","sender":"Customer"}},
                  "User":{"3":{"id":3,"firstname":"Ann"}}}}
                """);

        assertThat(read.ids()).containsExactly("67002", "67001");
        assertThat(read.texts()).containsExactly("B\n\nb", "A\n\na");
    }

    @Test
    void zammadCsvIsRead() {
        Read read = read("#,Title,State,Priority,Group,Customer\n67001,Help me,open,2 normal,Users,Ann\n");

        assertThat(read.report().format()).isEqualTo(TicketFormat.ZAMMAD);
        assertThat(read.only().id()).isEqualTo("67001");
    }
}
