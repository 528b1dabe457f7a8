package io.ticketlabeler.learned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticketlabeler.model.Bound;
import io.ticketlabeler.model.Checked;
import io.ticketlabeler.model.ModelCallException;
import io.ticketlabeler.prompt.Answer;
import io.ticketlabeler.prompt.Example;
import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.TicketLabelerException;
import io.ticketlabeler.ticket.TicketText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LearnedLabelModelTest {

    private static final LabelSet LABELS = LabelSet.of("Billing", "Bug", "Account");

    private static List<Answer> answers(LearnedLabelModel model, LabelSet labels, List<String> texts) {
        List<TicketText> tickets = IntStream.range(0, texts.size())
                .mapToObj(i -> new TicketText("t" + i, texts.get(i)))
                .toList();
        return List.copyOf(model.label(labels, tickets).reply().answers().values());
    }

    private static double accuracy(LearnedLabelModel model, List<Example> truth) {
        List<Answer> answers =
                answers(model, LABELS, truth.stream().map(Example::text).toList());
        return IntStream.range(0, truth.size())
                        .filter(i -> answers.get(i)
                                .labels()
                                .get(0)
                                .name()
                                .equals(truth.get(i).labels().get(0)))
                        .count()
                / (double) truth.size();
    }

    @Test
    void wordsOfAnyLanguageAreLearnt() {
        LearnedLabelModel model = LearnedTraining.start().train(Tickets.some(30, 1));

        assertThat(accuracy(model, Tickets.some(100, 2))).isGreaterThan(0.95);
        assertThat(answers(model, LABELS, List.of("ログインできない", "請求書の件")).stream()
                        .map(answer -> answer.labels().get(0).name()))
                .containsExactly("Account", "Billing");
    }

    @Test
    void whatIsNotThereToLearnIsNotBelieved() {
        LearnedLabelModel model = LearnedTraining.start().train(Tickets.nonsense(100, 1));

        assertThat(model.accuracy().orElseThrow()).isLessThan(0.5);
        assertThat(Bound.of(model.heldOut(), 0.9, 0.05).keepsSomething()).isFalse();
    }

    @Test
    void crossValidationTakesVectorsOnlyWhereTheyHelp() {
        List<Example> reviewed = Tickets.some(6, 1);

        LearnedLabelModel seeing =
                LearnedTraining.start().vectors(Tickets.topics(), "topics").train(reviewed);
        LearnedLabelModel blind =
                LearnedTraining.start().vectors(Tickets.blind(), "blind").train(reviewed);

        assertThat(seeing.kind()).isNotEqualTo(Kind.WORDS);
        assertThat(seeing.accuracies()).containsOnlyKeys(Kind.values());
        assertThat(blind.accuracies().get(Kind.VECTORS)).isLessThan(0.5);
        assertThat(blind.kind()).isNotEqualTo(Kind.VECTORS);
        assertThat(blind.accuracy().orElseThrow())
                .isEqualTo(Collections.max(blind.accuracies().values()));
    }

    @Test
    void copiesOfATicketAreHeldOutTogether() {
        List<Example> nonsense = Tickets.nonsense(30, 3);
        List<Example> copied = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            nonsense.forEach(
                    example -> copied.add(new Example(example.text().toUpperCase(Locale.ROOT), example.labels())));
        }

        LearnedLabelModel model = LearnedTraining.start().train(copied);

        assertThat(model.heldOut()).hasSize(450);
        assertThat(model.accuracy().orElseThrow()).isLessThan(0.6); // with copies in other folds it would be near 1
    }

    @Test
    void theOrderOfReviewsDoesNotMatterAndOneMoreMakesAnotherModel() {
        List<Example> reviewed = Tickets.some(10, 1);
        List<Example> backwards = new ArrayList<>(reviewed);
        Collections.reverse(backwards);
        List<Example> more = new ArrayList<>(reviewed);
        more.add(Example.of("the refund of my invoice", "Billing"));

        String fingerprint = LearnedTraining.start().train(reviewed).fingerprint();

        assertThat(LearnedTraining.start().train(backwards).fingerprint()).isEqualTo(fingerprint);
        assertThat(LearnedTraining.start().train(more).fingerprint()).isNotEqualTo(fingerprint);
    }

    @Test
    void aSavedModelAnswersTheSame(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("model.json");
        LearnedLabelModel model = LearnedTraining.start()
                .vectors(Tickets.topics(), "topics")
                .only(Kind.BOTH)
                .train(Tickets.some(10, 1));
        List<String> texts = Tickets.some(20, 2).stream().map(Example::text).toList();

        model.save(file);
        LearnedLabelModel loaded = LearnedLabelModel.load(file, Tickets.topics(), "topics");

        assertThat(loaded.fingerprint()).isEqualTo(model.fingerprint());
        assertThat(loaded.name()).isEqualTo(model.name()).startsWith("learned-words+vectors-cv");
        assertThat(loaded.heldOut()).isEqualTo(model.heldOut());
        assertThat(answers(loaded, LABELS, texts)).isEqualTo(answers(model, LABELS, texts));
        assertThat(Files.readString(file)).doesNotContain("refund", "Rechnung", "請");
    }

    @Test
    void aFileThatIsNoneOfOursNewerOrChangedIsRefused(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("model.json");
        LearnedTraining.start().train(Tickets.some(5, 1)).save(file);
        String good = Files.readString(file);

        Files.writeString(file, good.replace("\"version\":1", "\"version\":2"));
        assertThatThrownBy(() -> LearnedLabelModel.load(file))
                .isInstanceOf(TicketLabelerException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("version 2")
                .hasMessageContaining("update the library");
        Files.writeString(file, good.replace("Billing", "Killing"));
        assertThatThrownBy(() -> LearnedLabelModel.load(file)).hasMessageContaining("changed or damaged");
        for (String other : List.of("", "[1]", "{}", "no json", "[")) {
            Files.writeString(file, other);
            assertThatThrownBy(() -> LearnedLabelModel.load(file))
                    .isInstanceOf(TicketLabelerException.class)
                    .hasMessageContaining("is no learned model");
        }
    }

    @Test
    void aModelOfVectorsWantsTheEmbeddingModelOfItsTraining(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("model.json");
        LearnedTraining.start()
                .vectors(Tickets.topics(), "topics")
                .only(Kind.VECTORS)
                .train(Tickets.some(5, 1))
                .save(file);

        assertThatThrownBy(() -> LearnedLabelModel.load(file)).hasMessageContaining("\"topics\"");
        assertThatThrownBy(() -> LearnedLabelModel.load(file, Tickets.topics(), "others"))
                .hasMessageContaining("not of \"others\"");
    }

    @Test
    void labelsThatWereNotLearntAreNotProposed() {
        LearnedLabelModel model = LearnedTraining.start().train(Tickets.some(10, 1));
        List<String> texts = Tickets.some(10, 2).stream().map(Example::text).toList();

        assertThat(answers(model, LabelSet.of("Bug", "Praise"), texts))
                .allMatch(answer -> answer.labels().get(0).name().equals("Bug"));
        assertThatThrownBy(() -> answers(model, LabelSet.of("Praise", "Other"), texts))
                .isInstanceOfSatisfying(ModelCallException.class, e -> assertThat(e.kind())
                        .isEqualTo(ModelCallException.Kind.UNKNOWN_MODEL));
    }

    @Test
    void whereNoneIsAllowedReviewsWithoutALabelTeachIt() {
        List<Example> reviewed = new ArrayList<>(Tickets.some(20, 1));
        for (int i = 0; i < 20; i++) {
            reviewed.add(new Example("happy birthday to the whole team " + i, List.of()));
        }
        LabelSet none = LabelSet.builder()
                .add("Billing")
                .add("Bug")
                .add("Account")
                .allowNone()
                .build();

        LearnedLabelModel model = LearnedTraining.start().train(reviewed);

        assertThat(answers(model, none, List.of("happy birthday team"))).containsExactly(Answer.NONE);
        assertThat(answers(model, LABELS, List.of("happy birthday team")).get(0).labels())
                .hasSize(1);
        assertThat(model.heldOut()).hasSize(60).allMatch(Checked::right);
    }

    @Test
    void severalLabelsAreLearntTogether() {
        List<Example> reviewed = new ArrayList<>(Tickets.some(20, 1));
        for (int i = 0; i < 20; i++) {
            reviewed.add(new Example("charged refund invoice crash error 500 " + i, List.of("Billing", "Bug")));
        }
        LabelSet several = LabelSet.builder()
                .add("Billing")
                .add("Bug")
                .add("Account")
                .multiple()
                .build();

        LearnedLabelModel model = LearnedTraining.start().train(reviewed);

        assertThat(answers(model, several, List.of("refund, charged, invoice; crash, error 500"))
                        .get(0)
                        .labels())
                .extracting("name")
                .containsExactlyInAnyOrder("Billing", "Bug");
    }

    @Test
    void oneLabelIsNothingToLearn() {
        assertThatThrownBy(() -> LearnedTraining.start().train(List.of(Example.of("a", "Bug"), Example.of("b", "Bug"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 reviewed tickets with 1 different labels");
    }
}
