package io.ticketlabeler.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.ScoredLabel;
import io.ticketlabeler.ticket.TicketText;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyReaderTest {

    private static final LabelSet SINGLE = LabelSet.builder()
            .add("Billing")
            .add("Bug")
            .add("Feature Request")
            .alias("Feature", "Feature Request")
            .build();
    private static final LabelSet SINGLE_OR_NONE =
            LabelSet.builder().add("Billing").add("Bug").allowNone().build();
    private static final LabelSet MULTIPLE =
            LabelSet.builder().add("Billing").add("Bug").multiple().build();
    private static final LabelSet MULTIPLE_OR_NONE =
            LabelSet.builder().add("Billing").add("Bug").multiple().allowNone().build();

    private static Reply read(LabelSet labels, String reply, String... ids) {
        List<TicketText> tickets = Stream.of(ids)
                .map(id -> new TicketText(id, "secret text of " + id))
                .toList();
        return ReplyReader.read(new Prompt(labels, tickets, List.of(), "{}"), reply);
    }

    private static List<String> names(Reply reply, String id) {
        Answer answer = reply.answers().get(id);
        assertThat(answer)
                .as("answer for %s, problems %s", id, reply.problems())
                .isNotNull();
        return answer.labels().stream().map(ScoredLabel::name).toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"labels\":[{\"id\":\"a1\",\"label\":\"Bug\"},{\"id\":\"b2\",\"label\":\"Billing\"}]}",
                "{\"labels\":[{\"id\":\"b2\",\"label\":\"billing\"},{\"id\":\"a1\",\"label\":\" BUG \"}]}",
                "```json\n{\"labels\":[{\"id\":\"a1\",\"label\":\"Bug\"},{\"id\":\"b2\",\"label\":\"Billing\"}]}\n```",
                "Sure! Here {you} are:\n[{\"id\":\"a1\",\"label\":\"Bug\"},\n{\"id\":\"b2\",\"label\":\"Billing\"}]\nAnything else?",
                "{\"id\":\"a1\",\"label\":\"Bug\"}\n{\"id\":\"b2\",\"label\":\"Billing\"}",
                "{\"a1\":\"Bug\",\"b2\":\"Billing\"}",
                "\uFEFF  {\"labels\":[{\"id\":\"a1\",\"label\":\"Bug\",\"x\":[1]},{\"id\":\"b2\",\"label\":\"Billing\"}]} trailing",
                "{\"labels\":[{\"id\":\"a1\",\"label\":\"Bug\"},{\"id\":\"a1\",\"label\":\"bug\"},{\"id\":\"b2\",\"label\":\"Billing\"},"
                        + "{\"id\":\"zz\",\"label\":\"Bug\"}]}",
            })
    void readsTheShapeInWhateverWrapping(String reply) {
        Reply read = read(SINGLE, reply, "a1", "b2");

        assertThat(read.problems()).isEmpty();
        assertThat(names(read, "a1")).containsExactly("Bug");
        assertThat(names(read, "b2")).containsExactly("Billing");
    }

    @Test
    void anAliasStandsForItsLabel() {
        assertThat(names(read(SINGLE, "{\"labels\":[{\"id\":\"a1\",\"label\":\"feature\"}]}", "a1"), "a1"))
                .containsExactly("Feature Request");
    }

    @Test
    void theCompleteEntriesOfACutAnswerCount() {
        Reply read = read(
                SINGLE,
                "{\"labels\":[{\"id\":\"a1\",\"label\":\"Bug\"},{\"id\":\"b2\",\"label\":\"Billing\"},{\"id\":\"c3\",\"label\":\"Bu",
                "a1",
                "b2",
                "c3");

        assertThat(read.answers()).containsOnlyKeys("a1", "b2");
        assertThat(read.problems()).containsOnlyKeys("c3");
    }

    @Test
    void entriesThatContradictEachOtherAreBothRefused() {
        Reply read = read(
                SINGLE,
                "{\"labels\":[{\"id\":\"a1\",\"label\":\"Bug\"},{\"id\":\"a1\",\"label\":\"Billing\"},{\"id\":\"b2\",\"label\":\"Bug\"}]}",
                "a1",
                "b2");

        assertThat(read.answers()).containsOnlyKeys("b2");
        assertThat(read.problems().get("a1")).contains("contradicts");
    }

    @Test
    void aDuplicateKeyInAnEntryMakesOnlyThatEntryUseless() {
        Reply read = read(
                SINGLE,
                "{\"labels\":[{\"id\":\"a1\",\"label\":\"Bug\",\"label\":\"Billing\"},{\"id\":\"b2\",\"label\":\"Bug\"}]}",
                "a1",
                "b2");

        assertThat(read.answers()).containsOnlyKeys("b2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"labels\":[{\"id\":\"a1\",\"label\":\"Refund\"}]}",
                "{\"labels\":[{\"id\":\"a1\",\"label\":\"Bug or Billing\"}]}",
                "{\"labels\":[{\"id\":\"a1\",\"label\":[\"Bug\"]}]}",
                "{\"labels\":[{\"id\":\"a1\",\"label\":null}]}",
                "{\"labels\":[{\"id\":\"a1\",\"label\":\"\"}]}",
                "{\"labels\":[{\"id\":\"a1\",\"label\":\"none of these\"}]}",
                "{\"labels\":[{\"id\":\"a1\",\"label\":2}]}",
                "{\"labels\":[{\"label\":\"Bug\"},{\"id\":\"zz\",\"label\":\"Bug\"}]}",
                "It's not a Bug, but rather a Feature Request.",
                "1. Bug 2. Billing",
                "Bug",
            })
    void whatIsNotOneLabelOfTheSetUnderTheIdIsAProblem(String reply) {
        Reply read = read(SINGLE, reply, "a1", "b2");

        assertThat(read.answers()).isEmpty();
        assertThat(read.problems()).containsOnlyKeys("a1", "b2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bug",
                " bug\n",
                "\"Bug\"",
                "Label: Bug",
                "```\nBug\n```",
                "**Bug**.",
                "{\"label\":\"Bug\"}",
                "{\"labels\":[{\"label\":\"Bug\"}]}"
            })
    void aTicketThatWasAskedAloneNeedsNoId(String reply) {
        assertThat(names(read(SINGLE, reply, "a1"), "a1")).containsExactly("Bug");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "not a Bug",
                "Bug, Billing",
                "It is a Bug",
                "Bug or Billing",
                "{\"id\":\"zz\",\"label\":\"Bug\"}",
                "1. Bug 2. Billing 3. Feature Request"
            })
    void evenAloneProseIsNoAnswer(String reply) {
        assertThat(read(SINGLE, reply, "a1").answers()).isEmpty();
    }

    @Test
    void noneOfTheseIsAnAnswerOnlyWhereItIsAllowed() {
        String none = "{\"labels\":[{\"id\":\"a1\",\"label\":\"None of these\"}]}";

        assertThat(read(SINGLE_OR_NONE, none, "a1").answers().get("a1")).isEqualTo(Answer.NONE);
        assertThat(read(SINGLE, none, "a1").answers()).isEmpty();
        assertThat(read(MULTIPLE_OR_NONE, "{\"labels\":[{\"id\":\"a1\",\"label\":[]}]}", "a1")
                        .answers()
                        .get("a1"))
                .isEqualTo(Answer.NONE);
        assertThat(read(MULTIPLE, "{\"labels\":[{\"id\":\"a1\",\"label\":[]}]}", "a1")
                        .answers())
                .isEmpty();
    }

    @Test
    void multipleChoiceTakesListsWithoutRepeating() {
        Reply read = read(
                MULTIPLE,
                "{\"labels\":[{\"id\":\"a1\",\"label\":[\"Bug\",\"billing\",\"BUG\"]},{\"id\":\"b2\",\"label\":\"Bug\"},"
                        + "{\"id\":\"c3\",\"label\":[\"Bug\",\"Refund\"]}]}",
                "a1",
                "b2",
                "c3");

        assertThat(names(read, "a1")).containsExactly("Bug", "Billing");
        assertThat(names(read, "b2")).containsExactly("Bug");
        assertThat(read.problems()).containsOnlyKeys("c3");
    }

    @Test
    void confidenceIsTakenWhereItIsOne() {
        Reply read = read(
                SINGLE,
                "{\"labels\":[{\"id\":\"a1\",\"label\":\"Bug\",\"confidence\":0.87},{\"id\":\"b2\",\"label\":\"Bug\",\"confidence\":87}]}",
                "a1",
                "b2");

        assertThat(read.answers().get("a1").labels()).containsExactly(ScoredLabel.of("Bug", 0.87));
        assertThat(read.answers().get("b2").labels()).containsExactly(ScoredLabel.of("Bug"));
    }

    @Test
    void aProblemNeverQuotesTheTicket() {
        Reply echo = read(SINGLE, "{\"labels\":[{\"id\":\"a1\",\"label\":\"secret text\"}]}", "a1");
        Reply other = read(SINGLE, "{\"labels\":[{\"id\":\"a1\",\"label\":\"Refund\"}]}", "a1");

        assertThat(echo.problems().get("a1")).doesNotContain("secret");
        assertThat(other.problems().get("a1")).contains("\"Refund\"").contains("LabelSet.alias");
    }

    @Test
    void deepNestingAndGarbageEndQuickly() {
        for (String bomb :
                List.of("{".repeat(200_000), "[".repeat(200_000), "{\"a\":".repeat(100_000), "\"".repeat(100_000))) {
            assertThat(read(SINGLE, bomb, "a1").answers()).isEmpty();
        }
    }

    @Test
    void noLabelOutsideTheSetComesOutOfAHundredThousandRandomReplies() {
        Random random = new Random(20261124);
        String[] pieces = {
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "\"",
            "\\",
            "\n",
            "```json",
            "```",
            "\"id\"",
            "\"label\"",
            "\"labels\"",
            "\"a1\"",
            "\"b2\"",
            "\"zz\"",
            "\"Bug\"",
            "\"bug \"",
            "\"Billing\"",
            "\"Refund\"",
            "\"Bug or Billing\"",
            "null",
            "true",
            "-1e9",
            "NaN",
            "0.5",
            "Bug",
            "{\"id\":\"a1\",\"label\":\"Bug\"}",
            "{\"id\":\"b2\",\"label\":\"Refund\"}",
            "{\"labels\":[",
            "]}",
            "\uD83D",
            "\u0000",
            "{\"id\":\"b2\",\"label\":[\"Bug\",\"Refund\"]}",
            "{\"id\":\"a1\",\"label\":\"Billing\",\"confidence\":7}",
            " ",
            "Label: "
        };
        long answered = 0;
        for (int i = 0; i < 100_000; i++) {
            StringBuilder reply = new StringBuilder();
            for (int p = random.nextInt(14); p > 0; p--) {
                reply.append(pieces[random.nextInt(pieces.length)]);
            }
            LabelSet labels = i % 2 == 0 ? SINGLE : MULTIPLE_OR_NONE;

            Reply read = read(labels, reply.toString(), "a1", "b2");

            answered += read.answers().size();
            boolean sound = read.answers().size() + read.problems().size() == 2
                    && read.answers().values().stream()
                            .allMatch(answer -> (labels.isMultiple()
                                            || answer.labels().size() == 1)
                                    && answer.labels().stream().allMatch(label -> labels.contains(label.name())));
            if (!sound) {
                fail("reply " + reply + " gave " + read);
            }
        }
        assertThat(answered)
                .as("the property must not hold for want of answers")
                .isGreaterThan(1_000);
    }
}
