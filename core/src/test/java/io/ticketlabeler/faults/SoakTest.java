package io.ticketlabeler.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketlabeler.RunReport;
import io.ticketlabeler.TicketLabeler;
import io.ticketlabeler.cache.MemoryLabelCache;
import io.ticketlabeler.contract.BadDay;
import io.ticketlabeler.contract.StubProvider;
import io.ticketlabeler.export.LabelSink;
import io.ticketlabeler.export.RunHeader;
import io.ticketlabeler.ticket.Failed;
import io.ticketlabeler.ticket.Outcome;
import io.ticketlabeler.ticket.Ticket;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Iterator;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * R22 of the fault matrix: all faults at once, for a while. {@code -Dticketlabeler.soak.seconds=1800} for half an hour.
 *
 * <p>Texts repeat after a thousand, and few answers are kept: what the stub and the cache remember does not grow either.
 */
@Timeout(3_600)
class SoakTest {

    private static final double SECONDS = Integer.getInteger("ticketlabeler.soak.seconds", 12);
    private static final int TEXTS = 1_000;
    private static final int KEPT_ANSWERS = 300;
    private static final long MOST_GROWTH = 16 << 20;

    @Test
    void everyTicketHasOneOutcomeInOrderAndTheHeapDoesNotGrow() {
        Watching sink = new Watching();
        try (StubProvider provider = BadDay.provider(22);
                TicketLabeler labeler = TicketLabeler.builder()
                        .labels(BadDay.LABELS)
                        .model(Trial.model(provider).deadline(Duration.ofSeconds(1)))
                        .cache(MemoryLabelCache.atMost(KEPT_ANSWERS))
                        .concurrency(16)
                        .random(new Random(22))
                        .build()) {
            RunReport report = labeler.run(new Stream(), sink);

            System.out.println("R22: " + report + ", unknown " + report.unknownCalls() + ", " + provider.counts()
                    + ", heap after " + sink.early + " and " + sink.late);
            assertThat(report.tickets()).isEqualTo(sink.count);
            assertThat(report.labeled() + report.abstained() + report.failed()).isEqualTo(sink.count);
            assertThat(report.calls()).isEqualTo(provider.counts().requests());
            assertThat(sink.wrong).as("first outcome that is wrong").isEmpty();
            assertThat(sink.givenUp).as("tickets without luck").isLessThanOrEqualTo(sink.count / 100);
            assertThat(sink.count).isGreaterThan(TEXTS);
            assertThat(sink.early).isPositive();
            assertThat(sink.late - sink.early).as("growth of the live heap").isLessThan(MOST_GROWTH);
        }
    }

    /** Tickets until the time is over. */
    private static final class Stream implements Iterator<Ticket> {

        private final long start = System.nanoTime();
        private int number;

        @Override
        public boolean hasNext() {
            return System.nanoTime() - start < SECONDS * 1e9;
        }

        @Override
        public Ticket next() {
            Ticket next = BadDay.ticket("T" + number, number % TEXTS);
            number++;
            return next;
        }
    }

    private static final class Watching implements LabelSink {

        private final long start = System.nanoTime();
        private int count;
        private int givenUp; // three bad answers in a row do happen, to one ticket in thousands
        private String wrong = "";
        private long early;
        private long late;

        @Override
        public void open(RunHeader run) {}

        @Override
        public void accept(Ticket ticket, Outcome outcome) {
            String id = "T" + count;
            boolean fine = ticket.id().equals(id) && BadDay.isRight(ticket, outcome);
            if (!fine && ticket.id().equals(id) && outcome instanceof Failed) {
                givenUp++;
            } else if (!fine && wrong.isEmpty()) {
                wrong = ticket.id() + ": " + outcome;
            }
            count++;
            if (early == 0 && count > TEXTS && System.nanoTime() - start > SECONDS * 1e9 / 3) {
                early = live();
            }
        }

        @Override
        public void complete() {
            late = live();
        }

        private static long live() {
            System.gc();
            return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        }

        @Override
        public void close() {}
    }
}
