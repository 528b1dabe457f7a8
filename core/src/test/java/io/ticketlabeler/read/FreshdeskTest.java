package io.ticketlabeler.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import org.junit.jupiter.api.Test;

/**
 * Shapes after Freshdesk's API v2 and its account and ticket exports.
 *
 * @see <a href="https://developers.freshdesk.com/api/#tickets">tickets</a>
 */
class FreshdeskTest extends ReadingTest {

    @Test
    void plainTextIsPreferredOverHtml() {
        Read read = read(
                """
                [{"cc_emails":["user@cc.com"],"fwd_emails":[],"reply_cc_emails":[],"email_config_id":null,"fr_escalated":false,
                  "group_id":null,"priority":1,"requester_id":1,"responder_id":null,"source":2,"spam":false,"status":2,
                  "subject":"Support needed","id":20,"type":null,"due_by":"2026-06-01T10:00:00Z",
                  "description":"<div>Details <b>here</b> &lt;now&gt;</div>","description_text":"Details here <now>",
                  "custom_fields":{"cf_category":"Primary","cf_empty":null},"tags":["a","b"],
                  "created_at":"2026-05-01T10:00:00Z","updated_at":"2026-05-02T10:00:00Z"}]
                """);

        assertThat(read.report().format()).isEqualTo(TicketFormat.FRESHDESK);
        assertThat(read.only().id()).isEqualTo("20");
        assertThat(read.only().text()).isEqualTo("Support needed\n\nDetails here <now>");
        assertThat(read.only().fields())
                .containsEntry("body", "Details here <now>")
                .containsEntry("custom_fields.cf_category", "Primary")
                .containsEntry("tags", "a;b")
                .doesNotContainKey("description_text");
    }

    @Test
    void htmlAloneBecomesText() {
        Read read = read(
                """
                [{"id":21,"subject":"S","fr_escalated":false,"description":"<div>One</div><div>Two &amp; three</div>"},
                 {"id":22,"subject":"T","fr_escalated":false,"description":"no tags but Tom &amp; Jerry"},
                 {"id":23,"subject":"U","fr_escalated":false,"description":null}]
                """);

        assertThat(read.texts()).containsExactly("S\n\nOne\nTwo & three", "T\n\nno tags but Tom & Jerry", "U");
    }

    @Test
    void conversationsBecomeCommentsAndNotes() {
        Read read = read(
                """
                {"conversations":[{"body":"<p>We look</p>","body_text":"We look","incoming":false,"private":false},{"body":"<p>psst</p>","body_text":"psst","incoming":false,"private":true}],"description_text":"Broken","fr_escalated":false,"id":9,"subject":"S"}
                {"conversations":[],"description_text":"Other","fr_escalated":false,"id":10,"subject":"T","deleted":true}
                """);

        assertThat(read.only().text()).isEqualTo("S\n\nBroken");
        assertThat(read.only().fields()).containsEntry("comments", "We look").containsEntry("notes", "psst");
        assertThat(read.report().leftOut()).containsExactly(entry("deleted", 1L));
    }

    @Test
    void accountExportIsRead() {
        Read read = read(
                """
                [{"helpdesk_ticket":{"created_at":"2026-01-02T08:00:00Z","deleted":false,"description":"It is wrong\\nagain",
                   "description_html":"<div>It is wrong<br>again</div>","display_id":104,"id":5000111222,"priority":1,
                   "subject":"Invoice","status_name":"Open","requester_name":"Ann","ticket_type":"Question",
                   "notes":[{"note":{"body":"Checking","body_html":"<p>Checking</p>","incoming":false,"private":true}}],
                   "tags":[{"name":"billing"}],"custom_field":{"department_1":"Sales"}}}]
                """);

        assertThat(read.report().format()).isEqualTo(TicketFormat.FRESHDESK);
        assertThat(read.only().id()).isEqualTo("104");
        assertThat(read.only().text()).isEqualTo("Invoice\n\nIt is wrong\nagain");
        assertThat(read.only().fields())
                .containsEntry("id", "5000111222")
                .containsEntry("notes", "Checking")
                .containsEntry("custom_field.department_1", "Sales");
    }

    @Test
    void csvExportIsRead() {
        Read read = read(
                """
                Ticket ID,Subject,Description,Status,Priority,Source,Type,Agent,Group,Created time,Due by Time,Resolved time,Tags,Full name,Email
                104,"Login, please",<div>Cannot<br>log in</div>,Open,Low,Email,Question,Bob,L1,2026-01-02 08:00:00,2026-01-05 08:00:00,,"a,b",Ann,ann@example.com
                """);

        assertThat(read.report().format()).isEqualTo(TicketFormat.FRESHDESK);
        assertThat(read.only().text()).isEqualTo("Login, please\n\nCannot\nlog in");
        assertThat(read.only().fields()).containsEntry("Resolved time", "").containsEntry("Tags", "a,b");
    }

    @Test
    void csvExportWithoutADescriptionIsReadBySubject() {
        Read read = read("Ticket Id,Subject,Status,Agent,Created time\r\n7,Help,Open,Bob,2026\r\n");

        assertThat(read.report().format()).isEqualTo(TicketFormat.FRESHDESK);
        assertThat(read.only().text()).isEqualTo("Help");
    }
}
