package io.ticketlabeler.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.ticketlabeler.contract.PromptStrategyContract;
import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.TicketText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class BuiltInStrategiesTest {

    private static final List<Example> EXAMPLES =
            List.of(Example.of("Please refund me", "Billing"), Example.of("It crashes", "Bug"));
    private static final LabelSet LABELS = LabelSet.of("Billing", "Bug", "Question");
    private static final List<TicketText> ONE = List.of(new TicketText("k3f9", "It crashes when I save"));

    @Nested
    class ZeroShot extends PromptStrategyContract {
        @Override
        protected PromptStrategy strategy() {
            return PromptStrategies.zeroShot();
        }
    }

    @Nested
    class ZeroShotWithEverything extends PromptStrategyContract {
        @Override
        protected PromptStrategy strategy() {
            return PromptStrategies.zeroShot()
                    .instruction("Refunds count as Billing.")
                    .language("German")
                    .withConfidence();
        }
    }

    @Nested
    class FewShot extends PromptStrategyContract {
        @Override
        protected PromptStrategy strategy() {
            return PromptStrategies.fewShot(EXAMPLES);
        }
    }

    @Nested
    class Nearest extends PromptStrategyContract {
        @Override
        protected PromptStrategy strategy() {
            return PromptStrategies.nearestExamples(BuiltInStrategiesTest::letters, EXAMPLES, 1);
        }
    }

    /** How often each letter occurs: enough to tell crashes from refunds. */
    private static List<float[]> letters(List<String> texts) {
        return texts.stream()
                .map(text -> {
                    float[] counts = new float[26];
                    text.toLowerCase(Locale.ROOT)
                            .chars()
                            .filter(c -> c >= 'a' && c <= 'z')
                            .forEach(c -> counts[c - 'a']++);
                    return counts;
                })
                .toList();
    }

    @Test
    void fixedExamplesStandInTheStaticPart() {
        Prompt prompt = PromptStrategies.fewShot(EXAMPLES).prompt(LABELS, ONE);

        assertThat(prompt.messages().get(0).text()).contains("{\"text\":\"Please refund me\",\"label\":\"Billing\"}");
        assertThat(prompt.messages().get(1).text())
                .isEqualTo("[{\"id\":\"k3f9\",\"text\":\"It crashes when I save\"}]");
    }

    @Test
    void nearestExamplesStandRightBeforeTheTickets() {
        Prompt prompt = PromptStrategies.nearestExamples(BuiltInStrategiesTest::letters, EXAMPLES, 1)
                .prompt(LABELS, ONE);

        assertThat(prompt.messages().get(1).text())
                .contains("{\"text\":\"It crashes\",\"label\":\"Bug\"}")
                .doesNotContain("refund")
                .endsWith("[{\"id\":\"k3f9\",\"text\":\"It crashes when I save\"}]");
    }

    @Test
    void examplesOfAnotherLabelSetAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PromptStrategies.fewShot(List.of(Example.of("x", "Refund")))
                        .prompt(LABELS, ONE))
                .withMessageContaining("Refund");
    }

    @Test
    void instructionLanguageAndExamplesAreInTheFingerprint() {
        StandardPrompt plain = PromptStrategies.zeroShot();

        assertThat(List.of(
                        plain.fingerprint(),
                        plain.instruction("x").fingerprint(),
                        plain.language("x").fingerprint(),
                        plain.withConfidence().fingerprint(),
                        PromptStrategies.fewShot(EXAMPLES).fingerprint(),
                        PromptStrategies.fewShot(EXAMPLES.subList(0, 1)).fingerprint()))
                .doesNotHaveDuplicates();
    }

    @Test
    void oneMoreCorrectionDoesNotChangeTheFingerprintOfNearestExamples() {
        TextEmbedder embedder = BuiltInStrategiesTest::letters;

        assertThat(PromptStrategies.nearestExamples(embedder, EXAMPLES, 2).fingerprint())
                .isEqualTo(PromptStrategies.nearestExamples(embedder, EXAMPLES.subList(0, 1), 2)
                        .fingerprint())
                .isNotEqualTo(PromptStrategies.nearestExamples(embedder, EXAMPLES, 2, "2")
                        .fingerprint());
    }

    @Test
    void theSchemaIsStrictAndItsLabelIsAnEnum() {
        LabelSet labels =
                LabelSet.builder().add("Bug").add("A \"B\"").allowNone().build();

        assertThat(PromptStrategies.zeroShot().prompt(labels, ONE).schema())
                .isEqualTo(
                        "{\"type\":\"object\",\"properties\":{\"labels\":{\"type\":\"array\",\"items\":{\"type\":\"object\","
                                + "\"properties\":{\"id\":{\"type\":\"string\"},\"label\":{\"type\":\"string\",\"enum\":"
                                + "[\"Bug\",\"A \\\"B\\\"\",\"none of these\"]}},\"required\":[\"id\",\"label\"],"
                                + "\"additionalProperties\":false}}},\"required\":[\"labels\"],\"additionalProperties\":false}");
    }

    @Test
    void multipleChoiceAsksForAList() {
        LabelSet labels = LabelSet.builder().add("Bug").add("UI").multiple().build();

        Prompt prompt = PromptStrategies.zeroShot().prompt(labels, ONE);

        assertThat(prompt.schema())
                .contains("\"label\":{\"type\":\"array\",\"items\":{\"type\":\"string\",\"enum\":[\"Bug\",\"UI\"]}}");
        assertThat(prompt.messages().get(0).text()).contains("every label that fits");
    }

    @Test
    void seventySevenLabelsAndTwentyTicketsStayUnderSeventyFiveTokensATicket() {
        // 77 names of 20 characters and 20 texts of 59, the sizes of the Banking77 set
        LabelSet labels = LabelSet.of(IntStream.range(0, 77)
                .mapToObj(i -> String.format("label_of_a_topic_%03d", i))
                .toArray(String[]::new));
        List<TicketText> tickets = new ArrayList<>();
        IntStream.range(0, 20).forEach(i -> tickets.add(new TicketText("k3" + (char) ('b' + i) + "9", "x".repeat(59))));

        int chars = PromptStrategies.zeroShot().prompt(labels, tickets).chars();

        assertThat(chars / 4.0 / 20).isLessThan(75);
    }

    @Test
    void namesThatCouldBeMisreadAreQuoted() {
        LabelSet labels = LabelSet.builder()
                .add(" lead")
                .add("a: b", "c")
                .add("plain", "d")
                .build();

        String rules = PromptStrategies.zeroShot()
                .prompt(labels, ONE)
                .messages()
                .get(0)
                .text();

        assertThat(rules.lines().collect(Collectors.toList())).endsWith("\" lead\"", "\"a: b\": c", "plain: d");
    }

    @Test
    void labelSetsThatTakeTurnsDoNotGetEachOthersLabels() {
        PromptStrategy strategy = PromptStrategies.zeroShot();
        LabelSet others = LabelSet.of("Order", "Return");
        String first = strategy.prompt(LABELS, ONE).toString();

        Prompt second = strategy.prompt(others, ONE);

        assertThat(second.messages().get(0).text()).contains("Return").doesNotContain("Billing");
        assertThat(second.schema()).contains("Return").doesNotContain("Billing");
        assertThat(strategy.prompt(LABELS, ONE)).hasToString(first);
    }
}
