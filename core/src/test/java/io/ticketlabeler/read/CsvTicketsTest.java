package io.ticketlabeler.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;

import io.ticketlabeler.ticket.Ticket;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTicketsTest extends ReadingTest {

    @Test
    void subjectAndBodyAreJoinedAndOtherColumnsBecomeFields() {
        Read read = read(
                """
                id,title,text,label,priority
                7,Printer on fire,"It burns, since 9 o'clock",hardware,high
                8,,Where is my invoice?,billing,
                """);

        assertThat(read.tickets())
                .containsExactly(
                        new Ticket(
                                "7",
                                "Printer on fire\n\nIt burns, since 9 o'clock",
                                fields(
                                        "subject", "Printer on fire",
                                        "body", "It burns, since 9 o'clock",
                                        "label", "hardware",
                                        "priority", "high")),
                        new Ticket(
                                "8",
                                "Where is my invoice?",
                                fields(
                                        "subject",
                                        "",
                                        "body",
                                        "Where is my invoice?",
                                        "label",
                                        "billing",
                                        "priority",
                                        "")));
        assertThat(read.tickets().get(0).fields().keySet()).containsExactly("subject", "body", "label", "priority");
        assertThat(read.report().format()).isEqualTo(TicketFormat.CSV);
        assertThat(read.report().columns())
                .containsExactly(entry("id", "id"), entry("subject", "title"), entry("body", "text"));
    }

    @Test
    void aLoneTextColumnIsTheTextAndNoFieldBesides() {
        Read read = read("id,text,label\n1,Card lost,cards\n");

        assertThat(read.only()).isEqualTo(new Ticket("1", "Card lost", fields("label", "cards")));
    }

    @Test
    void subjectIsNotRepeatedWhenTheBodyBeginsWithIt() {
        Read read = read(
                """
                id,subject,body
                1,Login broken,"Login broken: since the update, nothing works"
                2,Log,Login broken
                """);

        assertThat(read.texts())
                .containsExactly("Login broken: since the update, nothing works", "Log\n\nLogin broken");
    }

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "\t", "|"})
    void delimiterIsFoundByItself(String delimiter) {
        Read read = read("id,subject,body,tags\n1,\"A, b; c\",\"x|y\",a\n".replace(",", delimiter));

        assertThat(read.only().text()).isEqualTo("A, b; c\n\nx|y".replace(",", delimiter));
        assertThat(read.report().delimiter()).contains(delimiter.charAt(0));
    }

    @Test
    void delimiterIsTheOneThatYieldsKnownColumns() {
        Read read = read("id;subject, as typed, by the customer;text\n1;a;b\n");

        assertThat(read.report().delimiter()).contains(';');
        assertThat(read.only().fields()).containsEntry("subject, as typed, by the customer", "a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sep=^\n", "sep=^\r\n", "SEP=^\r", "\"sep=^\"\r\n"})
    void excelsSepLineTellsTheDelimiterAndCountsAsALine(String line) {
        Read read = read(line + "id^text\n1^a;b,c\n");

        assertThat(read.only().text()).isEqualTo("a;b,c");
        assertThat(failure(line + "id^text\n1^a\n^b\n").line()).isEqualTo(4);
    }

    @Test
    void quotedLineBreaksStayAsTheyAre() {
        Read read = read("id,text,more\r\n1,\"one\r\ntwo\nthree \"\"quoted\"\"\",x\r\n2,four,y\r\n");

        assertThat(read.texts()).containsExactly("one\r\ntwo\nthree \"quoted\"", "four");
        assertThat(read.tickets().get(1).fields()).containsEntry("more", "y");
    }

    @Test
    void linesAreCountedAsAnEditorDoes() {
        TicketFileException failure = failure("id,text\r\n1,\"one\r\ntwo\r\nthree\"\r\n\r\n2,b\r\n,c\r\n");

        assertThat(failure.line()).isEqualTo(7);
        assertThat(failure.column()).isEqualTo(1);
    }

    @Test
    void repeatedHeaderNamesLoseNothing() {
        Read read = read(
                """
                Issue key,Summary,Comment,Comment,Comment,Labels,Labels
                SD-1,Help,first,second,third,vpn,urgent
                """);

        assertThat(read.only().fields())
                .containsEntry("Comment", "first")
                .containsEntry("Comment (2)", "second")
                .containsEntry("Comment (3)", "third")
                .containsEntry("Labels", "vpn")
                .containsEntry("Labels (2)", "urgent");
    }

    @Test
    void columnsThatAreCalledSubjectOrBodyBesideTheRealOnesKeepTheirValues() {
        Read read = read("id,subject,text,body\n1,S,T,B\n");

        assertThat(read.only().text()).isEqualTo("S\n\nT");
        assertThat(read.only().fields()).isEqualTo(fields("subject", "S", "body", "T", "body (2)", "B"));
    }

    @Test
    void columnsCanBeNamed() {
        ReadOptions options = ReadOptions.builder()
                .idColumn("Ref")
                .subjectColumn("what")
                .bodyColumn("HOW BAD")
                .build();
        Read read = read("id,Ref,what,how_bad,text\n1,R-1,Wheel,flat,unused\n", options);

        assertThat(read.only())
                .isEqualTo(new Ticket(
                        "R-1",
                        "Wheel\n\nflat",
                        fields("id", "1", "subject", "Wheel", "body", "flat", "text", "unused")));
    }

    @Test
    void textColumnsAreJoinedInTheOrderGiven() {
        ReadOptions options = ReadOptions.builder().textColumns("c", "a", "b").build();
        Read read = read("id,a,b,c\n1,A,,C\n", options);

        assertThat(read.only()).isEqualTo(new Ticket("1", "C\n\nA", fields("a", "A", "b", "", "c", "C")));
        assertThat(read.report().columns()).containsEntry("text", "c + a + b");
    }

    @Test
    void recordsOfAFileWithoutIdsCanBeNumbered() {
        ReadOptions options = ReadOptions.builder().numbersAsIds().build();

        assertThat(read("subject,body\na,b\n\nc,d\n", options).ids()).containsExactly("1", "2");
        assertThat(read("[{\"text\":\"a\"},{\"text\":\"b\"}]", options).ids()).containsExactly("1", "2");
        assertThat(failure("subject,body\na,b\n")).hasMessageContaining("numbersAsIds");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> ReadOptions.builder().numbersAsIds().idColumn("a").build());
    }

    @Test
    void textColumnsExcludeSubjectAndBody() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        ReadOptions.builder().textColumns("a").bodyColumn("b").build());
    }

    @ParameterizedTest
    @CsvSource({
        "Ticketnummer;Betreff;Beschreibung",
        "Vorgangsschlüssel;Zusammenfassung;Beschreibung",
        "Identifiant;Objet;Description",
        "Clé de ticket;Résumé;Description",
        "Numero;Oggetto;Descrizione",
        "ID;Asunto;Descripción",
        "ID;Assunto;Descrição",
        "TICKET_ID;SUBJECT;DESCRIPTION",
        "Case Number;Subject;Description",
        "Number;Short description;Description",
        "ticketId;emailSubject;emailBody",
        "编号;标题;描述",
        "No.;件名;内容"
    })
    void headersInOtherSpellingsAndLanguagesAreKnown(String header) {
        Read read = read(header + "\n42;Kopf;Rumpf\n");

        assertThat(read.only().id()).isEqualTo("42");
        assertThat(read.only().text()).isEqualTo("Kopf\n\nRumpf");
    }

    @Test
    void blanksAroundQuotesAreNoPartOfTheFields() {
        Read read = read("\"id\", \"subject\", \"body\"\n\"1\", \"Hello, you\", \"there\"\n");

        assertThat(read.only().text()).isEqualTo("Hello, you\n\nthere");
    }

    @Test
    void titleLinesAboveTheHeaderArePassed() {
        Read read = read(
                """
                Tickets of May 2026 (created by report 17)

                TicketNumber;Title;Queue;State
                2026050110000017;VPN;Network;open
                """);

        assertThat(read.only().id()).isEqualTo("2026050110000017");
        assertThat(read.report().format()).isEqualTo(TicketFormat.ZNUNY);
    }

    @Test
    void emptyRowsAreLeftOutAndCounted() {
        Read read = read("id,text,x\n1,a,b\n,,\n\n  \n2,c,d\n");

        assertThat(read.ids()).containsExactly("1", "2");
        assertThat(read.report().leftOut()).containsExactly(entry("empty row", 2L));
    }

    @Test
    void emptyFieldsAtTheEndOfARowDoNoHarm() {
        Read read = read("id,text\n1,a,,\n");

        assertThat(read.only().text()).isEqualTo("a");
    }

    @Test
    void columnsWithoutANameAreNumbered() {
        Read read = read("id,text,\n1,a,b\n");

        assertThat(read.only().fields()).isEqualTo(fields("column 3", "b"));
    }

    @Test
    void aHeaderThatEndsWithADelimiterDoesNoHarm() {
        Read read = read("id;text;\n1;a\n2;b;\n");

        assertThat(read.texts()).containsExactly("a", "b");
    }

    @Test
    void aHeaderAloneIsAFileWithoutTickets() {
        Read read = read("id,subject,body\n");

        assertThat(read.tickets()).isEmpty();
        assertThat(read.report().records()).isZero();
    }

    @Test
    void htmlBodiesBecomeTextOnlyWhereTheyAreHtml() {
        Read read = read(
                """
                id,subject,body
                1,<b> key,"<p>Dear team,</p><p>it <b>fails</b>.<br>Thanks</p>"
                2,Generics,"Use List<String> when a < b && b > c"
                """);

        assertThat(read.texts())
                .containsExactly(
                        "<b> key\n\nDear team,\nit fails.\nThanks", "Generics\n\nUse List<String> when a < b && b > c");
        assertThat(read.tickets().get(0).fields()).containsEntry("body", "Dear team,\nit fails.\nThanks");
    }

    @Test
    void htmlCanStayAsItIs() {
        ReadOptions options = ReadOptions.builder().html(ReadOptions.Html.NEVER).build();

        assertThat(read("id,body\n1,<p>a</p>\n", options).only().text()).isEqualTo("<p>a</p>");
    }

    @Test
    void hazardsComeThroughUnharmed() {
        String rtl = "\u202Eمرحبا بالعالم\u202C";
        String hazards = "😀 " + rtl + " \u2028 zero\u200Bwidth ﷽ \uFEFF Z͑ͫa͐l̈g̈o";
        String mail = "x".repeat(20_000);
        Read read = read("id,subject,body\n1,\"" + hazards + "\",\"" + mail + "\"\n");

        assertThat(read.only().text()).isEqualTo(hazards + "\n\n" + mail);
    }

    @Test
    void aZeroCharacterBecomesTheReplacementCharacter() {
        assertThat(read("id,text\n1,a\u0000b\n").only().text()).isEqualTo("a\uFFFDb");
    }

    @Test
    void jsonIsNoCsv() {
        assertThat(failure("[{\"id\":1}]", format(TicketFormat.CSV))).hasMessageContaining("JSON, not CSV");
    }

    @Test
    void readerIsLazyAndCanBeClosedEarly() {
        TicketReader reader = CsvTickets.read(file("id,text\n1,a\n2,b\nbroken\n"));

        assertThat(reader.next().id()).isEqualTo("1");
        reader.close();
        reader.close();

        assertThat(reader.hasNext()).isFalse();
        assertThat(reader.report().tickets()).isEqualTo(1);
    }

    static Map<String, String> fields(String... namesAndValues) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return fields;
    }
}
