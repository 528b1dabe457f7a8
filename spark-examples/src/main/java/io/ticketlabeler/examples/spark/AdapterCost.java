package io.ticketlabeler.examples.spark;

import com.sun.management.OperatingSystemMXBean;
import io.ticketlabeler.RunReport;
import io.ticketlabeler.TicketLabeler;
import io.ticketlabeler.cache.LabelCache;
import io.ticketlabeler.cache.MemoryLabelCache;
import io.ticketlabeler.export.LabelSink;
import io.ticketlabeler.export.RunHeader;
import io.ticketlabeler.spark.TicketLabelsSpark;
import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.Outcome;
import io.ticketlabeler.ticket.Ticket;
import java.io.Serializable;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.util.CollectionAccumulator;
import org.apache.spark.util.TaskCompletionListener;

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
    private static final int WARM_UPS = 4;

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
        return labeler(MemoryLabelCache.create());
    }

    private static TicketLabeler labeler(LabelCache cache) {
        return TicketLabeler.builder()
                .labels(LabelSet.of("Bug", "Feature Request", "Question"))
                .model(new InstantModel())
                .cache(cache)
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

    /**
     * What a piece of work took.
     *
     * @param seconds by the clock
     * @param cores   seconds of processors, all threads of the executor together
     */
    private record Took(double seconds, double cores) implements Serializable {

        static Took nothing() {
            OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
            return new Took(System.nanoTime() / 1e9, system.getProcessCpuTime() / 1e9);
        }

        Took since(Took before) {
            return new Took(seconds - before.seconds, cores - before.cores);
        }
    }

    /**
     * One task after the other in one executor, in turn: a run without Spark, and the same tickets through the adapter. Seconds of processors
     * count, for they are the same on a busy machine.
     */
    private static void throughput(SparkSession spark, int count) {
        double[] ratios = new double[ROUNDS];
        for (int round = -WARM_UPS; round < ROUNDS; round++) {
            Took plain = plain(spark, count);
            Took adapter = adapter(spark, count);
            double ratio = plain.cores() / adapter.cores();
            System.out.printf(
                    "%s: %,d tickets in one task: plain run %,.0f a second of a core (%.1f s), adapter %,.0f (%.1f s), ratio %.2f%n",
                    round < 0 ? "warm-up" : "round " + (round + 1),
                    count,
                    count / plain.cores(),
                    plain.seconds(),
                    count / adapter.cores(),
                    adapter.seconds(),
                    ratio);
            if (round >= 0) {
                ratios[round] = ratio;
            }
        }
        Arrays.sort(ratios);
        System.out.printf("median ratio %.2f%n", ratios[ROUNDS / 2]);
    }

    private static Took plain(SparkSession spark, int count) {
        FlatMapFunction<Iterator<Long>, Took> run = one -> {
            try (TicketLabeler labeler = labeler()) {
                Took before = Took.nothing();
                RunReport report = labeler.run(numbered(count), new Nowhere());
                if (report.labeled() != count) {
                    throw new IllegalStateException(report.toString());
                }
                return List.of(Took.nothing().since(before)).iterator();
            }
        };
        return JavaSparkContext.fromSparkContext(spark.sparkContext())
                .parallelize(List.of(1L), 1)
                .mapPartitions(run)
                .first();
    }

    /** From the making of the labeler to the end of the task. */
    private static Took adapter(SparkSession spark, int count) {
        CollectionAccumulator<Took> taken = spark.sparkContext().collectionAccumulator();
        TicketLabelsSpark labels = TicketLabelsSpark.label(tickets(spark, count, 1))
                .labeler(() -> {
                    Took before = Took.nothing();
                    TaskCompletionListener end =
                            task -> taken.add(Took.nothing().since(before));
                    TaskContext.get().addTaskCompletionListener(end);
                    return labeler();
                });
        labels.rows().write().format("noop").mode("overwrite").save();
        if (labels.report().finished().labeled() != count) {
            throw new IllegalStateException(labels.report().toString());
        }
        return taken.value().get(0);
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
                .labeler(() -> labeler(MemoryLabelCache.atMost(1_000))) // the default one fills up to 100,000 answers
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
