package io.ticketlabeler;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketlabeler.cache.MemoryLabelCache;
import io.ticketlabeler.contract.ScriptedModel;
import io.ticketlabeler.model.LabelModel;
import io.ticketlabeler.model.Limits;
import io.ticketlabeler.model.ModelReply;
import io.ticketlabeler.ticket.Abstained;
import io.ticketlabeler.ticket.Failed;
import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.Labeled;
import io.ticketlabeler.ticket.Outcome;
import io.ticketlabeler.ticket.Provenance.Source;
import io.ticketlabeler.ticket.Ticket;
import io.ticketlabeler.ticket.TicketText;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TicketLabelerTest {

    private static final LabelSet LABELS = LabelSet.of("Billing", "Bug");

    private static String byInvoice(String text) {
        return text.contains("invoice") ? "Billing" : "Bug";
    }

    private static TicketLabeler.Builder labeler(LabelModel model) {
        return TicketLabeler.builder().labels(LABELS).model(model).random(new Random(7));
    }

    private static List<Ticket> tickets(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> Ticket.of("T" + i, (i % 3 == 0 ? "invoice " : "crash ") + i))
                .toList();
    }

    @Test
    void oneTicketIsLabelledLive() {
        try (TicketLabeler labeler =
                labeler(ScriptedModel.answering(TicketLabelerTest::byInvoice)).build()) {
            Outcome outcome = labeler.label(Ticket.of("101", "Where is my invoice?"));

            assertThat(outcome).isInstanceOfSatisfying(Labeled.class, labeled -> {
                assertThat(labeled.ticketId()).isEqualTo("101");
                assertThat(labeled.label()).isEqualTo("Billing");
                assertThat(labeled.provenance().source()).isEqualTo(Source.MODEL);
                assertThat(labeled.provenance().model()).isEqualTo("scripted-1");
            });
        }
    }

    @Test
    void aRunKeepsTheOrderAndLosesNothing() {
        ScriptedModel model = ScriptedModel.answering(TicketLabelerTest::byInvoice);
        Collected sink = new Collected();
        try (TicketLabeler labeler = labeler(model).build()) {
            RunReport report = labeler.run(tickets(5_003), sink);

            assertThat(sink.ids)
                    .isEqualTo(tickets(5_003).stream().map(Ticket::id).toList());
            assertThat(report.tickets()).isEqualTo(5_003);
            assertThat(report.labeled()).isEqualTo(5_003);
            assertThat(report.calls()).isEqualTo(251); // 20 a call
            assertThat(model.calls()).hasSize(251);
            assertThat(sink.completed).isTrue();
        }
    }

    @Test
    void aThousandCopiesAtThirtyTwoThreadsAreOnePaidItem() throws Exception {
        ScriptedModel model = ScriptedModel.answering(text -> {
            pause(50);
            return "Bug";
        });
        ExecutorService threads = Executors.newFixedThreadPool(32);
        try (TicketLabeler labeler = labeler(model).build()) {
            List<Future<Outcome>> outcomes = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) {
                String id = "T" + i;
                outcomes.add(threads.submit(() -> labeler.label(Ticket.of(id, "the same text\r\n"))));
            }
            for (Future<Outcome> outcome : outcomes) {
                assertThat(outcome.get()).isInstanceOf(Labeled.class);
            }

            assertThat(model.calls()).hasSize(1);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void copiesWithinARunArePaidOnceAndSaidToBeCopies() {
        ScriptedModel model = ScriptedModel.answering(text -> "Bug");
        List<Ticket> tickets = IntStream.range(0, 1_000)
                .mapToObj(i -> Ticket.of("T" + i, "text " + i % 10))
                .toList();
        try (TicketLabeler labeler = labeler(model).build()) {
            RunReport report = labeler.run(tickets);

            assertThat(model.calls().stream().mapToInt(List::size).sum()).isEqualTo(10);
            assertThat(report.labeled()).isEqualTo(1_000);
            assertThat(report.cached() + report.duplicates()).isEqualTo(990);
        }
    }

    @Test
    void theNextRunPaysNothing() {
        ScriptedModel model = ScriptedModel.answering(TicketLabelerTest::byInvoice);
        MemoryLabelCache cache = MemoryLabelCache.create();
        try (TicketLabeler first = labeler(model).cache(cache).build()) {
            first.run(tickets(100));
        }
        try (TicketLabeler second = labeler(model).cache(cache).build()) {
            RunReport report = second.run(tickets(100));

            assertThat(report.calls()).isZero();
            assertThat(report.cached()).isEqualTo(100);
            assertThat(model.calls()).hasSize(5);
        }
    }

    @Test
    void anotherLabelSetIsAnotherQuestion() {
        ScriptedModel model = ScriptedModel.answering(text -> "Bug");
        try (TicketLabeler labeler = labeler(model).build()) {
            labeler.label(Ticket.of("1", "crash"));
            labeler.with(LabelSet.of("Bug", "Question")).label(Ticket.of("1", "crash"));
            labeler.with(LabelSet.of("Bug", "Billing")).label(Ticket.of("1", "crash")); // only the order differs

            assertThat(model.calls()).hasSize(2);
        }
    }

    @Test
    void whatTheModelLeavesOutIsAskedAgainTwiceAndThenFailed() {
        ScriptedModel model = ScriptedModel.answering(text -> text.contains("crash 5") ? null : "Bug");
        try (TicketLabeler labeler = labeler(model).build()) {
            List<Outcome> outcomes = labeler.label(tickets(20).stream()
                    .map(t -> Ticket.of(t.id(), "crash " + t.id().substring(1) + "!"))
                    .toList());

            assertThat(outcomes.stream().filter(Labeled.class::isInstance)).hasSize(19);
            assertThat(outcomes.get(5)).isInstanceOfSatisfying(Failed.class, failed -> {
                assertThat(failed.reason()).contains("T5").contains("asked 3 times");
            });
            assertThat(model.calls()).extracting(List::size).containsExactly(20, 1, 1);
        }
    }

    @Test
    void failuresAreNeverCached() {
        AtomicInteger mood = new AtomicInteger();
        ScriptedModel model = ScriptedModel.answering(text -> mood.get() == 0 ? null : "Bug");
        try (TicketLabeler labeler = labeler(model).build()) {
            assertThat(labeler.label(Ticket.of("1", "x"))).isInstanceOf(Failed.class);
            mood.set(1);

            assertThat(labeler.label(Ticket.of("1", "x"))).isInstanceOf(Labeled.class);
        }
    }

    @Test
    void aLabelOutsideTheSetNeverGetsThrough() {
        ScriptedModel model = ScriptedModel.answering(text -> "bug"); // not exactly a name
        try (TicketLabeler labeler = labeler(model).build()) {
            assertThat(labeler.label(Ticket.of("1", "x"))).isInstanceOf(Failed.class);
        }
    }

    @Test
    void noLabelFitsIsAnAnswerThatIsCachedAndLeftToPeople() {
        ScriptedModel model = ScriptedModel.answering(text -> "");
        LabelSet orNone = LabelSet.builder().add("Bug").allowNone().build();
        try (TicketLabeler labeler = labeler(model).labels(orNone).build()) {
            assertThat(labeler.label(Ticket.of("1", "x"))).isInstanceOf(Abstained.class);
            assertThat(labeler.label(Ticket.of("2", "x")).provenance().source()).isEqualTo(Source.CACHE);
            assertThat(model.calls()).hasSize(1);
        }
    }

    @Test
    void anEmptyTicketIsLeftToPeopleWithoutACall() {
        ScriptedModel model = ScriptedModel.answering(text -> "Bug");
        try (TicketLabeler labeler = labeler(model).build()) {
            RunReport report = labeler.run(List.of(Ticket.of("1", " \r\n\u200B"), Ticket.of("2", "x")));

            assertThat(report.abstained()).isEqualTo(1);
            assertThat(report.labeled()).isEqualTo(1);
            assertThat(model.calls()).containsExactly(List.of("x"));
        }
    }

    @Test
    void ticketsOfOneCallNeverSeeTheirOwnIds() {
        ConcurrentHashMap<String, Boolean> ids = new ConcurrentHashMap<>();
        ScriptedModel inner = ScriptedModel.answering(text -> "Bug");
        LabelModel model = new Delegating(inner) {
            @Override
            public ModelReply label(LabelSet labels, List<TicketText> tickets) {
                tickets.forEach(ticket -> ids.put(ticket.id(), true));
                return super.label(labels, tickets);
            }
        };
        try (TicketLabeler labeler = labeler(model).build()) {
            labeler.label(tickets(20));

            assertThat(ids).hasSize(20).doesNotContainKeys("T0", "T1");
            assertThat(ids.keySet()).allMatch(id -> id.matches("[a-z2-9]{4}"));
        }
    }

    @Test
    void longTicketsAreShortenedAndCounted() {
        ScriptedModel model = ScriptedModel.answering(text -> "Bug").limits(new Limits(100, 50, 5_000, true));
        try (TicketLabeler labeler = labeler(model).build()) {
            RunReport report =
                    labeler.run(List.of(Ticket.of("1", "Hello. " + "la ".repeat(1_000) + "Bye."), Ticket.of("2", "x")));

            assertThat(report.shortened()).isEqualTo(1);
            assertThat(model.calls().get(0).get(0))
                    .startsWith("Hello.")
                    .contains("left out")
                    .endsWith("Bye.");
        }
    }

    @Test
    void batchesAreFilledByTokensToo() {
        ScriptedModel model = ScriptedModel.answering(text -> "Bug").limits(new Limits(100, 100, 300, true));
        try (TicketLabeler labeler = labeler(model).batchSize(100).build()) {
            labeler.label(IntStream.range(0, 20)
                    .mapToObj(i -> Ticket.of("T" + i, i + " " + "word ".repeat(40)))
                    .toList());

            assertThat(model.calls()).allMatch(call -> call.size() <= 4).hasSizeGreaterThanOrEqualTo(5);
        }
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis); // a slow model
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
