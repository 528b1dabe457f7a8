package io.ticketlabeler.spark;

import io.ticketlabeler.TicketLabeler;
import io.ticketlabeler.cache.LabelCache;
import io.ticketlabeler.jdbc.JdbcLabelCache;
import io.ticketlabeler.model.OpenAi;
import java.util.Iterator;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.postgresql.ds.PGSimpleDataSource;

/** What executors run; it needs no test tools. */
final class ClusterJob {

    static final int CALLS_AT_ONCE = 8;
    static final int TICKETS_A_CALL = 5;

    private ClusterJob() {}

    /** With the key that the executor's environment has, and a cache that all executors share. */
    static ExecutorLabeler labeler(String providerUrl, String databaseUrl) {
        return ExecutorLabeler.of(
                resources -> builder(providerUrl, resources.add(JdbcLabelCache.of(database(databaseUrl))))
                        .batchSize(TICKETS_A_CALL)
                        .concurrency(CALLS_AT_ONCE)
                        .build());
    }

    /** One ticket a call, and a limit of the provider that all executors keep together. */
    static ExecutorLabeler limited(String providerUrl, String databaseUrl, long requestsPerMinute) {
        return ExecutorLabeler.of(resources -> {
            JdbcLabelCache cache = resources.add(JdbcLabelCache.of(database(databaseUrl)));
            return builder(providerUrl, cache)
                    .batchSize(1)
                    .concurrency(16)
                    .requestsPerMinute(requestsPerMinute)
                    .sharedLimit(cache.sharedLimit())
                    .build();
        });
    }

    static PGSimpleDataSource database(String url) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url);
        return source;
    }

    static TicketLabeler.Builder builder(String providerUrl, LabelCache cache) {
        return TicketLabeler.builder()
                .labels(Tickets.LABELS)
                .model(OpenAi.chat("gpt-4o-mini")
                        .baseUrl(providerUrl)
                        .apiKey(() -> System.getenv("TICKETLABELER_SPARK_KEY"))
                        .header("X-Executor", SparkEnv.get().executorId()))
                .cache(cache);
    }

    /**
     * A bad day: the first attempt of each task fails when it has seen half of its rows, the second one of the last task is so slow that
     * Spark starts a copy of it elsewhere.
     */
    static Dataset<Row> onABadDay(Dataset<Row> rows, int rowsOfATask, int slowPartition) {
        MapPartitionsFunction<Row, Row> trouble = input -> {
            TaskContext task = TaskContext.get();
            boolean slow = task.attemptNumber() == 1 && task.partitionId() == slowPartition;
            return new Iterator<Row>() {
                private int seen;

                @Override
                public boolean hasNext() {
                    return input.hasNext();
                }

                @Override
                public Row next() {
                    seen++;
                    if (task.attemptNumber() == 0 && seen == rowsOfATask / 2) {
                        throw new IllegalStateException("the task fails, as the test wants it");
                    }
                    if (slow) {
                        try {
                            Thread.sleep(25);
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                            throw new IllegalStateException("killed", e);
                        }
                    }
                    return input.next();
                }
            };
        };
        return rows.mapPartitions(trouble, Encoders.row(rows.schema()));
    }
}
