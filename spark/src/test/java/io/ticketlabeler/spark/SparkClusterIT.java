package io.ticketlabeler.spark;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.ticketlabeler.contract.Counts;
import io.ticketlabeler.contract.RateLimit;
import io.ticketlabeler.contract.Request;
import io.ticketlabeler.contract.Response;
import io.ticketlabeler.contract.StubProvider;
import io.ticketlabeler.contract.testbed.Needed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerSpeculativeTaskSubmitted;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real standalone cluster, a real PostgreSQL, a provider on loopback; see {@code testbed/spark}. */
class SparkClusterIT {

    private static final int TICKETS = 10_000;
    private static final int PARTITIONS = 8;

    @TempDir
    private Path folder;

    @Test
    void aJobThatLosesTasksAndAWorkerPaysOnceAndTheSecondOnePaysNothing() throws IOException {
        String key = Needed.variable("TICKETLABELER_SPARK_KEY");
        String database = TestPostgres.newSchema();
        try (StubProvider provider =
                        Tickets.provider().latency(Duration.ofMillis(150)).keepRequests(100);
                Cluster cluster = Cluster.start("a bad day", folder, true)) {
            AtomicInteger copies = new AtomicInteger();
            cluster.session().sparkContext().addSparkListener(new SparkListener() {
                @Override
                public void onSpeculativeTaskSubmitted(SparkListenerSpeculativeTaskSubmitted copy) {
                    copies.incrementAndGet();
                }
            });
            Dataset<Row> tickets = tickets(cluster.session(), TICKETS);
            TicketLabelsSpark labels =
                    TicketLabelsSpark.label(tickets).labeler(ClusterJob.labeler(provider.baseUrl(), database));
            Dataset<Row> rows = labels.rows();
            String plan = rows.queryExecution().toString();
            String first = folder.resolve("first").toString();
            CompletableFuture<Boolean> killed = CompletableFuture.supplyAsync(() -> {
                Waiting.until(() -> provider.counts().tickets() >= 0.4 * TICKETS);
                try {
                    cluster.killWorker();
                    Cluster.healed();
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
                return true;
            });

            ClusterJob.onABadDay(rows, TICKETS / PARTITIONS, PARTITIONS - 1)
                    .write()
                    .parquet(first);

            assertThat(killed).isCompletedWithValue(true);
            Counts counts = provider.counts();
            JobReport report = labels.report();
            System.out.printf(
                    "a bad day: %,d tickets, %,d paid, %d of them again; %d copies of slow tasks; %s%n",
                    TICKETS, counts.tickets(), counts.ticketsAgain(), copies.get(), report);
            assertAllRight(cluster.session(), first, TICKETS);
            assertThat(counts.ticketsAgain()).isLessThanOrEqualTo(ClusterJob.CALLS_AT_ONCE * ClusterJob.TICKETS_A_CALL);
            assertThat(counts.tickets()).isEqualTo(TICKETS + counts.ticketsAgain());
            assertThat(copies).as("copies of slow tasks").hasPositiveValue();
            assertThat(report.tickets()).isEqualTo(TICKETS);
            assertThat(report.lost().tickets()).isPositive();

            String second = folder.resolve("second").toString();
            JobReport again = TicketLabelsSpark.label(tickets)
                    .labeler(ClusterJob.labeler(provider.baseUrl(), database))
                    .labelTo(second);

            System.out.printf("again: %s%n", again);
            assertThat(provider.counts().requests()).isEqualTo(counts.requests());
            assertThat(again.finished().cached()).isEqualTo(TICKETS);
            assertAllRight(cluster.session(), second, TICKETS);

            assertThat(provider.requests()).isNotEmpty().allSatisfy(request -> assertThat(request.headers())
                    .containsEntry("authorization", "Bearer " + key));
            assertNowhere(key, plan, cluster);
        }
    }

    @Test
    void twoExecutorsKeepOneLimitAndUseIt() throws IOException {
        int perMinute = 3_000;
        int calls = 1_500;
        try (StubProvider provider = Tickets.provider()
                        .latency(Duration.ofMillis(100))
                        .rateLimit(RateLimit.tokenBucket(perMinute, 50).withoutHeaders())
                        .keepRequests(2 * calls);
                Cluster cluster = Cluster.start("one limit", folder, false)) {

            TicketLabelsSpark.label(tickets(cluster.session(), calls))
                    .labeler(ClusterJob.limited(provider.baseUrl(), TestPostgres.newSchema(), perMinute))
                    .labelTo(folder.resolve("labels").toString());

            List<Request> requests = provider.requests();
            double seconds = (requests.get(requests.size() - 1).nanoTime()
                            - requests.get(0).nanoTime())
                    / 1e9;
            double used = calls / seconds / (perMinute / 60.0);
            long refused = provider.counts().refused();
            System.out.printf(
                    "limit of %,d a minute: %,d calls by %s in %.1f s, %.2f of the limit, %d refused%n",
                    perMinute, calls, byExecutor(requests), seconds, used, refused);
            assertAllRight(cluster.session(), folder.resolve("labels").toString(), calls);
            assertThat(byExecutor(requests)).hasSize(2);
            assertThat(refused).isLessThanOrEqualTo(calls / 50);
            assertThat(used).isGreaterThanOrEqualTo(0.9);
        }
    }

    @Test
    void aRetryAfterThatOneExecutorIsToldStopsBoth() throws IOException {
        int calls = 1_000;
        Duration wait = Duration.ofSeconds(4);
        AtomicInteger asked = new AtomicInteger();
        AtomicReference<Request> refused = new AtomicReference<>();
        Set<String> here = ConcurrentHashMap.newKeySet();
        try (StubProvider provider = StubProvider.answering(request -> {
                            here.add(executor(request));
                            Waiting.until(
                                    () -> here.size() == 2); // one may load its classes for longer than the other works
                            if (asked.incrementAndGet() == 300) {
                                refused.set(request);
                                return Response.rateLimited().retryAfter(wait);
                            }
                            return Response.completion(request.labelled(Tickets::right));
                        })
                        .latency(Duration.ofMillis(100))
                        .keepRequests(2 * calls);
                Cluster cluster = Cluster.start("one Retry-After", folder, false)) {

            TicketLabelsSpark.label(tickets(cluster.session(), calls))
                    .labeler(ClusterJob.limited(provider.baseUrl(), TestPostgres.newSchema(), 60_000))
                    .labelTo(folder.resolve("labels").toString());

            long told = refused.get().nanoTime();
            Map<Boolean, List<Request>> beforeAndAfter = provider.requests().stream()
                    .collect(Collectors.partitioningBy(request -> request.nanoTime() > told));
            System.out.printf(
                    "a limit told to executor %s: before %s, after %s, early %d%n",
                    executor(refused.get()),
                    byExecutor(beforeAndAfter.get(false)),
                    byExecutor(beforeAndAfter.get(true)),
                    provider.counts().early());
            assertAllRight(cluster.session(), folder.resolve("labels").toString(), calls);
            assertThat(byExecutor(beforeAndAfter.get(false))).hasSize(2);
            assertThat(byExecutor(beforeAndAfter.get(true))).hasSize(2);
            assertThat(provider.counts().early())
                    .as("requests more than half a second after the refusal and before its end")
                    .isZero();
        }
    }

    private static String executor(Request request) {
        return request.headers().getOrDefault("x-executor", "");
    }

    private static Map<String, Long> byExecutor(List<Request> requests) {
        return new TreeMap<>(
                requests.stream().collect(Collectors.groupingBy(SparkClusterIT::executor, Collectors.counting())));
    }

    /** Real ones under new texts where they are at hand. */
    private Dataset<Row> tickets(SparkSession session, int count) throws IOException {
        List<String> texts = texts();
        List<Row> rows = IntStream.range(0, count)
                .mapToObj(number ->
                        RowFactory.create(Tickets.id(number), "№ " + number + ": " + texts.get(number % texts.size())))
                .toList();
        StructType schema = new StructType(new StructField[] {
            DataTypes.createStructField("id", DataTypes.StringType, false),
            DataTypes.createStructField("text", DataTypes.StringType, false),
        });
        String input = folder.resolve("tickets").toString();
        session.createDataFrame(rows, schema)
                .repartitionByRange(PARTITIONS, org.apache.spark.sql.functions.col("id"))
                .write()
                .parquet(input);
        return session.read().parquet(input).repartition(PARTITIONS);
    }

    private static List<String> texts() throws IOException {
        String given = System.getenv("TICKETLABELER_DATA");
        Path data = given == null ? Needed.repository().resolveSibling("shared/data") : Path.of(given);
        Path file = data.resolve("banking77.csv");
        if (!Files.exists(file)) {
            return List.of("Größe „falsch“, bitte um Rückruf 😀", "I was charged twice");
        }
        List<String> texts = new ArrayList<>();
        try (CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(file)) {
            csv.forEach(row -> texts.add(row.getField("text")));
        }
        return texts;
    }

    private static void assertAllRight(SparkSession session, String path, int count) {
        List<Row> rows = session.read()
                .parquet(path)
                .selectExpr("id", "outcome", "labels[0].name")
                .collectAsList();
        assertThat(rows).hasSize(count);
        assertThat(rows.stream().map(row -> row.getString(0)).distinct()).hasSize(count);
        assertThat(rows).allSatisfy(row -> {
            assertThat(row.getString(1)).isEqualTo("labeled");
            assertThat(row.getString(2))
                    .isEqualTo(Tickets.right(Integer.parseInt(row.getString(0).substring(1))));
        });
    }

    /** With a control that what is written is really read. */
    private static void assertNowhere(String key, String plan, Cluster cluster) throws IOException {
        assertThat(plan).contains("MapPartitions").doesNotContain(key);
        List<Path> withKey = new ArrayList<>();
        boolean eventsSeen = false;
        boolean executorsSeen = false;
        for (Path file : cluster.files()) {
            String content = Files.readString(file, StandardCharsets.ISO_8859_1);
            if (content.contains(key)) {
                withKey.add(file);
            }
            eventsSeen |= content.contains("SparkListenerTaskEnd");
            executorsSeen |= content.contains("Spark Executor Command");
        }
        assertThat(withKey).as("files with the key").isEmpty();
        assertThat(eventsSeen).as("event log").isTrue();
        assertThat(executorsSeen).as("output of executors").isTrue();
    }
}
