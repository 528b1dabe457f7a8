package io.ticketlabeler.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketlabeler.RunReport;
import io.ticketlabeler.TicketLabeler;
import io.ticketlabeler.cache.CacheKey;
import io.ticketlabeler.cache.CachedLabel;
import io.ticketlabeler.cache.LabelCache;
import io.ticketlabeler.cache.MemoryLabelCache;
import io.ticketlabeler.ticket.Labeled;
import io.ticketlabeler.ticket.Ticket;
import java.time.Duration;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A live ticket and a run at the same time. The run has 20 tickets in a batch for 30, and its source is slow. */
@Timeout(30)
class LiveBesideRunTest {

    private final TestModel model = TestModel.quick();
    private final CountDownLatch more = new CountDownLatch(1);

    private Iterator<Ticket> slowAfter(int count) {
        Iterator<Ticket> all = Given.tickets(count + 40).iterator();
        return new Iterator<>() {
            private int read;

            @Override
            public boolean hasNext() {
                if (read == count) {
                    Given.await(more);
                }
                return all.hasNext();
            }

            @Override
            public Ticket next() {
                read++;
                return all.next();
            }
        };
    }

    private TicketLabeler labeler(LabelCache cache) {
        return Given.labeler(model)
                .cache(cache)
                .batchSize(30)
                .linger(Duration.ofMillis(100))
                .build();
    }

    @Test
    void aLiveTicketTravelsInTheRunsBatch() {
        try (TicketLabeler labeler = labeler(MemoryLabelCache.create())) {
            CompletableFuture<RunReport> run = CompletableFuture.supplyAsync(() -> labeler.run(slowAfter(350)));
            Given.eventually(
                    () -> model.asked() == 330); // 11 batches of 30: the first look-ups take 50, 100 and 200 tickets

            assertThat(labeler.label(Ticket.of("live", "no invoice"))).isInstanceOf(Labeled.class);

            assertThat(model.calls()).last().satisfies(call -> assertThat(call).hasSize(21));
            more.countDown();
            assertThat(run.join().labeled()).isEqualTo(390);
        }
    }

    @Test
    void aLiveTicketWithTheTextOfOneThatWaitsIsNotMadeToWait() {
        try (TicketLabeler labeler = labeler(MemoryLabelCache.create())) {
            CompletableFuture<RunReport> run = CompletableFuture.supplyAsync(() -> labeler.run(slowAfter(350)));
            Given.eventually(() -> model.asked() == 330);
            Ticket waiting = Given.tickets(350).get(349);

            long start = System.nanoTime();
            assertThat(labeler.label(waiting)).isInstanceOf(Labeled.class);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));

            more.countDown();
            assertThat(run.join().labeled()).isEqualTo(390);
            assertThat(model.asked()).isEqualTo(390);
        }
    }

    /** The live ticket comes while the run looks up whether the same text is known, before it is in any batch. */
    @Test
    void evenIfTheRunHasOnlyJustReadIt() {
        CountDownLatch looking = new CountDownLatch(1);
        CountDownLatch look = new CountDownLatch(1);
        LabelCache slow = new SlowLookUp(looking, look);
        try (TicketLabeler labeler = labeler(slow)) {
            CompletableFuture<RunReport> run = CompletableFuture.supplyAsync(() -> labeler.run(slowAfter(350)));
            Given.await(looking);
            var live = labeler.labelAsync(Given.tickets(350).get(349));
            look.countDown();
            Given.eventually(live::isDone);

            assertThat(live.join()).isInstanceOf(Labeled.class);
            more.countDown();
            assertThat(run.join().labeled()).isEqualTo(390);
        }
    }

    @Test
    void whatAStoppedRunHasNotSentIsAskedByTheNextInFullBatches() {
        try (TicketLabeler labeler = labeler(MemoryLabelCache.create())) {
            Thread runner = new Thread(() -> {
                try {
                    labeler.run(slowAfter(350));
                } catch (RuntimeException e) {
                    // interrupted, as it should be
                }
            });
            runner.start();
            Given.eventually(() -> model.asked() == 330);
            runner.interrupt(); // also ends the wait for more tickets
            Given.eventually(() -> !runner.isAlive());

            assertThat(labeler.run(Given.tickets(390)).labeled()).isEqualTo(390);
            assertThat(model.asked()).isEqualTo(390);
            assertThat(model.calls().stream().map(List::size)).containsOnly(30);
        }
    }

    private static final class SlowLookUp implements LabelCache {

        private final MemoryLabelCache memory = MemoryLabelCache.create();
        private final CountDownLatch looking;
        private final CountDownLatch look;

        SlowLookUp(CountDownLatch looking, CountDownLatch look) {
            this.looking = looking;
            this.look = look;
        }

        @Override
        public Map<CacheKey, CachedLabel> getAll(Collection<CacheKey> keys) {
            if (keys.size() > 100) {
                looking.countDown();
                Given.await(look);
            }
            return memory.getAll(keys);
        }

        @Override
        public void putAll(Map<CacheKey, CachedLabel> answers) {
            memory.putAll(answers);
        }

        @Override
        public void close() {}
    }
}
