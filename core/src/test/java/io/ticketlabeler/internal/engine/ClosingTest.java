package io.ticketlabeler.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketlabeler.RunReport;
import io.ticketlabeler.TicketLabeler;
import io.ticketlabeler.ticket.Outcome;
import io.ticketlabeler.ticket.TicketLabelerException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** R18: a run that is ended at any point returns soon, loses nothing that is paid, and can be taken up. */
@Timeout(120)
class ClosingTest {

    private static final int TICKETS = 600;
    private static final int CONCURRENCY = 4;
    private static final int BATCH = 20;

    /** Ways to end. */
    enum End {
        INTERRUPT,
        CLOSE,
        CANCEL
    }

    private final SharedCache cache = new SharedCache();
    private final Random chance = new Random(18);

    private TicketLabeler labeler(TestModel model) {
        return Given.labeler(model)
                .cache(cache)
                .concurrency(CONCURRENCY)
                .linger(Duration.ofMillis(2))
                .build();
    }

    @ParameterizedTest
    @EnumSource(End.class)
    void atAnyPointTheNextRunCompletesAndPaysOnlyTheRest(End end) throws Exception {
        for (int point = 0; point < 34; point++) {
            SharedCache fresh = new SharedCache();
            endsAndGoesOn(end, fresh, chance.nextInt(25));
        }
    }

    private void endsAndGoesOn(End end, SharedCache cache, int millis) throws Exception {
        TestModel model = TestModel.doing(tickets -> Given.pause(2));
        TicketLabeler labeler = Given.labeler(model)
                .cache(cache)
                .concurrency(CONCURRENCY)
                .linger(Duration.ofMillis(2))
                .build();
        List<CompletableFuture<Outcome>> live = end == End.CANCEL
                ? Given.tickets(TICKETS).stream().map(labeler::labelAsync).toList()
                : List.of();
        Thread runner = new Thread(() -> {
            try {
                labeler.run(Given.tickets(TICKETS));
            } catch (TicketLabelerException e) {
                // stopped, as it should be
            }
        });
        runner.start();
        Given.pause(millis);

        long start = System.nanoTime();
        switch (end) {
            case INTERRUPT -> runner.interrupt();
            case CLOSE -> labeler.close();
            case CANCEL -> {
                live.forEach(future -> future.cancel(true));
                runner.interrupt();
            }
        }
        runner.join(5_000);
        labeler.close();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
        assertThat(runner.isAlive()).isFalse();
        Given.eventually(() -> cache.ended() == cache.attempts());

        TestModel next = TestModel.quick();
        try (TicketLabeler again =
                Given.labeler(next).cache(cache).concurrency(CONCURRENCY).build()) {
            RunReport report = again.run(Given.tickets(TICKETS));
            assertThat(report.labeled()).isEqualTo(TICKETS);
        }
        assertThat(cache.mistakes).isEmpty();
        Given.eventually(cache::hasNoClaims); // the last answer is told before its claim is given up
        assertThat(askedTwice(model, next)).isLessThanOrEqualTo(CONCURRENCY * BATCH);
    }

    private static long askedTwice(TestModel... models) {
        Map<String, Integer> times = new HashMap<>();
        for (TestModel model : models) {
            model.calls().forEach(call -> call.forEach(text -> times.merge(text, 1, Integer::sum)));
        }
        assertThat(times).hasSize(TICKETS);
        return times.values().stream().mapToInt(count -> count - 1).sum();
    }

    @Test
    void closingEndsTheCallsInTheAirAndAllThreads() {
        TestModel hanging = TestModel.doing(tickets -> Given.pause(60_000));
        Set<Thread> before = ourThreads();
        TicketLabeler labeler = labeler(hanging);
        CompletableFuture<RunReport> run = CompletableFuture.supplyAsync(() -> labeler.run(Given.tickets(TICKETS)));
        Given.eventually(() -> hanging.calls().size() == CONCURRENCY);

        long start = System.nanoTime();
        labeler.close();

        assertThat(run).failsWithin(Duration.ofSeconds(1));
        Given.eventually(() -> before.containsAll(ourThreads()));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
    }

    private static Set<Thread> ourThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.isAlive() && thread.getName().startsWith("ticketlabeler-"))
                .collect(Collectors.toSet());
    }

    @Test
    void closingTwiceIsHarmless() {
        TicketLabeler labeler = labeler(TestModel.quick());
        labeler.run(Given.tickets(10));

        labeler.close();
        labeler.close();
    }
}
