package io.ticketlabeler.read;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Shapes after Jira's CSV export and the search of its REST API, version 2 and 3. */
class JiraTest extends ReadingTest {

    @Test
    void csvExportWithRepeatedHeadersIsRead() {
        Read read = read(
                """
                Summary,Issue key,Issue id,Issue Type,Status,Project key,Priority,Reporter,Created,Labels,Labels,Description,Custom field (Request Type),Comment,Comment,Comment
                "VPN drops, daily",SD-12,10012,Service Request,Waiting for support,SD,High,ann,21/Jul/26 4:14 PM,vpn,remote,"h2. Since Monday
                * every hour
                * only on Wi-Fi {code}List<String>{code}",Get IT help,21/Jul/26 5:00 PM;bob;Which client?,21/Jul/26 6:00 PM;ann;The new one,
                """);

        assertThat(read.report().format()).isEqualTo(TicketFormat.JIRA);
        assertThat(read.only().id()).isEqualTo("SD-12");
        assertThat(read.only().text())
                .isEqualTo(
                        "VPN drops, daily\n\nh2. Since Monday\n* every hour\n* only on Wi-Fi {code}List<String>{code}");
        assertThat(read.only().fields())
                .containsEntry("subject", "VPN drops, daily")
                .containsEntry("Issue id", "10012")
                .containsEntry("Labels", "vpn")
                .containsEntry("Labels (2)", "remote")
                .containsEntry("Comment", "21/Jul/26 5:00 PM;bob;Which client?")
                .containsEntry("Comment (2)", "21/Jul/26 6:00 PM;ann;The new one")
                .containsEntry("Comment (3)", "");
    }

    @Test
    void germanCsvExportIsRead() {
        Read read = read(
                """
                Zusammenfassung;Vorgangsschlüssel;Vorgangs-ID;Vorgangstyp;Status;Beschreibung;Kommentar;Kommentar
                Kein Ton;SD-13;10013;Anfrage;Offen;Seit gestern;a;b
                """);

        assertThat(read.report().format()).isEqualTo(TicketFormat.JIRA);
        assertThat(read.only().id()).isEqualTo("SD-13");
        assertThat(read.only().text()).isEqualTo("Kein Ton\n\nSeit gestern");
        assertThat(read.only().fields()).containsEntry("Kommentar (2)", "b");
    }

    @Test
    void searchOfTheApiIsRead() {
        Read read = read(
                """
                {"expand":"schema,names","startAt":0,"maxResults":50,"total":2,"issues":[
                  {"expand":"operations","id":"10012","self":"https://x/10012","key":"SD-12","fields":{"summary":"VPN",
                   "description":"plain\\nwiki","issuetype":{"name":"Request"},"labels":["a","b"],"priority":{"name":"High","id":"2"},
                   "reporter":{"accountId":"ann"},"comment":{"comments":[
                     {"id":"1","author":{"accountId":"bob"},"body":"Which?","jsdPublic":true},
                     {"id":"2","author":{"accountId":"bob"},"body":"intern","jsdPublic":false}],"total":2}}},
                  {"id":"10013","key":"SD-13","fields":{"summary":"Doc","description":{"type":"doc","version":1,"content":[
                     {"type":"paragraph","content":[{"type":"text","text":"Hello "},{"type":"text","text":"you","marks":[{"type":"strong"}]}]},
                     {"type":"bulletList","content":[{"type":"listItem","content":[{"type":"paragraph","content":[{"type":"text","text":"one"}]}]}]}]},
                   "labels":[]}}]}
                """);

        assertThat(read.report().format()).isEqualTo(TicketFormat.JIRA);
        assertThat(read.ids()).containsExactly("SD-12", "SD-13");
        assertThat(read.texts()).containsExactly("VPN\n\nplain\nwiki", "Doc\n\nHello you\n- one");
        assertThat(read.tickets().get(0).fields())
                .containsEntry("id", "10012")
                .containsEntry("labels", "a;b")
                .containsEntry("priority.name", "High")
                .containsEntry("comments", "Which?")
                .containsEntry("notes", "intern");
    }
}
