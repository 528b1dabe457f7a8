package io.ticketlabeler.read;

import static io.ticketlabeler.read.CsvTicketsTest.fields;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.ticketlabeler.ticket.Ticket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTicketsTest extends ReadingTest {

    private static final String ONE = "{\"id\":1,\"subject\":\"A\",\"body\":\"x\"}";
    private static final String TWO = "{\"id\":2,\"subject\":\"B\",\"body\":\"y\"}";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[ONE,TWO]",
                "  \n[ ONE ,\r\n TWO ]\n\n",
                "{\"tickets\":[ONE,TWO]}",
                "{\"count\":2,\"next\":null,\"tickets\":[ONE,TWO],\"end_of_stream\":true}",
                "{\"message\":\"OK\",\"request_id\":\"r-17\",\"results\":[ONE,TWO],\"meta\":{\"tags\":[{\"id\":7}]}}",
                "{\"data\":{\"tickets\":[ONE,TWO]}}",
                "{\"data\":{\"repository\":{\"issues\":{\"nodes\":[ONE,TWO],\"pageInfo\":{\"hasNextPage\":false}}}}}",
                "{\"support_queue\":[ONE,TWO]}",
                "ONE\nTWO\n",
                "ONE\r\n\r\nTWO",
                "ONE\rTWO\r",
                "ONE TWO",
                "[ONE][TWO]",
                "[[ONE],[TWO]]",
                "{\"tickets\":[ONE]}\n{\"tickets\":[TWO]}\n",
                "{\"tickets\":[ONE]}{\"tickets\":[]}{\"tickets\":[TWO]}",
            })
    void ticketsAreFoundWhereverTheyAre(String layout) {
        Read read = read(layout.replace("ONE", ONE).replace("TWO", TWO));

        assertThat(read.tickets())
                .containsExactly(
                        new Ticket("1", "A\n\nx", fields("subject", "A", "body", "x")),
                        new Ticket("2", "B\n\ny", fields("subject", "B", "body", "y")));
    }

    @Test
    void prettyPrintedObjectsOneAfterTheOtherAreRead() {
        Read read = read(
                """
                {
                  "id": 1,
                  "text": "a"
                }
                {
                  "id": 2,
                  "text": "b"
                }
                """);

        assertThat(read.texts()).containsExactly("a", "b");
    }

    @Test
    void aRecordWithArraysOfItsOwnIsNoWrapper() {
        Read read = read(
                """
                {"order_items":[{"id":9,"title":"Shoe"}],"id":1,"subject":"Order","items":[{"id":3,"name":"Shoe"}]}
                {"order_items":[],"id":2,"subject":"Other","items":[]}
                """);

        assertThat(read.ids()).containsExactly("1", "2");
        assertThat(read.tickets().get(0).fields()).containsEntry("items", "[{\"id\":3,\"name\":\"Shoe\"}]");
        assertThat(read.report().format()).isEqualTo(TicketFormat.JSONL);
    }

    @Test
    void propertiesBecomeFields() {
        Read read = read(
                """
                [{"id": 12345678901234567890, "subject": "A", "body": null, "score": 1.50, "open": true, "none": null,
                  "tags": ["vpn", "win 11"], "empty": [], "via": {"channel": "email", "source": {"from": {"name": "Ann"}}},
                  "custom": [{"id": 1, "value": "x"}], "nan": NaN}]
                """);

        assertThat(read.only())
                .isEqualTo(new Ticket(
                        "12345678901234567890",
                        "A",
                        fields(
                                "subject", "A",
                                "score", "1.50",
                                "open", "true",
                                "tags", "vpn;win 11",
                                "empty", "",
                                "via.channel", "email",
                                "via.source", "{\"from\":{\"name\":\"Ann\"}}",
                                "custom", "[{\"id\":1,\"value\":\"x\"}]")));
    }

    @Test
    void loneSurrogatesBecomeTheReplacementCharacter() {
        Read read = read("[{\"id\":1,\"text\":\"half \\ud83d of \\ude00 whole \\ud83d\\ude00\"}]");

        assertThat(read.only().text()).isEqualTo("half \uFFFD of \uFFFD whole 😀");
    }

    @Test
    void lineSeparatorsOfUnicodeDoNotEndALine() {
        Read read = read("{\"id\":1,\"text\":\"a\u2028b\u2029c\u0085d\"}\n{\"id\":2,\"text\":\"e\"}\n");

        assertThat(read.texts()).containsExactly("a\u2028b\u2029c\u0085d", "e");
    }

    @Test
    void nestedPropertiesCanBeNamed() {
        ReadOptions options = ReadOptions.builder()
                .idColumn("meta.ref")
                .textColumns("what.long", "what.short")
                .build();
        Read read = read("[{\"meta\":{\"ref\":\"R1\",\"at\":5},\"what\":{\"short\":\"s\",\"long\":\"l\"}}]", options);

        assertThat(read.only())
                .isEqualTo(new Ticket("R1", "l\n\ns", fields("meta.at", "5", "what.short", "s", "what.long", "l")));
    }

    @Test
    void jsonApiAttributesAreLookedInto() {
        Read read = read(
                """
                {"data":[{"type":"tickets","id":"5","attributes":{"subject":"A","description":"b","state":"open"}}],"links":{}}
                """);

        assertThat(read.only().id()).isEqualTo("5");
        assertThat(read.only().text()).isEqualTo("A\n\nb");
        assertThat(read.only().fields()).containsEntry("attributes.state", "open");
    }

    @Test
    void hitsOfASearchEngineAreRead() {
        Read read = read(
                """
                {"took":3,"hits":{"total":{"value":1},"hits":[{"_index":"t","_id":"a7","_source":{"subject":"S","body":"B","open":true}}]}}
                """);

        assertThat(read.only())
                .isEqualTo(
                        new Ticket("a7", "S\n\nB", fields("subject", "S", "body", "B", "_index", "t", "open", "true")));
    }

    @Test
    void theFirstMessageIsTheTextWhereThereIsNoBody() {
        Read read = read(
                """
                [{"id":1,"subject":"S","messages":[{"role":"agent","text":"Hello?"},{"role":"customer","text":"It fails"},
                  {"role":"agent","text":"secret","private":true}]}]
                """);

        assertThat(read.only().text()).isEqualTo("S\n\nIt fails");
        assertThat(read.only().fields()).containsEntry("comments", "Hello?").containsEntry("notes", "secret");
    }

    @Test
    void anEmptyArrayIsAFileWithoutTickets() {
        assertThat(read("[]").tickets()).isEmpty();
        assertThat(read("{\"tickets\":[],\"count\":0}").tickets()).isEmpty();
    }

    @Test
    void oneObjectIsOneTicket() {
        assertThat(read("{\"id\":\"A-1\",\"text\":\"only\"}").only().text()).isEqualTo("only");
    }

    @Test
    void plainValuesAmongTheTicketsCanBeSkipped() {
        Read read = read("[" + ONE + ", 17, null, " + TWO + "]", skipping());

        assertThat(read.ids()).containsExactly("1", "2");
        assertThat(read.report().skipped()).containsExactly(entry("no object", 2L));
        assertThat(failure("[" + ONE + ",\n 17]").line()).isEqualTo(2);
    }

    @Test
    void brokenLinesCanBeSkipped() {
        Read read =
                read(ONE + "\n{\"id\":5,\"subject\":\"tor\nnot json\n" + TWO + " x\n" + TWO + "\n[1]\n", skipping());

        assertThat(read.ids()).containsExactly("1", "2");
        assertThat(read.report().skipped()).containsExactly(entry("not JSON", 3L), entry("no object", 1L));
        assertThat(read.report().skippedLines()).containsExactly(2L, 3L, 4L, 6L);
    }

    @Test
    void aBrokenFirstLineCanBeSkippedToo() {
        Read read = read("{\"id\":5,\"subject\":\"tor\n" + ONE + "\n" + TWO + "\n", skipping());

        assertThat(read.ids()).containsExactly("1", "2");
    }

    @Test
    void csvIsNoJson() {
        TicketFileException failure = failure("id,text\n1,a\n", format(TicketFormat.JSON));

        assertThat(failure).hasMessageContaining("not JSON");
    }
}
