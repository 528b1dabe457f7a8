package io.ticketlabeler.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import dev.langchain4j.model.chat.ChatModel;
import io.ticketlabeler.prompt.Example;
import io.ticketlabeler.prompt.Prompt;
import io.ticketlabeler.prompt.PromptStrategies;
import io.ticketlabeler.prompt.PromptStrategy;
import io.ticketlabeler.prompt.StandardPrompt;
import io.ticketlabeler.prompt.TextEmbedder;
import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.TicketText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Estimates against what the tokenizer of GPT-4o counts in the prompts that are really sent. */
class CallSizeTest {

    private static final Encoding GPT_4O = Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.O200K_BASE);
    private static final int FRAME_OF_MESSAGE = 4;

    /** In the manner of banking77: many names in snake case. */
    private static LabelSet bank(boolean described) {
        String[] things = {
            "card", "top_up", "transfer", "cash_withdrawal", "direct_debit", "exchange_rate", "verify_identity"
        };
        String[] troubles = {
            "declined", "pending", "charge", "not_recognised", "wrong_amount", "limits", "arrival_estimate"
        };
        LabelSet.Builder labels = LabelSet.builder();
        for (String thing : things) {
            for (String trouble : troubles) {
                labels.add(
                        thing + "_" + trouble,
                        described
                                ? "The customer asks about " + thing.replace('_', ' ') + ": "
                                        + trouble.replace('_', ' ') + ", or wants to know why that happened"
                                : "");
            }
        }
        return labels.build();
    }

    private static LabelSet set(String... namesAndDescriptions) {
        LabelSet.Builder labels = LabelSet.builder();
        for (int i = 0; i < namesAndDescriptions.length; i += 2) {
            labels.add(namesAndDescriptions[i], namesAndDescriptions[i + 1]);
        }
        return labels.build();
    }

    private static List<Example> examples(LabelSet labels, int count) {
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String label = labels.names().get(i % labels.names().size());
            examples.add(Example.of(
                    "Hello, I have a question about number " + i + ": my card payment was taken \"twice\", why? "
                            + "Please help me. ".repeat(i % 4) + label.replace('_', ' '),
                    label));
        }
        return examples;
    }

    /** Close texts have close vectors, so that each ticket finds examples of its own. */
    private static final TextEmbedder BY_HASH = texts -> texts.stream()
            .map(text -> new float[] {(float) Math.cos(text.hashCode() / 1e5), (float) Math.sin(text.hashCode() / 1e5)})
            .toList();

    static Stream<Arguments> prompts() {
        LabelSet bank = bank(false);
        LabelSet small = LabelSet.of("Bug", "Feature Request", "Question");
        StandardPrompt zeroShot = PromptStrategies.zeroShot();
        return Stream.of(
                Arguments.of("names", zeroShot, bank),
                Arguments.of("descriptions", zeroShot, bank(true)),
                Arguments.of("three labels", zeroShot, small),
                Arguments.of("confidence", zeroShot.withConfidence(), small),
                Arguments.of(
                        "instruction",
                        zeroShot.language("German")
                                .instruction("Refund wishes count as Bug even if nothing is broken."),
                        small),
                Arguments.of(
                        "multiple or none",
                        zeroShot,
                        LabelSet.builder()
                                .add("Billing", "Invoices and refunds")
                                .add("Bug", "Something is broken")
                                .multiple()
                                .allowNone()
                                .build()),
                Arguments.of("few-shot", PromptStrategies.fewShot(examples(bank, 98)), bank),
                Arguments.of("nearest", PromptStrategies.nearestExamples(BY_HASH, examples(bank, 2_000), 5), bank),
                Arguments.of("nearest of few", PromptStrategies.nearestExamples(BY_HASH, examples(small, 4), 5), small),
                Arguments.of(
                        "dots and dashes",
                        zeroShot,
                        LabelSet.of("area-System.Net", "area-System.IO", "area-System.Xml", "area-Infrastructure")),
                Arguments.of(
                        "German",
                        zeroShot,
                        set(
                                "Rechnung", "Fragen zu Rechnungen, Gebühren, Rückerstattungen und Mahnungen",
                                "Störung", "Etwas funktioniert nicht wie beschrieben oder stürzt ab",
                                "Kündigung", "Möchte den Vertrag kündigen oder ändern")),
                Arguments.of(
                        "Russian",
                        zeroShot,
                        set(
                                "Счета и оплата", "Вопросы о счетах, списаниях и возврате денег",
                                "Ошибка в программе", "Что-то сломалось или работает не так, как описано",
                                "Пожелание", "Просьба добавить новую возможность")),
                Arguments.of(
                        "Chinese",
                        zeroShot,
                        set("账单与付款", "关于发票、扣款和退款的问题", "程序错误", "某些功能无法正常工作或崩溃", "功能建议", "希望增加新的功能")),
                Arguments.of("Japanese", zeroShot, set("請求とお支払い", "請求書、引き落とし、返金に関する質問", "不具合", "アプリが動かない、またはクラッシュする")),
                Arguments.of("Korean", zeroShot, set("결제 문의", "청구서, 결제 및 환불에 관한 질문", "오류 신고", "앱이 작동하지 않거나 충돌합니다")),
                Arguments.of(
                        "Arabic",
                        zeroShot,
                        set(
                                "الفواتير والدفع",
                                "أسئلة حول الفواتير والرسوم واسترداد الأموال",
                                "خلل",
                                "شيء ما لا يعمل أو يتعطل")),
                Arguments.of(
                        "Greek and emoji",
                        zeroShot,
                        set(
                                "Τιμολόγια 🙂",
                                "Ερωτήσεις για χρεώσεις και επιστροφές χρημάτων",
                                "Σφάλμα 🐞",
                                "Κάτι δεν λειτουργεί")));
    }

    private static final String TEXT = "Why was I charged an extra fee for my last withdrawal";

    private static List<TicketText> tickets(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new TicketText("k" + (char) ('b' + i) + "f9", (char) ('A' + i) + ": " + TEXT))
                .toList();
    }

    private static int count(String text) {
        return GPT_4O.countTokensOrdinary(text);
    }

    private static int count(Prompt prompt) {
        return count(prompt.schema())
                + prompt.messages().stream()
                        .mapToInt(message -> count(message.text()) + FRAME_OF_MESSAGE)
                        .sum();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("prompts")
    void aCallIsAsLargeAsThePromptThatIsSent(String what, PromptStrategy strategy, LabelSet labels) {
        CallSize size = OpenAi.chat("m").prompt(strategy).size(labels);
        for (int tickets : new int[] {1, 10}) {
            List<TicketText> asked = tickets(tickets);
            long texts =
                    asked.stream().mapToLong(ticket -> count(ticket.text())).sum();

            long estimate = size.of(tickets, texts).inputTokens();

            int counted = count(strategy.prompt(labels, asked));
            assertThat((double) estimate / counted)
                    .as("%s, %d tickets: %d estimated, %d counted", what, tickets, estimate, counted)
                    .isBetween(0.95, 1.25);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("prompts")
    void anAnswerIsAsLongAsWithTheLongestLabel(String what, PromptStrategy strategy, LabelSet labels) {
        boolean confidence = strategy.prompt(labels, tickets(1)).schema().contains("confidence");
        String longest = labels.names().stream()
                .max((a, b) -> Integer.compare(count(a), count(b)))
                .orElseThrow();
        String label =
                labels.isMultiple() ? "[\"" + String.join("\",\"", labels.names()) + "\"]" : "\"" + longest + "\"";
        String entry = "{\"id\":\"k3f9\",\"label\":" + label + (confidence ? ",\"confidence\":0.95" : "") + "},";
        int counted = count("{\"labels\":[" + entry.repeat(10) + "]}");

        int estimate = 10 * OpenAi.chat("m").prompt(strategy).size(labels).outputTokens();

        assertThat((double) estimate / counted)
                .as("%s: %d estimated, %d counted", what, estimate, counted)
                .isBetween(0.95, 1.35);
    }

    @Test
    void realLabelSetsAreEstimatedAsWell() throws IOException {
        for (String name : List.of("banking77", "corefx-issues", "sumo-multilang")) {
            LabelSet labels = RealTickets.of(name).labels();
            aCallIsAsLargeAsThePromptThatIsSent(name, PromptStrategies.zeroShot(), labels);
            aCallIsAsLargeAsThePromptThatIsSent(
                    name,
                    PromptStrategies.zeroShot(),
                    LabelSet.of(labels.names().toArray(String[]::new)));
        }
    }

    @Test
    void nothingIsEmbeddedForAnEstimate() {
        TextEmbedder refusing = texts -> {
            throw new IllegalStateException("asked");
        };
        LabelSet labels = bank(false);

        CallSize size = OpenAi.chat("m")
                .prompt(PromptStrategies.nearestExamples(refusing, examples(labels, 20), 3))
                .size(labels);

        assertThat(size.ticketTokens()).isGreaterThan(60);
    }

    @Test
    void wordsAloneAreSmallerThanASchema() {
        LabelSet labels = bank(false);

        assertThat(OpenAi.chat("m").size(labels).prefixTokens())
                .isGreaterThan(
                        ChatLabelModel.of(new ChatModel() {}).size(labels).prefixTokens() * 3 / 2);
    }

    @Test
    void thePriceIsTheOneGivenOrUnknown() {
        LabelSet labels = bank(false);
        Price price = Price.perMillion(1, 2);

        CallSize size = OpenAi.chat("m").price(price).size(labels);

        assertThat(size.knownPrice()).contains(price);
        assertThat(size.of(10, 1_000).costUsd().orElseThrow())
                .isCloseTo(
                        (size.prefixTokens() + 10 * size.ticketTokens() + 1_000 + 2 * 10 * size.outputTokens()) / 1e6,
                        within(1e-12));
        assertThat(OpenRouter.chat("a/b").price(price).size(labels)).isEqualTo(size);
        assertThat(OpenRouter.chat("a/b").size(labels).of(10, 1_000).costUsd()).isEmpty();
    }

    @Test
    void endpointsAreAddressAndModel() {
        assertThat(OpenAi.chat("gpt-4o-mini").apiKey(() -> "sk-canary").endpoint())
                .isEqualTo("https://api.openai.com/v1 gpt-4o-mini");
        assertThat(OpenRouter.chat("a/b").orElse("c/d").endpoint()).isEqualTo("https://openrouter.ai/api/v1 a/b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://user:sk-canary@llm.example.com/v1", "https://llm.example.com/v1?key=sk-canary"})
    void keysDoNotBelongIntoTheAddress(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OpenAi.chat("m").baseUrl(url))
                .withMessageContaining("apiKey")
                .withMessageNotContaining("canary");
    }
}
