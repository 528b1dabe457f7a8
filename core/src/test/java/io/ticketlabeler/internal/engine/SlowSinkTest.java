package io.ticketlabeler.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketlabeler.TicketLabeler;
import io.ticketlabeler.cache.MemoryLabelCache;
import io.ticketlabeler.export.LabelSink;
import io.ticketlabeler.export.RunHeader;
import io.ticketlabeler.ticket.Outcome;
import io.ticketlabeler.ticket.Ticket;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** R19: whoever takes the outcomes slowly slows down the reading and the asking. */
@Timeout(60)
class SlowSinkTest {

    private static final int TICKETS = 6_000;

    private final AtomicInteger read = new AtomicInteger();
    private final AtomicInteger taken = new AtomicInteger();
    private int mostAhead;

    @Test
    void noMoreIsReadAheadThanTheWindowHolds() {
        TestModel model = TestModel.quick();
        int window = window(model);
        LabelSink slow = new LabelSink() {
            @Override
            public void open(RunHeader run) {}

            @Override
            public void accept(Ticket ticket, Outcome outcome) {
                mostAhead = Math.max(mostAhead, read.get() - taken.getAndIncrement());
                if (taken.get() % 50 == 0) {
                    Given.pause(2);
                }
            }

            @Override
            public void complete() {}

            @Override
            public void close() {}
        };
        try (TicketLabeler labeler = Given.labeler(model).concurrency(4).build()) {
            labeler.run(
                    IntStream.range(0, TICKETS)
                            .mapToObj(i -> {
                                read.incrementAndGet();
                                return Ticket.of("T" + i, "crash " + i);
                            })
                            .iterator(),
                    slow);
        }

        assertThat(taken).hasValue(TICKETS);
        assertThat(mostAhead).isLessThanOrEqualTo(window);
        assertThat(window).isEqualTo(1_000);
    }

    private static int window(TestModel model) {
        try (Engine engine = Engines.of(model, MemoryLabelCache.create())) {
            return engine.window(engine.lane(Given.LABELS));
        }
    }
}
