package io.ticketlabeler.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.ticketlabeler.RunReport;
import io.ticketlabeler.TicketLabeler;
import io.ticketlabeler.cache.LabelCache;
import io.ticketlabeler.cache.MemoryLabelCache;
import io.ticketlabeler.prompt.Answer;
import io.ticketlabeler.prompt.Example;
import io.ticketlabeler.ticket.Label;
import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.Outcome;
import io.ticketlabeler.ticket.ScoredLabel;
import io.ticketlabeler.ticket.Ticket;
import io.ticketlabeler.ticket.TicketText;
import io.ticketlabeler.ticket.Usage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** 40 labels, of which L0 and L1, L2 and L3, and so on are easily taken for each other; every tenth ticket is about something unexpected. */
@Timeout(60)
class ShortlistTest {

    private static final int ALL = 40;
    private static final LabelSet LABELS = LabelSet.of(
            IntStream.range(0, ALL).mapToObj(i -> new Label("L" + i, "")).toList());
    private static final int TICKETS = 2_000;
    private static final List<String> SAMPLE =
            IntStream.range(0, 400).mapToObj(i -> "about " + i).toList();

    private final Pairs ranker = new Pairs();
    private final Knowing model = new Knowing("knowing");

    private static int number(String text) {
        return Integer.parseInt(text.replaceAll("\\D", ""));
    }

    private static int right(String text) {
        int number = number(text);
        int likely = number % ALL;
        return (number / ALL) % 10 == 9 ? (likely + ALL / 2) % ALL : likely;
    }

