package io.ticketlabeler.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticketlabeler.RunListener;
import io.ticketlabeler.RunReport;
import io.ticketlabeler.TicketLabeler;
import io.ticketlabeler.run.CallEvent;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whoever watches a run. */
@Timeout(30)
class ListeningTest {

    @Test
    void progressIsToldWhileACallHangs() {
        CountDownLatch never = new CountDownLatch(1);
        AtomicInteger told = new AtomicInteger();
        TestModel hanging = TestModel.doing(tickets -> Given.await(never));
        try (TicketLabeler labeler =
                Given.labeler(hanging).listener(soFar -> told.incrementAndGet()).build()) {
            CompletableFuture<RunReport> run = CompletableFuture.supplyAsync(() -> labeler.run(Given.tickets(10)));

            Given.eventually(() -> told.get() >= 2);

            assertThat(run).isNotDone();
            never.countDown();
            assertThat(run.join().labeled()).isEqualTo(10);
        }
    }

    @Test
    void aListenerThatFailsOnCallsStopsNothing() {
        AtomicInteger calls = new AtomicInteger();
        RunListener failing = new RunListener() {
            @Override
            public void progress(RunReport soFar) {}

            @Override
            public void call(CallEvent event) {
                calls.incrementAndGet();
                throw new IllegalStateException("a bug");
            }
        };
        AtomicInteger heard = new AtomicInteger();
        try (TicketLabeler labeler = Given.labeler(TestModel.quick())
                .listener(failing)
                .listener(soFar -> heard.incrementAndGet())
                .build()) {
            assertThat(labeler.run(Given.tickets(100)).labeled()).isEqualTo(100);
        }

        assertThat(calls).hasValue(5);
        assertThat(heard.get()).isPositive();
    }

    @Test
    void aListenerThatFailsOnProgressEndsTheRun() {
        RunListener failing = soFar -> {
            throw new IllegalStateException("a bug");
        };
        try (TicketLabeler labeler =
                Given.labeler(TestModel.quick()).listener(failing).build()) {
            assertThatThrownBy(() -> labeler.run(Given.tickets(100))).hasMessage("a bug");
        }
    }
}
