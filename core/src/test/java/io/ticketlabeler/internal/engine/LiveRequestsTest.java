package io.ticketlabeler.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticketlabeler.TicketLabeler;
import io.ticketlabeler.ticket.Labeled;
import io.ticketlabeler.ticket.Outcome;
import io.ticketlabeler.ticket.Ticket;
import io.ticketlabeler.ticket.TicketLabelerException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tickets that come one by one from many threads, as in a help desk. */
@Timeout(30)
class LiveRequestsTest {

    private final TestModel model = TestModel.quick();

    private TicketLabeler labeler(Duration linger) {
        return Given.labeler(model).linger(linger).build();
    }

    @Test
    void fortyThreadsAtOnceShareTheirCalls() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(40);
        CountDownLatch start = new CountDownLatch(1);
        try (TicketLabeler labeler = labeler(Duration.ofMillis(300))) {
            List<Future<Outcome>> outcomes = new ArrayList<>();
            for (Ticket ticket : Given.tickets(40)) {
                outcomes.add(threads.submit(() -> {
                    Given.await(start);
                    return labeler.label(ticket);
                }));
            }
            start.countDown();
            for (Future<Outcome> outcome : outcomes) {
                assertThat(outcome.get()).isInstanceOf(Labeled.class);
            }

            assertThat(model.calls()).hasSizeBetween(2, 4);
            assertThat(model.asked()).isEqualTo(40);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void futuresShareCallsToo() {
        try (TicketLabeler labeler = labeler(Duration.ofMillis(100))) {
            List<CompletableFuture<Outcome>> futures =
                    Given.tickets(500).stream().map(labeler::labelAsync).toList();

            assertThat(futures.stream().map(CompletableFuture::join)).allMatch(Labeled.class::isInstance);
            assertThat(model.asked()).isEqualTo(500);
            assertThat(model.calls()).hasSizeLessThan(40);
        }
    }

    @Test
    void aLoneTicketIsSentAfterTheLinger() {
        try (TicketLabeler labeler = labeler(Duration.ofMillis(200))) {
            long start = System.nanoTime();
            assertThat(labeler.label(Ticket.of("1", "no invoice"))).isInstanceOf(Labeled.class);

            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(Duration.ofMillis(200), Duration.ofSeconds(5));
        }
    }

    @Test
    void withoutLingerItIsSentAtOnce() {
        try (TicketLabeler labeler = labeler(Duration.ZERO)) {
            assertThat(labeler.label(Ticket.of("1", "no invoice"))).isInstanceOf(Labeled.class);
            assertThat(labeler.label(Ticket.of("2", "crash"))).isInstanceOf(Labeled.class);
        }

        assertThat(model.calls()).hasSize(2);
    }

    @Test
    void aRequestThatEndsDoesNotSendTheBatchOfOthersEarly() {
        try (TicketLabeler labeler = labeler(Duration.ofMillis(400))) {
            Ticket known = Ticket.of("0", "known");
            labeler.label(known);
            model.forget();

            CompletableFuture<Outcome> first = labeler.labelAsync(Ticket.of("1", "no invoice"));
            labeler.label(known); // from the cache: ends at once
            CompletableFuture<Outcome> second = labeler.labelAsync(Ticket.of("2", "crash"));
            CompletableFuture.allOf(first, second).join();

            assertThat(model.calls()).containsExactly(List.of("no invoice", "crash"));
        }
    }

    @Test
    void aCancelledTicketIsNeverAsked() {
        try (TicketLabeler labeler = labeler(Duration.ofMillis(100))) {
            CompletableFuture<Outcome> unwanted = labeler.labelAsync(Ticket.of("1", "no invoice"));
            CompletableFuture<Outcome> wanted = labeler.labelAsync(Ticket.of("2", "crash"));
            unwanted.cancel(true);

            assertThat(wanted.join()).isInstanceOf(Labeled.class);
            assertThat(model.calls()).containsExactly(List.of("crash"));
        }
    }

    @Test
    void aTicketThatTwoWantIsAskedWhenOneCancels() {
        try (TicketLabeler labeler = labeler(Duration.ofMillis(100))) {
            CompletableFuture<Outcome> unwanted = labeler.labelAsync(Ticket.of("1", "crash"));
            CompletableFuture<Outcome> wanted = labeler.labelAsync(Ticket.of("2", "crash"));
            unwanted.cancel(true);

            assertThat(wanted.join()).isInstanceOf(Labeled.class);
            assertThat(model.calls()).hasSize(1);
        }
    }

    @Test
    void anAnswerThatComesTooLateIsAFailureNowAndIsThereTheNextTime() {
        CountDownLatch slow = new CountDownLatch(1);
        TestModel hanging = TestModel.doing(tickets -> Given.await(slow));
        try (TicketLabeler labeler = Given.labeler(hanging)
                .linger(Duration.ZERO)
                .liveDeadline(Duration.ofMillis(200))
                .build()) {
            Ticket ticket = Ticket.of("ZD-1", "no invoice");

            assertThat(labeler.label(ticket).toString()).contains("no answer within 0.2 s");
            assertThat(labeler.labelAsync(ticket).join().toString()).contains("no answer within 0.2 s");
            slow.countDown();

            assertThat(labeler.drain(Duration.ofSeconds(5))).isTrue();
            assertThat(labeler.label(ticket)).isInstanceOf(Labeled.class);
            assertThat(hanging.calls()).hasSize(1);
        }
    }

    @Test
    void aClosedLabelerSaysSoAtOnce() {
        TicketLabeler labeler = labeler(Duration.ofMillis(50));
        labeler.close();

        long start = System.nanoTime();
        assertThatThrownBy(() -> labeler.label(Ticket.of("1", "no invoice")))
                .isInstanceOf(TicketLabelerException.class)
                .hasMessageContaining("closed");
        assertThatThrownBy(
                        () -> labeler.labelAsync(Ticket.of("1", "no invoice")).join())
                .hasCauseInstanceOf(TicketLabelerException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void aTicketThatIsCancelledInTheQueueIsNeverAskedEither() {
        CountDownLatch slow = new CountDownLatch(1);
        TestModel hanging = TestModel.doing(tickets -> Given.await(slow));
        try (TicketLabeler labeler =
                Given.labeler(hanging).linger(Duration.ZERO).concurrency(1).build()) {
            CompletableFuture<Outcome> first = labeler.labelAsync(Ticket.of("1", "no invoice"));
            Given.eventually(() -> hanging.asked() == 1);
            CompletableFuture<Outcome> queued = labeler.labelAsync(Ticket.of("2", "crash"));
            CompletableFuture<Outcome> last = labeler.labelAsync(Ticket.of("3", "refund"));
            Given.pause(50); // both have left the batch
            queued.cancel(true);
            slow.countDown();

            assertThat(first.join()).isInstanceOf(Labeled.class);
            assertThat(last.join()).isInstanceOf(Labeled.class);
            assertThat(hanging.calls()).doesNotContain(List.of("crash"));
        }
    }

    /** The generator of ids is asked after it is decided that the call is made, and before it is sent. */
    @Test
    void aTicketThatIsCancelledWhileItsCallIsPreparedIsAskedForTheNextOneOnly() {
        TestModel model = TestModel.doing(tickets -> {});
        AtomicReference<CompletableFuture<Outcome>> unwanted = new AtomicReference<>();
        Random ids = new Random(7);
        RandomGenerator cancelling = () -> {
            CompletableFuture<Outcome> future = unwanted.getAndSet(null);
            if (future != null) {
                future.cancel(true);
            }
            return ids.nextLong();
        };
        try (TicketLabeler labeler = Given.labeler(model)
                .linger(Duration.ofMillis(50))
                .random(cancelling)
                .build()) {
            CompletableFuture<Outcome> given = labeler.labelAsync(Ticket.of("1", "crash"));
            unwanted.set(given);
            Given.eventually(given::isCancelled);
            long start = System.nanoTime();
            CompletableFuture<Outcome> wanted = labeler.labelAsync(Ticket.of("2", "crash"));
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));

            assertThat(wanted.join()).isInstanceOf(Labeled.class);
            assertThat(model.calls()).hasSize(1);
        }
    }
}
