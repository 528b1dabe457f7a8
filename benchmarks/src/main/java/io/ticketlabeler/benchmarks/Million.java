package io.ticketlabeler.benchmarks;

import io.ticketlabeler.RunReport;
import io.ticketlabeler.TicketLabeler;
import io.ticketlabeler.doccano.DoccanoExporter;
import io.ticketlabeler.export.CsvExporter;
import io.ticketlabeler.export.LabelSink;
import io.ticketlabeler.export.RunHeader;
import io.ticketlabeler.labelstudio.LabelStudioExporter;
import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.Outcome;
import io.ticketlabeler.ticket.Ticket;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A million tickets with a local model that answers at once, into the files of all exporters:
 * {@code java -Xmx256m … Million 1000000 out}. Prints one line {@code tickets labeled duplicates seconds earlyMb lateMb}.
 */
final class Million {

    private static final int LOOKS = 10;
    private static final double MB = 1 << 20;

    private Million() {}

    public static void main(String[] args) {
        int count = Integer.parseInt(args[0]);
        Path out = Path.of(args[1]);
        LabelSet labels = LabelSet.of(Corpus.labels().toArray(String[]::new));
        HeapWatch heap = new HeapWatch(Math.max(1, count / LOOKS));
        try (TicketLabeler labeler = TicketLabeler.builder()
                .labels(labels)
                .model(new InstantModel())
                .concurrency(2)
                .build()) {
            RunReport report = labeler.run(
                    Corpus.stream(count, 1),
                    LabelStudioExporter.to(out.resolve("label-studio")),
                    DoccanoExporter.to(out.resolve("doccano")),
                    CsvExporter.to(out.resolve("labels.csv")),
                    heap);
            System.out.println(Table.format(
                    "%d %d %d %.3f %.1f %.1f",
                    report.tickets(),
                    report.labeled(),
                    report.duplicates() + report.cached(),
                    report.wall().toMillis() / 1000.0,
                    heap.early(),
                    heap.late()));
        }
    }

    /** Looks at what is left after a collection every so many tickets. */
    private static final class HeapWatch implements LabelSink {

        private final int every;
        private final List<Double> used = new ArrayList<>();
        private int seen;

        HeapWatch(int every) {
            this.every = every;
        }

        @Override
        public void open(RunHeader header) {}

        @Override
        public void accept(Ticket ticket, Outcome outcome) {
            if (++seen % every == 0) {
                System.gc();
                used.add(
                        ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / MB);
            }
        }

        @Override
        public void complete() {}

        @Override
        public void close() {}

        /** The most in the first half, without the first look: the cache in memory is filling up then. */
        double early() {
            return most(1, used.size() / 2);
        }

        /** The most in the second half. */
        double late() {
            return most(used.size() / 2, used.size());
        }

        private double most(int from, int to) {
            return used.subList(Math.min(from, to), to).stream()
                    .mapToDouble(Double::doubleValue)
                    .max()
                    .orElse(Double.NaN);
        }
    }
}
