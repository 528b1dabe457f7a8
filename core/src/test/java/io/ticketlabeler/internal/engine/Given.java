package io.ticketlabeler.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketlabeler.TicketLabeler;
import io.ticketlabeler.model.LabelModel;
import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.Ticket;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/** What these tests have in common. */
final class Given {

    static final LabelSet LABELS = LabelSet.of("Billing", "Bug");

    private Given() {}

    static TicketLabeler.Builder labeler(LabelModel model) {
        return TicketLabeler.builder().labels(LABELS).model(model).random(new Random(7));
    }

    static List<Ticket> tickets(int count) {
        return tickets(0, count);
    }

    static List<Ticket> tickets(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> Ticket.of("T" + i, "Die Rechnung " + i + " stürzt ab 🙁"))
                .toList();
    }

    /** Waits until it is so, ten seconds at most. */
    static void eventually(BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()
                && System.nanoTime() - start < Duration.ofSeconds(10).toNanos()) {
            pause(2);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    /** What a slow provider does; ends at once when interrupted, as a model should. */
    static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for the latch, ten seconds at most; ends at once when interrupted. */
    static void await(CountDownLatch latch) {
        try {
            boolean unused = latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for the latch, however long that takes. */
    static void awaitForEver(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody was to interrupt this", e);
        }
    }

    /** Waits for the latch, whoever interrupts; the flag is set again. */
    static void awaitStubbornly(CountDownLatch latch) {
        boolean interrupted = false;
        while (latch.getCount() > 0) {
            interrupted |= Thread.interrupted();
            LockSupport.parkNanos(1_000_000);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
