package io.ticketlabeler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticketlabeler.contract.Response;
import io.ticketlabeler.contract.StubProvider;
import io.ticketlabeler.model.OpenAi;
import io.ticketlabeler.ticket.Abstained;
import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.Labeled;
import io.ticketlabeler.ticket.Ticket;
import io.ticketlabeler.ticket.Usage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OutcomesTest {

    private static TicketLabeler.Builder labeler(StubProvider provider) {
        return TicketLabeler.builder()
                .labels(LabelSet.of("Bug", "Question"))
                .model(OpenAi.chat("m").baseUrl(provider.baseUrl()).apiKey(() -> "none"));
    }

    private static Iterator<Ticket> tickets(int many) {
        return IntStream.range(0, many)
                .mapToObj(i -> Ticket.of("t" + i, i == 7 ? " " : "printer " + i + " does not print"))
                .iterator();
    }

    @Test
    void ticketsComeOutInOrderWithTheirOutcomes() {
        try (StubProvider provider = StubProvider.labelling(text -> "Bug");
                TicketLabeler labeler = labeler(provider).build();
                Outcomes outcomes = labeler.outcomes(tickets(1_300))) {
            List<Handled> all = new ArrayList<>();
            outcomes.forEachRemaining(all::add);

            assertThat(all)
                    .extracting(each -> each.ticket().id())
                    .containsExactlyElementsOf(
                            IntStream.range(0, 1_300).mapToObj(i -> "t" + i).toList());
            assertThat(all.get(7).outcome()).isInstanceOf(Abstained.class);
            assertThat(all.get(8).outcome()).isInstanceOf(Labeled.class);
            assertThat(all)
                    .allMatch(each -> each.ticket().id().equals(each.outcome().ticketId()));
            assertThatThrownBy(outcomes::next).isInstanceOf(NoSuchElementException.class);
            RunReport report = outcomes.report();
            assertThat(report.tickets()).isEqualTo(1_300);
            assertThat(report.labeled()).isEqualTo(1_299);
            assertThat(report.calls()).isEqualTo(provider.requests().size());
        }
    }

    @Test
    void eachTicketSaysWhatItCost() {
        try (StubProvider provider = StubProvider.labelling(text -> "Bug").countingTokens();
                TicketLabeler labeler = labeler(provider).batchSize(4).build();
                Outcomes first = labeler.outcomes(List.of(
                                Ticket.of("a", "printer"),
                                Ticket.of("b", "mouse"),
                                Ticket.of("copy", "printer"),
                                Ticket.of("empty", " "))
                        .iterator());
                Outcomes second =
                        labeler.outcomes(List.of(Ticket.of("a", "printer")).iterator())) {
            List<Usage> paid = new ArrayList<>();
            first.forEachRemaining(each -> paid.add(each.paid()));
            Usage call = first.report().usage();

            assertThat(paid.get(0).inputTokens())
                    .isEqualTo(call.inputTokens() / 2)
                    .isPositive();
            assertThat(paid.get(1).outputTokens())
                    .isEqualTo(call.outputTokens() / 2)
                    .isPositive();
            assertThat(paid.subList(2, 4)).containsExactly(Usage.NONE, Usage.NONE);
            assertThat(second.next().paid()).as("from the cache").isEqualTo(Usage.NONE);
        }
    }

    @Test
    void readingStaysWithinAWindowOfWhatIsPulled() {
        AtomicInteger read = new AtomicInteger();
        Iterator<Ticket> counting = IntStream.range(0, 100_000)
                .mapToObj(i -> Ticket.of("t" + i, "printer " + read.incrementAndGet()))
                .iterator();
        try (StubProvider provider = StubProvider.labelling(text -> "Bug");
                TicketLabeler labeler = labeler(provider).build();
                Outcomes outcomes = labeler.outcomes(counting)) {
            assertThat(read).as("before anything is pulled").hasValue(0);
            for (int i = 0; i < 3_000; i++) {
                outcomes.next();
            }
            assertThat(read).hasValueBetween(3_000, 4_500);
        }
    }

    @Test
    void whatIsClosedEarlyClosesTheTicketsAndGivesUpWhatWasNotSent() {
        AtomicBoolean closed = new AtomicBoolean();
        CountDownLatch go = new CountDownLatch(1);
        try (StubProvider provider = StubProvider.answering(request -> {
                    waitFor(go);
                    return Response.completion(request.labelled(text -> "Bug"));
                });
                TicketLabeler labeler = labeler(provider).concurrency(1).build()) {
            Outcomes outcomes = labeler.outcomes(new Closing(tickets(200), closed));
            go.countDown();
            assertThat(outcomes.next().ticket().id()).isEqualTo("t0");

            outcomes.close();

            assertThat(closed).isTrue();
            assertThat(labeler.drain(Duration.ofSeconds(30))).isTrue();
            assertThat(outcomes.drain(Duration.ofSeconds(30))).isTrue();
            assertThat(outcomes.report().tickets()).isEqualTo(1);
            assertThat(outcomes.report().calls()).isEqualTo(provider.requests().size());
        }
    }

    private static void waitFor(CountDownLatch go) {
        try {
            go.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aWrongKeyStopsTheRunAndSaysSo() {
        try (StubProvider provider = StubProvider.answering(request -> Response.error(401, "invalid_api_key"));
                TicketLabeler labeler = labeler(provider).build();
                Outcomes outcomes = labeler.outcomes(tickets(10))) {
            assertThatThrownBy(outcomes::hasNext).isInstanceOfSatisfying(RunStoppedException.class, e -> assertThat(
                            e.report().failedCalls())
                    .isPositive());
        }
    }

    @Test
    void aCallThatTwoRunsShareIsCountedOnceInTheSum() {
        CountDownLatch go = new CountDownLatch(1);
        try (StubProvider provider = StubProvider.answering(request -> {
                            waitFor(go);
                            return Response.completion(request.labelled(text -> "Bug"));
                        })
                        .countingTokens();
                TicketLabeler labeler = labeler(provider).batchSize(60).build();
                Outcomes one = labeler.outcomes(tickets(40));
                Outcomes other = labeler.outcomes(IntStream.range(0, 40)
                        .mapToObj(i -> Ticket.of("o" + i, "mouse " + i + " does not move"))
                        .iterator())) {
            Thread second = new Thread(() -> other.forEachRemaining(each -> {}));
            second.start();
            go.countDown();
            one.forEachRemaining(each -> {});
            join(second);

            RunReport sum = one.report().plus(other.report());
            assertThat(sum.tickets()).isEqualTo(80);
            assertThat(sum.calls()).isEqualTo(provider.requests().size());
            assertThat(sum.models().values().stream().mapToLong(Long::longValue).sum())
                    .isEqualTo(sum.calls());
            assertThat(sum.usage().inputTokens())
                    .isEqualTo(one.report().usage().inputTokens()
                            + other.report().usage().inputTokens())
                    .isPositive();
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void reportsTravelAndAddUp() throws IOException, ClassNotFoundException {
        RunReport report;
        try (StubProvider provider = StubProvider.labelling(text -> "Bug").countingTokens();
                TicketLabeler labeler = labeler(provider).build()) {
            report = labeler.run(tickets(30));
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(report);
        }
        RunReport copy;
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            copy = (RunReport) in.readObject();
        }

        assertThat(copy).usingRecursiveComparison().isEqualTo(report);
        assertThat(copy.plus(RunReport.NOTHING)).usingRecursiveComparison().isEqualTo(report);
        RunReport twice = report.plus(copy).lasting(Duration.ofSeconds(9));
        assertThat(twice.labeled()).isEqualTo(2 * report.labeled());
        assertThat(twice.usage()).isEqualTo(report.usage().plus(report.usage()));
        assertThat(twice.answeredBy()).containsExactlyEntriesOf(Map.of("stub-model-2026", 58L));
        assertThat(twice.wall()).isEqualTo(Duration.ofSeconds(9));
    }

    /** Tickets that want to be closed. */
    private record Closing(Iterator<Ticket> tickets, AtomicBoolean closed) implements Iterator<Ticket>, AutoCloseable {

        @Override
        public boolean hasNext() {
            return tickets.hasNext();
        }

        @Override
        public Ticket next() {
            return tickets.next();
        }

        @Override
        public void close() {
            closed.set(true);
        }
    }
}
