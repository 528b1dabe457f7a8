package io.ticketlabeler.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketlabeler.RunStoppedException;
import io.ticketlabeler.TicketLabeler;
import io.ticketlabeler.ticket.Outcome;
import io.ticketlabeler.ticket.Ticket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * R21: runs, live requests and cancellations over the same few texts, in two engines on one cache, in ever other schedules. No
 * text is ever in two calls, and no answer is ever asked for again.
 */
@Timeout(120)
class SingleFlightStressTest {

    private static final int THREADS = 8;
    private static final int ROUNDS = 300;
    private static final int TEXTS = 40;

    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

    @Test
    void inOneEngineNothingIsPaidTwice() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            round(round, 1);
        }
    }

    @Test
    void norInTwoOnOneCache() throws Exception {
        for (int round = 0; round < ROUNDS / 12; round++) {
            round(round, 2);
        }
    }

    private void round(int seed, int engines) throws Exception {
        SharedCache cache = new SharedCache();
        Jitter jitter = new Jitter(seed);
        cache.seam = jitter::now;
        TestModel model = TestModel.doing(tickets -> jitter.now());
        List<TicketLabeler> labelers = new ArrayList<>();
        for (int i = 0; i < engines; i++) {
            labelers.add(Given.labeler(model)
                    .cache(cache)
                    .batchSize(5)
                    .concurrency(3)
                    .linger(Duration.ofNanos(jitter.next(500_000)))
                    .build());
        }
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            TicketLabeler labeler = labelers.get(i % engines);
            all.add(threads.submit(() -> {
                for (int act = 0; act < 4; act++) {
                    act(labeler, jitter);
                }
            }));
        }
        for (Future<?> each : all) {
            each.get();
        }
        labelers.forEach(labeler -> labeler.drain(Duration.ofSeconds(5)));
        labelers.forEach(TicketLabeler::close);
        Given.eventually(cache::hasNoClaims); // given up by threads that are still ending

        synchronized (cache) {
            assertThat(cache.mistakes).as("seed " + seed).isEmpty();
            assertThat(model.asked()).isEqualTo(cache.answers.size());
        }
    }

    private static void act(TicketLabeler labeler, Jitter jitter) {
        List<Ticket> some = Given.tickets(jitter.next(TEXTS / 2), TEXTS / 2 + jitter.next(TEXTS / 2));
        switch (jitter.next(4)) {
            case 0 -> assertThat(labeler.run(some).labeled()).isEqualTo(some.size());
            case 1 -> cancelled(labeler, some, jitter);
            case 2 -> interrupted(labeler, some);
            default -> assertThat(labeler.label(some.subList(0, 1))).hasSize(1);
        }
    }

    private static void cancelled(TicketLabeler labeler, List<Ticket> tickets, Jitter jitter) {
        List<CompletableFuture<Outcome>> futures =
                tickets.stream().map(labeler::labelAsync).toList();
        jitter.now();
        futures.forEach(future -> {
            boolean unused = jitter.next(2) == 0 ? future.cancel(true) : future.join() != null;
        });
    }

    @SuppressWarnings("Interruption") // that is what is tested
    private static void interrupted(TicketLabeler labeler, List<Ticket> tickets) {
        Thread.currentThread().interrupt();
        try {
            labeler.run(tickets);
        } catch (RunStoppedException e) {
            // as it should be
        } finally {
            boolean unused = Thread.interrupted();
        }
    }
}
