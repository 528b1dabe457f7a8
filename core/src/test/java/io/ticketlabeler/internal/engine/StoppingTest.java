package io.ticketlabeler.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ticketlabeler.RunReport;
import io.ticketlabeler.RunStoppedException;
import io.ticketlabeler.TicketLabeler;
import io.ticketlabeler.cache.MemoryLabelCache;
import io.ticketlabeler.model.ModelCallException;
import io.ticketlabeler.model.ModelCallException.Kind;
import io.ticketlabeler.ticket.Labeled;
import io.ticketlabeler.ticket.Outcome;
import io.ticketlabeler.ticket.Ticket;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs that cannot go on, or shall not, and what is left of them. */
@Timeout(30)
class StoppingTest {

    private final MemoryLabelCache cache = MemoryLabelCache.create();

    @Test
    void aProviderThatStaysAwayEndsPatienceAndTheNextRunGoesOn() {
        AtomicBoolean down = new AtomicBoolean();
        TestModel model = TestModel.doing(tickets -> {
            if (tickets.stream().anyMatch(ticket -> ticket.text().contains(" 300 "))) {
                down.set(true);
            }
            if (down.get()) {
                throw new ModelCallException(Kind.UNAVAILABLE, "down");
            }
        });
        try (TicketLabeler labeler = Given.labeler(model)
                .cache(cache)
                .patience(Duration.ofSeconds(1))
                .build()) {
            long start = System.nanoTime();
            RunStoppedException stopped =
                    catchThrowableOfType(RunStoppedException.class, () -> labeler.run(Given.tickets(600)));

            assertThat(stopped).hasCauseInstanceOf(ModelCallException.class).hasMessageContaining("down");
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(12));
        }
        int failed = model.calls().size();
        try (TicketLabeler labeler =
                Given.labeler(TestModel.quick()).cache(cache).build()) {
            RunReport report = labeler.run(Given.tickets(600));

            assertThat(report.labeled()).isEqualTo(600);
            assertThat(report.cached())
                    .isGreaterThanOrEqualTo(140); // all of the calls before it went down but the last 8
            assertThat(failed).isLessThan(30 + 20);
        }
    }

    @Test
    void drainWaitsForWhatIsInTheAir() {
        CountDownLatch inTheAir = new CountDownLatch(1);
        CountDownLatch slow = new CountDownLatch(1);
        TestModel model = TestModel.doing(tickets -> {
            inTheAir.countDown();
            Given.await(slow);
        });
        try (TicketLabeler labeler =
                Given.labeler(model).cache(cache).linger(Duration.ZERO).build()) {
            assertThat(labeler.drain(Duration.ZERO)).isTrue();
            CompletableFuture<Outcome> label =
                    labeler.labelAsync(Given.tickets(1).get(0));
            Given.await(inTheAir);

            assertThat(labeler.drain(Duration.ofMillis(100))).isFalse();
            slow.countDown();
            assertThat(labeler.drain(Duration.ofSeconds(5))).isTrue();
            assertThat(label.join()).isInstanceOf(Labeled.class);
            assertThat(labeler.run(Given.tickets(1)).cached()).isEqualTo(1);
        }
    }

    /** Even if no ticket of it ever has to wait for an answer. */
    @Test
    void aRunOverKnownTicketsCanBeInterrupted() throws Exception {
        try (TicketLabeler labeler =
                Given.labeler(TestModel.quick()).cache(cache).build()) {
            labeler.run(Given.tickets(1));
            CompletableFuture<Boolean> flag = new CompletableFuture<>();
            Thread runner = new Thread(() -> {
                try {
                    labeler.run(endless(Given.tickets(1).get(0)));
                } catch (RunStoppedException e) {
                    flag.complete(Thread.currentThread().isInterrupted());
                }
            });
            runner.setDaemon(true);
            runner.start();
            Given.pause(50);
            runner.interrupt();

            assertThat(flag).succeedsWithin(Duration.ofSeconds(1)).isEqualTo(true);
        }
    }

    private static Iterator<Ticket> endless(Ticket ticket) {
        AtomicBoolean enough = new AtomicBoolean();
        long start = System.nanoTime();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                enough.set(System.nanoTime() - start > Duration.ofSeconds(5).toNanos());
                return !enough.get();
            }

            @Override
            public Ticket next() {
                return ticket;
            }
        };
    }

    /** Two runs over the same ticket: the second waits for the first, which ends before it has sent anything. */
    @Test
    void aRunGoesOnWhenTheOneThatAskedFirstEnds() {
        CountDownLatch looking = new CountDownLatch(1);
        CountDownLatch look = new CountDownLatch(1);
        SharedCache slow = new SharedCache();
        slow.seam = () -> {
            looking.countDown();
            Given.await(look);
        };
        try (TicketLabeler labeler =
                Given.labeler(TestModel.quick()).cache(slow).batchSize(100).build()) {
            Thread first = new Thread(() -> {
                try {
                    labeler.run(Given.tickets(90));
                } catch (RunStoppedException e) {
                    // interrupted, as it should be
                }
            });
            first.start();
            Given.await(looking);
            CompletableFuture<RunReport> second = new CompletableFuture<>();
            Thread waiting = new Thread(() -> second.complete(labeler.run(Given.tickets(1))));
            waiting.start();
            Given.eventually(() -> waiting.getState() == Thread.State.TIMED_WAITING); // for the first one's answer
            first.interrupt();
            look.countDown();

            assertThat(second.orTimeout(10, TimeUnit.SECONDS).join().labeled()).isEqualTo(1);
        }
    }
}
