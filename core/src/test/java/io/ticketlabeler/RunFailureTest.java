package io.ticketlabeler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticketlabeler.cache.MemoryLabelCache;
import io.ticketlabeler.contract.ScriptedModel;
import io.ticketlabeler.model.LabelModel;
import io.ticketlabeler.model.ModelCallException;
import io.ticketlabeler.model.ModelCallException.Kind;
import io.ticketlabeler.model.ModelReply;
import io.ticketlabeler.ticket.Failed;
import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.Labeled;
import io.ticketlabeler.ticket.Outcome;
import io.ticketlabeler.ticket.Ticket;
import io.ticketlabeler.ticket.TicketLabelerException;
import io.ticketlabeler.ticket.TicketText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of a run when a model, a sink, a key or a person does not do what is hoped for. */
@Timeout(60)
class RunFailureTest {

    private static final LabelSet LABELS = LabelSet.of("Billing", "Bug");

    private static TicketLabeler.Builder labeler(LabelModel model) {
        return TicketLabeler.builder().labels(LABELS).model(model).random(new Random(7));
    }

    private static List<Ticket> tickets(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> Ticket.of("T" + i, (i % 3 == 0 ? "invoice " : "crash ") + i))
                .toList();
    }

    @Test
    void passingFailuresAreRepeatedUntilTheyPass() {
        ScriptedModel model = ScriptedModel.answering(text -> "Bug")
                .failNext(
                        new ModelCallException(Kind.UNAVAILABLE, "down"),
                        new ModelCallException(Kind.BROKEN, "reset"),
                        new ModelCallException(Kind.TIMEOUT, "late"));
        try (TicketLabeler labeler = labeler(model).concurrency(1).build()) {
            RunReport report = labeler.run(tickets(10));

            assertThat(report.labeled()).isEqualTo(10);
            assertThat(report.calls()).isEqualTo(4);
            assertThat(report.failedCalls()).isEqualTo(3);
        }
    }

    @Test
    void callsThatTimeOutAreNotBoughtTenTimes() {
        ScriptedModel model = ScriptedModel.answering(text -> "Bug")
                .failNext(IntStream.range(0, 20)
                        .mapToObj(i -> new ModelCallException(Kind.TIMEOUT, "no complete answer within 120 s"))
                        .toArray(ModelCallException[]::new));
        try (TicketLabeler labeler = labeler(model).build()) {
            Outcome outcome = labeler.label(Ticket.of("1", "x"));

            assertThat(outcome).isInstanceOfSatisfying(Failed.class, failed -> assertThat(failed.reason())
                    .contains("no complete answer"));
            assertThat(model.calls()).hasSize(3);
        }
    }

    @Test
    void aWrongKeyStopsTheRunAtOnceAndLeavesNoFiles() {
        ScriptedModel model = ScriptedModel.answering(text -> "Bug")
                .failNext(IntStream.range(0, 100)
                        .mapToObj(i -> new ModelCallException(Kind.AUTHENTICATION, "wrong key"))
                        .toArray(ModelCallException[]::new));
        Collected sink = new Collected();
        try (TicketLabeler labeler = labeler(model).concurrency(4).build()) {
            assertThatThrownBy(() -> labeler.run(tickets(2_000), sink))
                    .isInstanceOf(RunStoppedException.class)
                    .hasMessageContaining("wrong key")
                    .cause()
                    .isInstanceOf(ModelCallException.class);

            assertThat(model.calls()).hasSizeLessThanOrEqualTo(5);
            assertThat(sink.completed).isFalse();
            assertThat(sink.closed).isTrue();
        }
    }

    @Test
    void aPoisonedTicketIsFoundByHalvingAndItsNeighboursAreLabelled() {
        AtomicInteger calls = new AtomicInteger();
        ScriptedModel inner = ScriptedModel.answering(text -> "Bug");
        LabelModel model = refusing(inner, calls, "poison");
        List<Ticket> tickets = new ArrayList<>(tickets(25));
        tickets.set(17, Ticket.of("T17", "poison"));
        try (TicketLabeler labeler = labeler(model).batchSize(25).build()) {
            List<Outcome> outcomes = labeler.label(tickets);

            assertThat(outcomes.stream().filter(Labeled.class::isInstance)).hasSize(24);
            assertThat(outcomes.get(17)).isInstanceOf(Failed.class);
            assertThat(calls.get()).isLessThanOrEqualTo(11); // 2 * ceil(log2 25) + 1
        }
    }

    @Test
    void aRequestThatIsAlwaysRefusedStopsTheRun() {
        AtomicInteger calls = new AtomicInteger();
        LabelModel model = refusing(ScriptedModel.answering(text -> "Bug"), calls, "");
        try (TicketLabeler labeler = labeler(model).concurrency(2).build()) {
            assertThatThrownBy(() -> labeler.run(tickets(2_000))).isInstanceOf(RunStoppedException.class);

            assertThat(calls.get()).isLessThan(15);
        }
    }

    @Test
    void aMistakeInAModelEndsTheRunWithThatMistake() {
        ScriptedModel model = ScriptedModel.answering(text -> {
            throw new IllegalStateException("a bug");
        });
        try (TicketLabeler labeler = labeler(model).build()) {
            assertThatThrownBy(() -> labeler.run(tickets(10))).hasRootCauseMessage("a bug");
            assertThatThrownBy(() -> labeler.label(Ticket.of("1", "live")))
                    .isInstanceOf(TicketLabelerException.class)
                    .hasRootCauseMessage("a bug");
        }
    }

    @Test
    void aFullDiskEndsTheRunAndKeepsThePaidAnswers() {
        ScriptedModel model = ScriptedModel.answering(text -> "Bug");
        MemoryLabelCache cache = MemoryLabelCache.create();
        Collected full = new Collected() {
            @Override
            public void accept(Ticket ticket, Outcome outcome) throws IOException {
                if (ids.size() == 30) {
                    throw new IOException("no space left on out/labels.csv");
                }
                super.accept(ticket, outcome);
            }
        };
        try (TicketLabeler labeler = labeler(model).cache(cache).build()) {
            assertThatThrownBy(() -> labeler.run(tickets(60), full)).hasMessageContaining("no space left");

            RunReport report = labeler.run(tickets(60), new Collected());

            assertThat(report.labeled()).isEqualTo(60);
            assertThat(model.calls().stream().flatMap(List::stream)).hasSize(60).doesNotHaveDuplicates();
        }
    }

    @Test
    @SuppressWarnings("Interruption") // that is what is tested
    void anInterruptedRunReturnsSoonAndCanGoOn() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        ScriptedModel model = ScriptedModel.answering(text -> {
            asked.countDown();
            pause(text.startsWith("slow") ? 5_000 : 0);
            return "Bug";
        });
        try (TicketLabeler labeler = labeler(model).batchSize(1).build()) {
            List<Throwable> thrown = new ArrayList<>();
            Thread runner = new Thread(() -> {
                try {
                    labeler.run(List.of(Ticket.of("1", "slow"), Ticket.of("2", "quick")));
                } catch (RunStoppedException e) {
                    thrown.add(e);
                    thrown.add(Thread.currentThread().isInterrupted() ? e : null);
                }
            });
            runner.start();
            asked.await();
            runner.interrupt();
            runner.join(1_000);

            assertThat(runner.isAlive()).isFalse();
            assertThat(thrown).hasSize(2).doesNotContainNull();
        }
    }

    private static LabelModel refusing(LabelModel inner, AtomicInteger calls, String poison) {
        return new Delegating(inner) {
            @Override
            public ModelReply label(LabelSet labels, List<TicketText> tickets) {
                calls.incrementAndGet();
                if (tickets.stream().anyMatch(ticket -> ticket.text().contains(poison))) {
                    throw new ModelCallException(Kind.BAD_REQUEST, "refused");
                }
                return super.label(labels, tickets);
            }
        };
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis); // a slow model
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
