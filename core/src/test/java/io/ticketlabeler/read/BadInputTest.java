package io.ticketlabeler.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.entry;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BadInputTest extends ReadingTest {

    @Test
    void messageNamesFileLineColumnAndWhatToDo() {
        TicketFileException failure = failure("id,subject,text\n1,a,b\n2,\"with\nbreak\"\n3,c,d\n");

        assertThat(failure.line()).isEqualTo(3);
        assertThat(failure.column()).isEqualTo(3);
        assertThat(failure)
                .hasMessage(
                        failure.file() + ":3:3: the row has 2 fields, the header has 3; quote fields that contain the "
                                + "delimiter or line breaks, or skip such rows (ReadOptions.onBadRow)");
    }

    @Test
    void rowsWithTooManyFieldsAreRagged() {
        TicketFileException failure = failure("id,text\n1,hello, world\n");

        assertThat(failure.line()).isEqualTo(2);
        assertThat(failure).hasMessageContaining("3 fields").hasMessageContaining("header has 2");
    }

    @Test
    void badRowsCanBeSkippedAndAreCounted() {
        Read read = read(
                """
                id,subject,text
                1,a,b
                2,c
                ,no id,d
                3,"e"x,f
                4,g,h
                5,i,j,k
                6,l,m
                """,
                skipping());

        assertThat(read.ids()).containsExactly("1", "4", "6");
        assertThat(read.report().skipped())
                .containsExactly(
                        entry("ragged row", 2L), entry("blank id", 1L), entry("text after a closing quote", 1L));
        assertThat(read.report().skippedLines()).containsExactly(3L, 4L, 5L, 7L);
        assertThat(read.report().toString()).contains("2 ragged row").contains("[3, 4, 5, 7]");
    }

    @Test
    void anUnclosedQuoteIsReportedWhereItsRowBegins() {
        TicketFileException failure = failure("id,text\n1,a\n2,\"b\n3,c\n4,d\n");

        assertThat(failure.line()).isEqualTo(3);
        assertThat(failure.column()).isEqualTo(2);
        assertThat(failure).hasMessageContaining("never closed");
    }

    @Test
    void skippingAnUnclosedQuoteDoesNotLoseTheRowsBehindIt() {
        Read read = read("id,text\n1,a\n2,\"b\n3,c\n4,\"d\ne\"\n5,f\n", skipping());

        assertThat(read.ids()).contains("1", "3", "5");
        assertThat(read.report().skippedCount()).isPositive();
    }

    @Test
    void manyBrokenRowsFarIntoALargeFileAreSkippedInReasonableTime() {
        StringBuilder csv = new StringBuilder("id,text\r\n");
        for (int i = 0; i < 40_000; i++) {
            csv.append(i).append(i % 100 == 99 ? ",\"broken\"x\r\n" : ",\"" + "für ".repeat(20) + "\r\n\"\r\n");
        }

        Read read = read(csv.toString(), skipping());

        assertThat(read.tickets()).hasSize(39_600);
        assertThat(read.report().skipped()).containsExactly(entry("text after a closing quote", 400L));
        assertThat(read.report().skippedLines()).first().isEqualTo(200L);
    }

    @Test
    void aTextAfterAClosingQuoteHasItsLine() {
        TicketFileException failure = failure("id,a,text\n1,\"x,\"\"\ny\",\"He said \"hello\" to me\"\n");

        assertThat(failure.line()).isEqualTo(2);
        assertThat(failure.column()).isEqualTo(3);
        assertThat(failure).hasMessageContaining("double the quotes");
    }

    @Test
    void unknownColumnsAreAnErrorThatListsThoseThatExist() {
        assertThat(failure("name,words\nAnn,hello\n"))
                .hasMessageContaining("an id")
                .hasMessageContaining("\"name\", \"words\"")
                .hasMessageContaining("idColumn");
        assertThat(failure("id,who\n1,Ann\n"))
                .hasMessageContaining("the text of the tickets")
                .hasMessageContaining("textColumns");
        assertThat(failure(
                        "id,text\n1,a\n", ReadOptions.builder().idColumn("Ref").build()))
                .hasMessageContaining("\"Ref\"")
                .hasMessageContaining("\"id\", \"text\"");
        assertThat(failure("[{\"who\":\"Ann\",\"words\":\"hello\"}]"))
                .hasMessageContaining("an id")
                .hasMessageContaining("\"who\", \"words\"");
        assertThat(failure("[{\"id\":1,\"who\":\"Ann\"}]")).hasMessageContaining("the text of the tickets");
    }

    @Test
    void aFileWithoutAHeaderDoesNotGetItsTextIntoTheMessage() {
        TicketFileException failure = failure("17,My password is hunter2. Please help.\n18,other\n");

        assertThat(failure).hasMessageContaining("header").message().doesNotContain("hunter2");
    }

    @Test
    void blankIdsAreAnErrorWithTheirPlace() {
        TicketFileException csv = failure("text,id\na,1\nb,\" \"\n");
        TicketFileException json = failure("[\n {\"id\":1,\"text\":\"a\"},\n {\"id\":\"\",\"text\":\"b\"}]");

        assertThat(csv.line()).isEqualTo(3);
        assertThat(csv.column()).isEqualTo(2);
        assertThat(json.line()).isEqualTo(3);
        assertThat(json.column()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[{\"id\":1,\"text\":\"a\"},\\n{\"id\":2,\"text\":\"b\"        | 2 | ends here",
                "[{\"id\":1,\"text\":\"a\"},\\n{\"id\":2 \"text\":\"b\"}]      | 2 | not JSON",
                "[{\"id\":1,\"text\":\"a\"},\\n{\"id\":2,\"id\":3,\"text\":\"\"}] | 2 | comes twice",
                "[{\"id\":1,\"text\":\"a\"}]\\n]                             | 2 | not JSON",
                "[{\"id\":1,\"text\":\"a\"}]\\n17                            | 2 | plain value",
                "{\"id\":1,\"text\":\"a\"}\\n{\"id\":2,\"text\":\"b\\tc\\q\"}   | 2 | backslash",
                "{\"id\":1,\"text\":\"a\"}\\n{\"id\":2,'text':\"b\"}          | 2 | U+0027",
                "{\"id\":1,\"text\":\"a\"}\\n{\"id\":2,\"text\":\"b\"},        | 2 | U+002C",
            })
    void brokenJsonHasLineAndColumn(String json, long line, String words) {
        TicketFileException failure = failure(json.replace("\\n", "\n"));

        assertThat(failure.line()).isEqualTo(line);
        assertThat(failure.column()).isPositive();
        assertThat(failure).hasMessageContaining(words);
    }

    @Test
    void ticketsBeforeABrokenPlaceAreStillHandedOut() {
        TicketReader reader = TicketFiles.read(file("[{\"id\":1,\"text\":\"a\"},{\"id\":2,\"text\":"));

        assertThat(reader.next().id()).isEqualTo("1");
        assertThatThrownBy(reader::hasNext).isInstanceOf(TicketFileException.class);
        assertThatThrownBy(reader::hasNext).as("again").isInstanceOf(TicketFileException.class);
    }

    @Test
    void neitherMessagesNorCausesQuoteWhatPeopleWrote() {
        for (String content : new String[] {
            "[{\"id\":1,\"text\":hunter2}]",
            "{\"id\":1,\"text\":\"x\"}\nhunter2",
            "[{\"id\":1,\"text\":\"\\hunter2\"}]",
            "[{\"id\":1,\"text\":\"hunter2",
            "id,text\n1,\"a\"hunter2\n",
            "id,text\n1,hunter2,hunter2\n",
            "id,text\n1,\"hunter2\n",
            "id,text\n1,hunter2\n1,hunter2\n",
        }) {
            StringWriter trace = new StringWriter();
            failure(content).printStackTrace(new PrintWriter(trace));

            assertThat(trace.toString()).as(content).doesNotContain("hunter2");
        }
    }

    @Test
    void deepAndEndlessJsonIsRefused() {
        assertThat(failure("[{\"id\":1,\"text\":\"a\",\"x\":" + "[".repeat(500) + "]".repeat(500) + "}]"))
                .hasMessageContaining("100 levels");
        assertThat(failure("[{\"id\":1,\"text\":\"a\",\"x\":" + "9".repeat(5000) + "}]"))
                .hasMessageContaining("number is too long");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n  \n", "\uFEFF"})
    void anEmptyFileIsAnError(String content) {
        assertThat(failure(content)).hasMessageContaining("empty");
    }

    @Test
    void directoriesAndMissingFilesAreErrors() {
        assertThat(failure(directory, ReadOptions.defaults())).hasMessageContaining("is a directory");
        assertThat(failure(directory.resolve("none.csv"), ReadOptions.defaults()))
                .hasMessageContaining("no such file");
    }

    @Test
    void filesOfOtherKindsAreCalledByTheirName() {
        assertThat(failure(file(new byte[] {'P', 'K', 3, 4, 20, 0, 6, 0}), ReadOptions.defaults()))
                .hasMessageContaining("Excel or zip")
                .hasMessageContaining("CSV UTF-8");
        assertThat(failure(file(new byte[] {0x1F, (byte) 0x8B, 8, 0}), ReadOptions.defaults()))
                .hasMessageContaining("gzip");
        assertThat(failure(file("%PDF-1.7"), ReadOptions.defaults())).hasMessageContaining("PDF");
        assertThat(failure(file(new byte[1000]), ReadOptions.defaults())).hasMessageContaining("binary");
        assertThat(failure("<!DOCTYPE html><html><body>Sign in</body></html>")).hasMessageContaining("login page");
    }

    @Test
    void severalArraysOfUnknownNamesAreAnErrorThatNamesThem() {
        assertThat(failure("{\"alpha\":[{\"id\":1,\"text\":\"a\"}],\"beta\":[{\"id\":2,\"text\":\"b\"}]}"))
                .hasMessageContaining("\"alpha\", \"beta\"");
    }

    @Test
    void anObjectWithoutTicketsIsAnError() {
        assertThat(failure("{\"error\":{\"title\":\"Forbidden\"}}")).hasMessageContaining("no array of tickets");
    }

    @Test
    void bytesThatCannotBeDecodedEndTheFileEvenWhereRowsAreSkipped() {
        ReadOptions options = ReadOptions.builder()
                .charset(StandardCharsets.US_ASCII)
                .onBadRow(ReadOptions.OnBadRow.SKIP)
                .build();

        assertThat(failure(file("id,text\n1,ä\n"), options).line()).isEqualTo(2);
        assertThat(failure(file("{\"id\":1,\"text\":\"ä\"}\n"), options).line()).isEqualTo(1);
    }

    @Test
    void theExceptionCarriesItsPlaceAsData() {
        Path file = file("id,text\n,a\n");

        TicketFileException failure = catchThrowableOfType(TicketFileException.class, () -> all(CsvTickets.read(file)));

        assertThat(failure.file()).isEqualTo(file);
        assertThat(failure.line()).isEqualTo(2);
        assertThat(failure.column()).isEqualTo(1);
    }
}
