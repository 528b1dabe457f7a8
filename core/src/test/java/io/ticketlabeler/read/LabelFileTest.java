package io.ticketlabeler.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ticketlabeler.ticket.Label;
import io.ticketlabeler.ticket.LabelSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelFileTest extends ReadingTest {

    @Test
    void namesDescriptionsAndAliasesAreRead() {
        LabelSet labels = LabelFile.read(
                file(
                        """
                [
                  {"name": "Rechnung", "description": " Alles über Geld ", "aliases": ["Invoice", "billing"]},
                  {"name": "Bug"}
                ]
                """));

        assertThat(labels.labels()).containsExactly(new Label("Rechnung", "Alles über Geld"), Label.of("Bug"));
        assertThat(labels.resolve("invoice")).contains(new Label("Rechnung", "Alles über Geld"));
        assertThat(labels.isMultiple()).isFalse();
        assertThat(labels.allowsNone()).isFalse();
    }

    @Test
    void namesAloneAreEnough() {
        assertThat(LabelFile.read(file("\uFEFF[\"Bug\", \"Question\"]"))).isEqualTo(LabelSet.of("Bug", "Question"));
    }

    @Test
    void theObjectFormCarriesTheSettings() {
        LabelSet labels = LabelFile.read(
                file("{\"multiple\": true, \"labels\": [\"Bug\", {\"name\": \"Question\"}], \"allowNone\": true}"));

        assertThat(labels)
                .isEqualTo(LabelSet.builder()
                        .add("Bug")
                        .add("Question")
                        .multiple()
                        .allowNone()
                        .build());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[]                                               | 1 | at least one",
                "{}                                               | 1 | at least one",
                "17                                               | 1 | expected are labels",
                "['{\"name\":\"A\"},\\n{\"name\":\"a\"}]          | 2 | repeats",
                "[\"A\",\\n\"a\",\\n{\"name\":\"\"}]             | 2 | repeats",
                "[\"A\",\\n{\"nam\":\"B\"}]                       | 2 | \"nam\" is unknown",
                "[\"A\",\\n{\"description\":\"B\"}]               | 2 | needs a \"name\"",
                "[\"A\",\\n{\"name\":\"B\",\"description\":5}]    | 2 | must be a string",
                "[\"A\",\\n{\"name\":\"B\",\"aliases\":\"C\"}]    | 2 | array of strings",
                "[\"A\",\\n{\"name\":\"B\",\"aliases\":[5]}]      | 2 | array of strings",
                "[\"A\",\\n\"  \"]                                | 2 | no name",
                "[\"A\",\\n17]                                    | 2 | a label is a name",
                "[\"A\",\\n\"B\"                                  | 2 | ends here",
                "[\"A\"]\\n[\"B\"]                                | 2 | follows the labels",
                "{\"labels\":[\"A\"],\\n\"multiple\":\"yes\"}     | 2 | true or false",
                "{\"labels\":[\"A\"],\\n\"mutliple\":true}        | 2 | \"mutliple\" is unknown",
            })
    void mistakesHaveLineAndColumn(String json, long line, String words) {
        TicketFileException failure = catchThrowableOfType(
                TicketFileException.class,
                () -> LabelFile.read(file(json.replace("\\n", "\n").replace("'", ""))));

        assertThat(failure.line()).isEqualTo(line);
        assertThat(failure.column()).isPositive();
        assertThat(failure).hasMessageContaining(words);
    }

    @Test
    void aMissingFileIsAnErrorOfTheSameKind() {
        assertThat(catchThrowableOfType(
                        TicketFileException.class, () -> LabelFile.read(directory.resolve("labels.json"))))
                .hasMessageContaining("no such file");
    }
}
