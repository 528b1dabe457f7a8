package io.ticketlabeler.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ticketlabeler.model.LabelModel;
import io.ticketlabeler.model.Limits;
import io.ticketlabeler.model.ModelReply;
import io.ticketlabeler.prompt.Answer;
import io.ticketlabeler.prompt.Reply;
import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.ScoredLabel;
import io.ticketlabeler.ticket.TicketText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * The rules of a {@link LabelModel}. Extend it to test your own, best against a provider that always answers the same:
 *
 * <pre>{@code
 * class MyModelTest extends LabelModelContract {
 *     @Override
 *     protected LabelModel model() {
 *         return new MyModel();
 *     }
 *
 *     @Override
 *     protected LabelSet labels() {
 *         return LabelSet.of("Billing", "Bug");
 *     }
 *
 *     @Override
 *     protected List<String> texts() {
 *         return List.of("I was charged twice", "The app crashes", "Ä \"quoted\" <b>text</b> 🙂");
 *     }
 * }
 * }</pre>
 *
 * <p>A model that cannot do multiple choice, or cannot say that no label fits, says so by overriding {@link #supportsMultiple()}
 * or {@link #supportsNone()}; one whose answers differ from call to call overrides {@link #answersAreRepeatable()}.
 */
public abstract class LabelModelContract {

    private static final int THREADS = 8;

    /** The model under test, ready to be asked. Called often; each time one with the same fingerprint. */
    protected abstract LabelModel model();

    /** The labels that it is asked about; single choice, at least two, every ticket must get one. */
    protected abstract LabelSet labels();

    /** At least three different texts of 20 characters or more, for instance with quotes, line breaks and emoji. */
    protected abstract List<String> texts();

    /** Whether the model handles sets with {@link LabelSet.Builder#multiple()}. */
    protected boolean supportsMultiple() {
        return true;
    }

    /** Whether the model handles sets with {@link LabelSet.Builder#allowNone()}. */
    protected boolean supportsNone() {
        return true;
    }

    /** Whether a text always gets the same answer, whatever else is in the call. */
    protected boolean answersAreRepeatable() {
        return true;
    }

    @Test
    void everyTicketGetsAnAnswerAProblemOrAnAbstention() {
        LabelModel model = model();

        for (List<TicketText> call : calls(model, texts())) {
            ModelReply reply = model.label(labels(), call);

            Set<String> answered = reply.reply().answers().keySet();
            Set<String> refused = reply.reply().problems().keySet();
            Set<String> abstained = reply.reply().abstentions().keySet();
            assertThat(Collections.disjoint(answered, refused))
                    .as("no ticket both answered and refused")
                    .isTrue();
            assertThat(Collections.disjoint(union(answered, refused), abstained))
                    .as("no abstention beside an answer or a problem")
                    .isTrue();
            assertThat(union(union(answered, refused), abstained))
                    .as("ids in the reply")
                    .containsExactlyInAnyOrderElementsOf(
                            call.stream().map(TicketText::id).toList());
            assertThat(reply.model()).as("the model that answered").isNotBlank();
        }
    }

    @Test
    void someTicketIsAnswered() {
        Map<String, Answer> answers = ask(model(), labels(), texts());

        assertThat(answers).as("answers to texts()").isNotEmpty();
    }

    @Test
    void singleChoiceGivesExactlyOneLabelOfTheSet() {
        ask(model(), labels(), texts()).values().forEach(answer -> assertThat(answer.labels())
                .hasSize(1)
                .allMatch(label -> labels().names().contains(label.name())));
    }

    @Test
    void multipleChoiceGivesSomeLabelsOfTheSetAndNoneTwice() {
        assumeTrue(supportsMultiple());

        Map<String, Answer> answers = ask(model(), like(labels()).multiple().build(), texts());

        answers.values().forEach(answer -> {
            assertThat(names(answer)).isNotEmpty().doesNotHaveDuplicates().isSubsetOf(labels().names());
        });
    }

    @Test
    void whereNoneIsAllowedAnAnswerHasAtMostOneLabelAndNeverNoneAsOne() {
        assumeTrue(supportsNone());

        Map<String, Answer> answers = ask(model(), like(labels()).allowNone().build(), texts());

        answers.values()
                .forEach(answer ->
                        assertThat(names(answer)).hasSizeLessThanOrEqualTo(1).isSubsetOf(labels().names()));
    }

    @Test
    void answersBelongToIdsAndNotToPlaces() {
        assumeTrue(answersAreRepeatable());
        List<String> backwards = new ArrayList<>(texts());
        Collections.reverse(backwards);
        List<String> turned = new ArrayList<>(texts());
        Collections.rotate(turned, 1);

        Map<String, Answer> answers = ask(model(), labels(), texts());

        assertThat(ask(model(), labels(), backwards)).isEqualTo(answers);
        assertThat(ask(model(), labels(), turned)).isEqualTo(answers);
    }

    @Test
    void aTicketAloneGetsTheAnswerThatItGetsAmongOthers() {
        assumeTrue(answersAreRepeatable());
        Map<String, Answer> together = ask(model(), labels(), texts());

        Map<String, Answer> alone = new LinkedHashMap<>();
        texts().forEach(text -> alone.putAll(ask(model(), labels(), List.of(text))));

        assertThat(alone).isEqualTo(together);
    }

    @Test
    void eightThreadsGetWhatOneThreadGets() throws InterruptedException, ExecutionException {
        assumeTrue(answersAreRepeatable());
        Map<String, Answer> expected = ask(model(), labels(), texts());
        LabelModel shared = model();
        CyclicBarrier start = new CyclicBarrier(THREADS);
        Callable<Map<String, Answer>> task = () -> {
            start.await();
            return ask(shared, labels(), texts());
        };

        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            for (Future<Map<String, Answer>> answers : threads.invokeAll(Collections.nCopies(THREADS, task))) {
                assertThat(answers.get()).isEqualTo(expected);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void nameAndFingerprintAreStableAndHoldNoText() {
        LabelModel model = model();
        String name = model.name();
        String fingerprint = model.fingerprint();

        ask(model, labels(), texts());

        assertThat(model.name()).isNotBlank().isEqualTo(name);
        assertThat(model.fingerprint())
                .isNotBlank()
                .isEqualTo(fingerprint)
                .isEqualTo(model().fingerprint())
                .doesNotContain(texts());
    }

    @Test
    void problemsAndAbstentionsHoldNoText() {
        LabelModel model = model();

        for (List<TicketText> call : calls(model, texts())) {
            Reply reply = model.label(labels(), call).reply();
            List<String> said = new ArrayList<>(reply.problems().values());
            said.addAll(reply.abstentions().values());
            said.forEach(reason -> assertThat(reason).isNotBlank().doesNotContain(texts()));
        }
    }

    @Test
    void limitsStayTheSameAndHoldATicket() {
        LabelModel model = model();

        Limits limits = model.limits();

        assertThat(model.limits()).isEqualTo(limits);
        assertThat(limits.maxCallTokens()).isGreaterThanOrEqualTo(limits.maxTicketTokens());
    }

    private static Map<String, Answer> ask(LabelModel model, LabelSet labels, List<String> texts) {
        Map<String, Answer> byText = new LinkedHashMap<>();
        for (List<TicketText> call : calls(model, texts)) {
            Map<String, Answer> byId = model.label(labels, call).reply().answers();
            for (TicketText ticket : call) {
                Answer answer = byId.get(ticket.id());
                if (answer != null) {
                    byText.put(ticket.text(), answer);
                }
            }
        }
        return byText;
    }

    /** As many tickets a call as the model takes, under ids that tell nothing about the order. */
    private static List<List<TicketText>> calls(LabelModel model, List<String> texts) {
        List<List<TicketText>> calls = new ArrayList<>();
        for (int from = 0; from < texts.size(); from += model.limits().maxTickets()) {
            List<TicketText> call = new ArrayList<>();
            for (String text : texts.subList(
                    from, Math.min(texts.size(), from + model.limits().maxTickets()))) {
                call.add(new TicketText("t" + Integer.toHexString(text.hashCode()), text));
            }
            calls.add(call);
        }
        return calls;
    }

    private static LabelSet.Builder like(LabelSet labels) {
        LabelSet.Builder builder = LabelSet.builder();
        labels.labels().forEach(label -> builder.add(label.name(), label.description()));
        labels.aliases().forEach(builder::alias);
        return builder;
    }

    private static List<String> names(Answer answer) {
        return answer.labels().stream().map(ScoredLabel::name).toList();
    }

    private static Set<String> union(Set<String> some, Set<String> others) {
        Set<String> all = new LinkedHashSet<>(some);
        all.addAll(others);
        return all;
    }
}
