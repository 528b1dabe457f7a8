package io.ticketlabeler.examples.spark;

import io.ticketlabeler.RunReport;
import io.ticketlabeler.TicketLabeler;
import io.ticketlabeler.export.LabelSink;
import io.ticketlabeler.export.RunHeader;
import io.ticketlabeler.spark.TicketLabelsSpark;
import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.Outcome;
import io.ticketlabeler.ticket.Ticket;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * What the way through Spark costs, with a model that answers at once: tickets a second of an executor's core beside those of a plain run in
 * the same JVM, and how much of its heap is in use after a collection.
 *
 * <pre>{@code
 * spark-submit … --class io.ticketlabeler.examples.spark.AdapterCost ticketlabeler-spark-job.jar throughput 200000
 * spark-submit … --class io.ticketlabeler.examples.spark.AdapterCost ticketlabeler-spark-job.jar memory 10000 1000000
 * }</pre>
 */
public final class AdapterCost {

    private static final int ROUNDS = 5;

    private AdapterCost() {}

    public static void main(String[] arguments) {
        SparkSession spark = SparkSession.builder().appName("adapter cost").getOrCreate();
        try {
            if (arguments[0].equals("throughput")) {
                throughput(spark, Integer.parseInt(arguments[1]));
            } else {
                Stream.of(arguments).skip(1).forEach(count -> memory(spark, Integer.parseInt(count)));
            }
        } finally {
            spark.stop();
        }
    }

    private static TicketLabeler labeler() {
        return TicketLabeler.builder()
                .labels(LabelSet.of("Bug", "Feature Request", "Question"))
                .model(new InstantModel())
                .build();
    }

    private static String text(long number) {
        return "Ticket " + number
                + ": when I save my profile the page says error 500, since yesterday evening. I tried two"
                + " browsers and another network, and my colleague sees the same; please tell us when it works again.";
    }

    private static Dataset<Row> tickets(SparkSession spark, int count, int partitions) {
        return spark.range(0, count, 1, partitions)
                .select(
                        functions.col("id").cast("string"),
                        functions
                                .concat(
                                        functions.lit("Ticket "),
                                        functions.col("id"),
                                        functions.lit(text(0).substring("Ticket 0".length())))
                                .as("text"));
    }

    /** One core does both, in turn: a run without Spark inside of one task, and the same tickets through the adapter. */
    private static void throughput(SparkSession spark, int count) {
        for (int round = 0; round < ROUNDS; round++) {
            double plain = count / plainSeconds(spark, count);
            long start = System.nanoTime();
            TicketLabelsSpark.label(tickets(spark, count, 1))
                    .labeler(AdapterCost::labeler)
                    .rows()
                    .write()
                    .format("noop")
                    .mode("overwrite")
                    .save();
            double adapter = count / ((System.nanoTime() - start) / 1e9);
            System.out.printf(
                    "round %d: %,d tickets in one task: plain run %,.0f a second, adapter %,.0f, ratio %.2f%n",
                    round + 1, count, plain, adapter, adapter / plain);
        }
    }

    private static double plainSeconds(SparkSession spark, int count) {
        FlatMapFunction<Iterator<Long>, Double> run = one -> {
            try (TicketLabeler labeler = labeler()) {
                long start = System.nanoTime();
                RunReport report = labeler.run(numbered(count), new Nowhere());
                if (report.labeled() != count) {
                    throw new IllegalStateException(report.toString());
                }
                return List.of((System.nanoTime() - start) / 1e9).iterator();
            }
        };
        return org.apache.spark.api.java.JavaSparkContext.fromSparkContext(spark.sparkContext())
                .parallelize(List.of(1L), 1)
                .mapPartitions(run)
                .first();
    }

    private static Iterator<Ticket> numbered(int count) {
        return new Iterator<Ticket>() {
            private long next;

            @Override
            public boolean hasNext() {
                return next < count;
            }

            @Override
            public Ticket next() {
                return Ticket.of(Long.toString(next), text(next++));
            }
        };
    }

    /** Takes outcomes and does nothing. */
    private static final class Nowhere implements LabelSink {

        @Override
        public void open(RunHeader run) {}

        @Override
        public void accept(Ticket ticket, Outcome outcome) {}

        @Override
        public void complete() {}

        @Override
        public void close() {}
    }

    /** The heap that is still in use after collections, each executor's highest, while so many tickets go through. */
    private static void memory(SparkSession spark, int count) {
        long start = System.nanoTime();
        Dataset<Row> rows = TicketLabelsSpark.label(tickets(spark, count, 4))
                .labeler(AdapterCost::labeler)
                .rows();
        MapPartitionsFunction<Row, String> watch = input -> {
            long highest = 0;
            long seen = 0;
            int every = Math.max(1, count / 4 / 20); // twenty looks a task, whatever their number
            while (input.hasNext()) {
                Row unused = input.next();
                seen++;
                if (seen % every == 0) {
                    System.gc();
                    highest = Math.max(highest, afterCollection());
                }
            }
            return List.of(SparkEnv.get().executorId() + " " + TaskContext.getPartitionId() + " " + seen + " "
                            + highest)
                    .iterator();
        };
        List<String> looks = rows.mapPartitions(watch, Encoders.STRING()).collectAsList();
        Map<String, Long> megabytes = new TreeMap<>();
        long total = 0;
        for (String look : looks) {
            String[] parts = look.split(" ", -1);
            megabytes.merge("executor " + parts[0], Long.parseLong(parts[3]) / 1_000_000, Math::max);
            total += Long.parseLong(parts[2]);
        }
        System.out.printf(
                "%,d tickets in %d s: MB of heap in use after a collection, at most: %s%n",
                total, TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start), megabytes);
    }

    private static long afterCollection() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getCollectionUsage)
                .filter(usage -> usage != null)
                .mapToLong(MemoryUsage::getUsed)
                .sum();
    }
}