    private static List<Ticket> tickets(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> Ticket.of("T" + i, "about " + i))
                .toList();
    }

    private Shortlist shortlist() {
        return Shortlist.of(ranker, LABELS, SAMPLE, 2);
    }

    private RunReport run(LabelModel asked, LabelCache cache, List<Outcome> outcomes) {
        try (TicketLabeler labeler = TicketLabeler.builder()
                .labels(LABELS)
                .model(asked)
                .cache(cache)
                .random(new Random(3))
                .build()) {
            outcomes.addAll(labeler.label(tickets(40)));
            return labeler.run(tickets(TICKETS));
        }
    }

    @Test
    void eachListHoldsTheFirstChoiceAndWhatIsMostLikelyBesideIt() {
        Shortlist four = Shortlist.of(ranker, LABELS, SAMPLE, 4);
        LabelSet list = four.of(List.of("about 6")).get(0);

        assertThat(list.names()).hasSize(4).contains("L6", "L7");
        assertThat(list.allowsNone()).isTrue();
        assertThat(four.lists()).isLessThan(ALL / 2 + 1);
        assertThat(four).hasToString("shortlists of 4 of 40 labels, by pairs");
    }

    @Test
    void withoutTextsTheLabelsOwnNamesStandIn() {
        LabelSet list = Shortlist.of(ranker, LABELS, List.of(), 2)
                .of(List.of("about 6"))
                .get(0);

        assertThat(list.names()).containsExactly("L6", "L7");
    }

    @Test
    void recallCountsTicketsWhoseLabelsAreAllOnTheList() {
        List<Example> reviewed = new ArrayList<>();
        for (int i = 0; i < 800; i++) {
            reviewed.add(Example.of("about " + i, "L" + right("about " + i)));
        }
        reviewed.add(new Example("about 1", List.of()));

        Shortlist.Recall recall = shortlist().recall(reviewed);

        assertThat(recall.of()).isEqualTo(800);
        assertThat(recall.found()).isEqualTo(720);
        assertThat(recall.atLeast()).isBetween(0.87, 0.9);
        assertThat(recall).hasToString("720 of 800 (90.0 %, at least 88.1 %)");
        assertThat(shortlist().recall(List.of())).hasToString("not known: no reviewed ticket has a label");
    }

    @Test
    void ticketsOfOneListShareFullCallsAndWhatIsNotOnItIsAskedAboutAll() {
        List<Outcome> outcomes = new ArrayList<>();
        RunReport report = run(shortlist().before(model), MemoryLabelCache.create(), outcomes);

        assertThat(report.labeled()).isEqualTo(TICKETS);
        List<Knowing.Call> amongFew =
                model.calls().stream().filter(call -> call.labels() == 2).toList();
        List<Knowing.Call> amongAll =
                model.calls().stream().filter(call -> call.labels() == ALL).toList();
        assertThat(amongFew).isNotEmpty().allSatisfy(call -> assertThat(call.lists())
                .as("lists of the tickets of one call")
                .hasSize(1));
        assertThat(amongFew.stream().mapToInt(Knowing.Call::tickets).sum())
                .as("each once")
                .isEqualTo(TICKETS);
        assertThat(amongAll.stream().mapToInt(Knowing.Call::tickets).sum())
                .as("every tenth, once")
                .isEqualTo(TICKETS / 10);
        assertThat(amongFew.stream().filter(call -> call.tickets() >= 10).count())
                .as("calls that are half full or more, of some 100")
                .isGreaterThan(amongFew.size() / 3);
    }

    @Test
    void everyAnswerIsTheRightOneAndNothingIsAskedTwice() {
        LabelCache cache = MemoryLabelCache.create();
        List<Outcome> outcomes = new ArrayList<>();
        run(shortlist().before(model), cache, outcomes);
        assertThat(outcomes)
                .allSatisfy(outcome -> assertThat(outcome.toString()).contains("L" + right(outcome.ticketId()) + ","));
        int calls = model.calls().size();

        RunReport again = run(shortlist().before(model), cache, outcomes);

        assertThat(again.calls()).isZero();
        assertThat(model.calls()).hasSize(calls);
    }

    @Test
    void otherListsAreAnotherModelButTheFullListIsNot() {
        LabelCache cache = MemoryLabelCache.create();
        run(shortlist().before(model), cache, new ArrayList<>());
        assertThat(shortlist().among(model).fingerprint())
                .isEqualTo(shortlist().among(model).fingerprint())
                .isNotEqualTo(
                        Shortlist.of(ranker, LABELS, SAMPLE, 6).among(model).fingerprint());

        int before = model.calls().size();
        run(Shortlist.of(ranker, LABELS, SAMPLE, 6).before(model), cache, new ArrayList<>());

        assertThat(model.calls().subList(before, model.calls().size()))
                .as("what was asked about all labels is known")
                .allSatisfy(call -> assertThat(call.labels()).isEqualTo(6));
    }

    @Test
    void askedDirectlyItMakesOneCallForEachList() {
        ModelReply reply = shortlist()
                .among(model)
                .label(
                        LABELS,
                        List.of(
                                new TicketText("a", "about 6"),
                                new TicketText("b", "about 20"),
                                new TicketText("c", "about 46")));

        assertThat(reply.reply().answers().get("a").labels().get(0).name()).isEqualTo("L6");
        assertThat(reply.reply().answers().get("b").labels().get(0).name()).isEqualTo("L20");
        assertThat(model.calls()).extracting(Knowing.Call::tickets).containsExactlyInAnyOrder(2, 1);
    }

    @Test
    void mistakesAreTold() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Shortlist.of(ranker, LABELS, SAMPLE, ALL))
                .withMessageContaining("shortlists of 40 out of 40 labels");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> shortlist().among(model).size(LabelSet.of("A", "B")))
                .withMessageContaining("made for other labels");
    }

    /** First choice: the number modulo 40; then its pair; then the rest. */
    private static final class Pairs implements LabelRanker {

        @Override
        public String name() {
            return "pairs";
        }

        @Override
        public String fingerprint() {
            return "pairs";
        }

        @Override
        public List<List<ScoredLabel>> rank(LabelSet labels, List<String> texts) {
            List<List<ScoredLabel>> rankings = new ArrayList<>();
            for (String text : texts) {
                int first = number(text) % ALL;
                List<ScoredLabel> ranked = new ArrayList<>();
                for (int i = 0; i < ALL; i++) {
                    ranked.add(ScoredLabel.of("L" + i, i == first ? 0.5 : i == (first ^ 1) ? 0.3 : 0.2 / ALL));
                }
                ranked.sort(Comparator.comparingDouble(
                        (ScoredLabel label) -> -label.confidence().orElse(0)));
                rankings.add(ranked);
            }
            return rankings;
        }
    }

    /** Knows the right label, and says none when it is not offered. */
    private static final class Knowing implements LabelModel {

        private final String name;
        private final List<Call> calls = new ArrayList<>();

        Knowing(String name) {
            this.name = name;
        }

        /** What it was asked: how many labels, how many tickets, and the pairs of labels they belong to. */
        private record Call(int labels, int tickets, List<Integer> lists) {}

        synchronized List<Call> calls() {
            return List.copyOf(calls);
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public String fingerprint() {
            return name;
        }

        @Override
        public Limits limits() {
            return new Limits(20, 2_000, 100_000, true);
        }

        @Override
        public synchronized ModelReply label(LabelSet labels, List<TicketText> tickets) {
            calls.add(new Call(
                    labels.names().size(),
                    tickets.size(),
                    tickets.stream()
                            .map(ticket -> number(ticket.text()) % ALL / 2)
                            .distinct()
                            .toList()));
            Map<String, Answer> answers = new LinkedHashMap<>();
            for (TicketText ticket : tickets) {
                String label = "L" + right(ticket.text());
                answers.put(ticket.id(), labels.contains(label) ? Answer.of(ScoredLabel.of(label)) : Answer.NONE);
            }
            return ModelReply.of(answers, Usage.NONE, name);
        }
    }
}
