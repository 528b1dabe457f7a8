package io.ticketlabeler.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.output.Response;
import io.ticketlabeler.model.ModelCallException.Kind;
import io.ticketlabeler.prompt.Answer;
import io.ticketlabeler.prompt.Example;
import io.ticketlabeler.ticket.ConfidenceSource;
import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.ScoredLabel;
import io.ticketlabeler.ticket.TicketText;
import io.ticketlabeler.ticket.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EmbeddingLabelModelTest {

    private static final LabelSet LABELS = LabelSet.builder()
            .add("Billing", "Invoices, charges, refunds")
            .add("Bug", "Crashes, errors")
            .add("account_access", "Password, login")
            .build();
    private static final List<Example> EXAMPLES = List.of(
            Example.of("parcel stuck in customs", "Shipping"),
            Example.of("parcel never arrived here", "Shipping"),
            Example.of("customs wants more papers", "Shipping"),
            Example.of("kettle leaks water", "Product"),
            Example.of("kettle lid broke off", "Product"),
            Example.of("water tastes like plastic", "Product"));

    private final WordVectors words = new WordVectors();
    private final EmbeddingLabelModel model = EmbeddingLabelModel.of(words);

    private static Answer answer(LabelModel model, LabelSet labels, String text) {
        Answer answer = model.label(labels, List.of(new TicketText("a", text)))
                .reply()
                .answers()
                .get("a");
        assertThat(answer).isNotNull();
        return answer == null ? Answer.NONE : answer;
    }

    private static List<String> names(Answer answer) {
        return answer.labels().stream().map(ScoredLabel::name).toList();
    }

    private static double confidence(Answer answer) {
        return answer.labels().get(0).confidence().orElseThrow();
    }

    private static LabelSet.Builder described() {
        LabelSet.Builder builder = LabelSet.builder();
        LABELS.labels().forEach(label -> builder.add(label.name(), label.description()));
        return builder;
    }

    @Test
    void aTicketGetsTheLabelWhoseDescriptionItResembles() {
        assertThat(names(answer(model, LABELS, "wrong charges this month"))).containsExactly("Billing");
        assertThat(names(answer(model, LABELS, "errors when saving"))).containsExactly("Bug");
        assertThat(names(answer(model, LABELS, "forgot my password"))).containsExactly("account_access");
    }

    @Test
    void wordsOfANameWithUnderscoresCount() {
        assertThat(names(answer(model, LabelSet.of("late_parcel", "brokenKettle"), "my parcel is missing")))
                .containsExactly("late_parcel");
        assertThat(names(answer(model, LabelSet.of("late_parcel", "brokenKettle"), "kettle, half a year old")))
                .containsExactly("brokenKettle");
    }

    @Test
    void theSurerAnswerHasTheHigherConfidence() {
        double clear = confidence(answer(model, LABELS, "crashes, errors"));
        double mixed = confidence(answer(model, LABELS, "crashes when I open invoices"));

        assertThat(clear).isGreaterThan(mixed).isLessThanOrEqualTo(1);
        assertThat(mixed).isGreaterThan(1 / 3.0);
    }

    @Test
    void theOnlyLabelIsCertain() {
        assertThat(answer(model, LabelSet.of("Ticket"), "anything at all"))
                .isEqualTo(Answer.of(ScoredLabel.of("Ticket", 1, ConfidenceSource.MARGIN)));
    }

    @Test
    void ticketsThatResembleNoLabelGetNoneWhereTheSetAllowsIt() {
        LabelSet orNone = described().allowNone().build();

        assertThat(answer(model, orNone, "lovely weather today")).isEqualTo(Answer.NONE);
        assertThat(names(answer(model, orNone, "errors when saving"))).containsExactly("Bug");
        assertThat(names(answer(model, LABELS, "lovely weather today"))).hasSize(1);
    }

    @Test
    void theThresholdForNoneCanBeMoved() {
        LabelSet orNone = described().allowNone().build();

        assertThat(answer(model.noneBelow(0.9), orNone, "errors when saving")).isEqualTo(Answer.NONE);
        assertThat(names(answer(model.noneBelow(-1), orNone, "lovely weather today")))
                .hasSize(1);
    }

    @Test
    void multipleChoiceGivesAllLabelsThatAreNearlyAsClose() {
        LabelSet several = described().multiple().build();

        assertThat(names(answer(model, several, "password and refunds")))
                .containsExactlyInAnyOrder("Billing", "account_access");
        assertThat(names(answer(model, several, "errors when saving"))).containsExactly("Bug");
    }

    @Test
    void multipleChoiceWithoutNoneFallsBackToTheBestLabel() {
        LabelSet several = described().multiple().build();
        LabelSet severalOrNone = described().multiple().allowNone().build();

        assertThat(names(answer(model, several, "lovely weather today"))).hasSize(1);
        assertThat(answer(model, severalOrNone, "lovely weather today")).isEqualTo(Answer.NONE);
    }

    @Test
    void examplesTeachWhatTheNameDoesNotSay() {
        LabelSet labels = LabelSet.of("Shipping", "Product");

        Answer taught = answer(model.examples(EXAMPLES), labels, "water everywhere, kettle useless");

        assertThat(names(taught)).containsExactly("Product");
        assertThat(names(answer(model.examples(EXAMPLES), labels, "where is my parcel")))
                .containsExactly("Shipping");
    }

    @Test
    void examplesOfOtherLabelsAreLeftOut() {
        assertThat(answer(model.examples(EXAMPLES), LABELS, "wrong charges"))
                .isEqualTo(answer(model, LABELS, "wrong charges"));
    }

    @Test
    void anExampleMayNameItsLabelByAnAlias() {
        LabelSet labels = LabelSet.builder()
                .add("A")
                .add("B")
                .alias("Shipping", "A")
                .alias("product", "B")
                .build();

        assertThat(names(answer(model.examples(EXAMPLES), labels, "parcel arrived broken")))
                .containsExactly("A");
    }

    @Test
    void aLabelWithoutExamplesCanStillBeChosen() {
        LabelSet labels = LabelSet.builder()
                .add("Shipping")
                .add("Product")
                .add("Billing", "Invoices, charges, refunds")
                .build();

        assertThat(names(answer(model.examples(EXAMPLES), labels, "refunds take long")))
                .containsExactly("Billing");
    }

    @Test
    void examplesWithoutALabelTeachWhatFitsNone() {
        List<Example> withNone = new ArrayList<>(EXAMPLES);
        withNone.add(new Example("newsletter about kettle holidays", List.of()));
        withNone.add(new Example("newsletter summer holidays", List.of()));
        withNone.add(new Example("holidays newsletter unsubscribe", List.of()));
        LabelSet labels = LabelSet.builder()
                .add("Shipping", "parcel, customs")
                .add("Product", "kettle, water")
                .allowNone()
                .build();

        assertThat(answer(model.examples(withNone), labels, "kettle newsletter before the holidays"))
                .isEqualTo(Answer.NONE);
        assertThat(names(answer(model.examples(withNone), labels, "kettle lost its lid")))
                .containsExactly("Product");
    }

    @Test
    void examplesWithSeveralLabelsTeachEachOfThem() {
        List<Example> both = List.of(
                new Example("parcel arrived, kettle broken", List.of("Shipping", "Product")),
                new Example("kettle broken, parcel wet", List.of("Shipping", "Product")),
                Example.of("kettle leaks", "Product"),
                Example.of("parcel late", "Shipping"));
        LabelSet several = LabelSet.builder()
                .add("Shipping", "parcel")
                .add("Product", "kettle")
                .multiple()
                .build();

        assertThat(names(answer(model.examples(both), several, "parcel and kettle")))
                .containsExactlyInAnyOrder("Shipping", "Product");
    }

    @Test
    void anAnswerDoesNotDependOnTheNeighbours() {
        LabelModel taught = model.examples(EXAMPLES);
        LabelSet labels = LabelSet.of("Shipping", "Product", "Other");
        List<TicketText> many = IntStream.range(0, 64)
                .mapToObj(i -> new TicketText("t" + i, "kettle parcel water " + i + " customs".repeat(i % 3)))
                .toList();

        var together = taught.label(labels, many).reply().answers();

        many.forEach(ticket -> assertThat(
                        taught.label(labels, List.of(ticket)).reply().answers())
                .containsEntry(ticket.id(), together.getOrDefault(ticket.id(), Answer.NONE)));
    }

    @Test
    void theOrderOfTheLabelsChangesNothing() {
        LabelSet one = LabelSet.of("Shipping", "Product", "Other");
        LabelSet other = LabelSet.of("Other", "Product", "Shipping");

        for (String text :
                List.of("kettle", "parcel and kettle", "", "nothing of that").subList(0, 2)) {
            assertThat(answer(model.examples(EXAMPLES), one, text))
                    .isEqualTo(answer(model.examples(EXAMPLES), other, text));
        }
    }

    @Test
    void anEmptyTextIsAProblemAndTheOthersAreAnswered() {
        var reply = model.label(LABELS, List.of(new TicketText("a", " \n"), new TicketText("b", "errors")))
                .reply();

        assertThat(reply.problems()).containsOnlyKeys("a");
        assertThat(reply.answers()).containsOnlyKeys("b");
    }

    @Test
    void labelsAndExamplesAreEmbeddedOncePerLabelSet() {
        LabelModel taught = model.examples(EXAMPLES);
        taught.label(LABELS, List.of(new TicketText("a", "errors")));
        int before = words.texts.get();

        taught.label(LABELS, List.of(new TicketText("a", "errors"), new TicketText("b", "refunds")));
        assertThat(words.texts.get()).isEqualTo(before + 2);

        taught.label(LabelSet.of("One", "Two"), List.of(new TicketText("a", "errors")));
        assertThat(words.texts.get()).as("two labels and a ticket").isEqualTo(before + 2 + 3);
    }

    @Test
    void halfAnEmojiReachesNoTokenizer() {
        List<String> seen = new ArrayList<>();
        LabelModel spied = EmbeddingLabelModel.of(new WordVectors() {
            @Override
            public Response<List<Embedding>> embedAll(List<TextSegment> segments) {
                segments.forEach(segment -> seen.add(segment.text()));
                return super.embedAll(segments);
            }
        });

        spied.label(
                LABELS, List.of(new TicketText("a", "😀".repeat(2_000)), new TicketText("b", "errors \uD83D\u0000!")));

        assertThat(seen).anyMatch(text -> text.startsWith("😀😀")).allSatisfy(text -> assertThat(text.codePoints())
                .noneMatch(c -> c == 0 || (c >= 0xD800 && c <= 0xDFFF)));
        assertThat(seen).allMatch(text -> text.length() <= 1_000);
    }

    @Test
    void itCostsNothingAndSaysItsName() {
        ModelReply reply = model.identity("words-512").label(LABELS, List.of(new TicketText("a", "errors")));

        assertThat(reply.usage()).isEqualTo(Usage.NONE);
        assertThat(reply.model()).isEqualTo("words-512");
        assertThat(model.name()).isEqualTo("WordVectors");
        assertThat(model.limits().sharedContext()).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> model.identity(" "));
        assertThatIllegalArgumentException().isThrownBy(() -> model.noneBelow(Double.NaN));
    }

    @Test
    void theFingerprintChangesWithAllThatChangesAnswers() {
        assertThat(List.of(
                        model.fingerprint(),
                        model.identity("other").fingerprint(),
                        model.noneBelow(0.3).fingerprint(),
                        model.examples(EXAMPLES).fingerprint(),
                        model.examples(EXAMPLES.subList(0, 5)).fingerprint(),
                        model.examples(List.of(Example.of("a", "b"))).fingerprint(),
                        model.examples(List.of(Example.of("a", "c"))).fingerprint()))
                .doesNotHaveDuplicates();
        assertThat(model.examples(EXAMPLES).fingerprint())
                .isEqualTo(EmbeddingLabelModel.of(new WordVectors())
                        .examples(EXAMPLES)
                        .fingerprint())
                .doesNotContain("parcel", "kettle");
    }

    @Test
    void aModelThatFailsTellsTheKindAndNoText() {
        LabelModel broken = EmbeddingLabelModel.of(new WordVectors() {
            @Override
            public Response<List<Embedding>> embedAll(List<TextSegment> segments) {
                throw new IllegalStateException("cannot embed " + segments);
            }
        });

        assertThatThrownBy(() -> broken.label(LABELS, List.of(new TicketText("a", "secret"))))
                .isInstanceOfSatisfying(
                        ModelCallException.class, e -> assertThat(e.kind()).isEqualTo(Kind.BAD_REQUEST))
                .hasMessageNotContaining("secret")
                .hasStackTraceContaining("IllegalStateException");
    }

    @Test
    void aVectorThatIsNoNumberIsAProblemOfItsTicketOnly() {
        LabelModel odd = EmbeddingLabelModel.of(new WordVectors() {
            @Override
            float[] vector(String text) {
                float[] vector = super.vector(text);
                vector[1] = text.equals("odd") ? Float.NaN : vector[1];
                return vector;
            }
        });

        var reply = odd.label(LABELS, List.of(new TicketText("a", "odd"), new TicketText("b", "errors")))
                .reply();

        assertThat(reply.problems()).containsOnlyKeys("a");
        assertThat(reply.answers()).containsOnlyKeys("b");
    }

    @Test
    void anInterruptedThreadIsNotKept() {
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> model.label(LABELS, List.of(new TicketText("a", "errors"))))
                    .isInstanceOfSatisfying(
                            ModelCallException.class, e -> assertThat(e.kind()).isEqualTo(Kind.INTERRUPTED));
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }

        assertThat(names(answer(model, LABELS, "errors"))).containsExactly("Bug");
    }
}
