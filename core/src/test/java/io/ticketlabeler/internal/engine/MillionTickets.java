package io.ticketlabeler.internal.engine;

import io.ticketlabeler.RunReport;
import io.ticketlabeler.TicketLabeler;
import io.ticketlabeler.cache.MemoryLabelCache;
import io.ticketlabeler.export.LabelSink;
import io.ticketlabeler.export.RunHeader;
import io.ticketlabeler.model.LabelModel;
import io.ticketlabeler.model.Limits;
import io.ticketlabeler.model.ModelReply;
import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.Outcome;
import io.ticketlabeler.ticket.Ticket;
import io.ticketlabeler.ticket.TicketText;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryUsage;
import java.util.List;
import java.util.stream.IntStream;

/** The program that {@link MillionTicketsTest} starts in a small JVM: as many tickets as it is told, 500 characters each. */
final class MillionTickets {

    private MillionTickets() {}

    public static void main(String[] args) {
        int count = Integer.parseInt(args[0]);
        String filler = "Der Drucker im 3. Stock druckt seit gestern nur noch leere Seiten. ".repeat(8);
        InOrder sink = new InOrder();
        try (TicketLabeler labeler = Given.labeler(new Instant())
                .cache(MemoryLabelCache.atMost(20_000))
                .batchSize(50)
                .build()) {
            RunReport report = labeler.run(
                    IntStream.range(0, count)
                            .mapToObj(i -> Ticket.of("T" + i, i + " " + filler.substring(0, 493)))
                            .iterator(),
                    sink);
            System.out.println("tickets " + report.tickets());
            System.out.println("labeled " + report.labeled());
        }
        System.out.println("inOrder " + sink.next);
        System.out.println("liveMiB " + (liveAfterCollections() >> 20));
    }

    /** The most that was left after a collection, of the pools that can tell. */
    private static long liveAfterCollections() {
        long live = 0;
        System.gc();
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            MemoryUsage after = pool.getCollectionUsage();
            live += after == null ? 0 : after.getUsed();
        }
        return live;
    }

    /** Answers at once, and remembers nothing. */
    private static final class Instant implements LabelModel {

        @Override
        public String name() {
            return "instant";
        }

        @Override
        public String fingerprint() {
            return "instant";
        }

        @Override
        public Limits limits() {
            return new Limits(100, 2_000, 1_000_000, false);
        }

        @Override
        public ModelReply label(LabelSet labels, List<TicketText> tickets) {
            return TestModel.bug(tickets);
        }
    }

    /** Counts as long as every ticket is the next one. */
    private static final class InOrder implements LabelSink {

        private int next;

        @Override
        public void open(RunHeader run) {}

        @Override
        public void accept(Ticket ticket, Outcome outcome) {
            if (ticket.id().equals("T" + next) && outcome.ticketId().equals(ticket.id())) {
                next++;
            }
        }

        @Override
        public void complete() {}

        @Override
        public void close() {}
    }
}
