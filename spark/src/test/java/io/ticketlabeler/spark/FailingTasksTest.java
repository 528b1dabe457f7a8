package io.ticketlabeler.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticketlabeler.TicketLabeler;
import io.ticketlabeler.contract.StubProvider;
import io.ticketlabeler.jdbc.JdbcLabelCache;
import io.ticketlabeler.jdbc.SqliteLabelCache;
import io.ticketlabeler.model.OpenAi;
import io.ticketlabeler.run.Budget;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tasks that fail or are killed, with a cache that outlives them: what was paid is not paid again. */
class FailingTasksTest {

    private static final int TICKETS = 400;
    private static final int PARTITIONS = 4;

    private static final Set<String> CLOSED = ConcurrentHashMap.newKeySet();

    @TempDir
    private Path folder;

    private static ExecutorLabeler labeler(StubProvider provider, Path cacheFile) {
        String url = provider.baseUrl();
        String file = cacheFile.toString();
        return ExecutorLabeler.of(resources -> {
                    resources.add(() -> CLOSED.add(file)); // when no task uses it any more
                    return TicketLabeler.builder()
                            .labels(Tickets.LABELS)
                            .model(OpenAi.chat("gpt-4o-mini").baseUrl(url))
                            .batchSize(1)
                            .cache(resources.add(SqliteLabelCache.open(Path.of(file))))
                            .build();
                })
                .closedAfter(Duration.ZERO);
    }

    /** Each task's first attempt fails when it has seen half of its rows. */
    static Dataset<Row> failingHalfway(Dataset<Row> rows, int rowsOfATask) {
        MapFunction<Row, Row> fail = row -> {
            int number = Integer.parseInt(row.<String>getAs("id").substring(1));
            if (TaskContext.get().attemptNumber() == 0 && number % rowsOfATask == rowsOfATask / 2) {
                throw new IllegalStateException("the task fails, as the test wants it");
            }
            return row;
        };
        return rows.map(fail, Encoders.row(rows.schema()));
    }

    @Test
    void attemptAfterAFailureIsPaidOnlyForTheRest() {
        try (StubProvider provider = Tickets.provider().latency(Duration.ofMillis(20))) {
            TicketLabelsSpark labels = TicketLabelsSpark.label(Tickets.some(TICKETS, PARTITIONS))
                    .labeler(labeler(provider, folder.resolve("labels.db")));

            List<Row> rows = failingHalfway(labels.rows(), TICKETS / PARTITIONS).collectAsList();

            assertThat(rows).hasSize(TICKETS);
            assertThat(rows)
                    .allSatisfy(row -> assertThat(row.<String>getAs("outcome")).isEqualTo("labeled"));
            assertThat(provider.counts().tickets()).isEqualTo(TICKETS);
            assertThat(provider.counts().ticketsAgain()).isZero();
            JobReport report = labels.report();
            assertThat(report.tickets()).isEqualTo(TICKETS);
            assertThat(report.lost().tickets()).isPositive();
            long requests = provider.counts().requests();
            assertThat(report.calls()).isEqualTo(requests);
            assertThat(report.usage().inputTokens()).isEqualTo(100 * report.calls());
            assertThat(report.toString()).contains("by attempts that failed or were killed");
        }
    }

    @Test
    void secondJobPaysNothing() {
        try (StubProvider provider = Tickets.provider()) {
            Path cache = folder.resolve("labels.db");
            TicketLabelsSpark.label(Tickets.some(TICKETS, PARTITIONS))
                    .labeler(labeler(provider, cache))
                    .labelTo(folder.resolve("first").toString());
            long paid = provider.counts().requests();

            JobReport again = TicketLabelsSpark.label(Tickets.some(TICKETS, PARTITIONS))
                    .labeler(labeler(provider, cache))
                    .labelTo(folder.resolve("second").toString());

            assertThat(provider.counts().requests()).isEqualTo(paid);
            assertThat(again.finished().cached()).isEqualTo(TICKETS);
            assertThat(again.calls()).isZero();
        }
    }

    @Test
    void whatIsInTheAirWhenAJobIsKilledReachesTheCache() {
        try (StubProvider provider = Tickets.provider().latency(Duration.ofMillis(100))) {
            Path cache = folder.resolve("labels.db");
            TicketLabelsSpark labels =
                    TicketLabelsSpark.label(Tickets.some(TICKETS, PARTITIONS)).labeler(labeler(provider, cache));
            CompletableFuture<Object> job = CompletableFuture.supplyAsync(() -> {
                LocalSpark.session().sparkContext().setJobGroup("to be killed", "", true); // tasks are interrupted
                return labels.rows().collectAsList();
            });
            Waiting.until(() -> provider.counts().tickets() > 0);

            LocalSpark.session().sparkContext().cancelJobGroup("to be killed");

            Waiting.until(job::isCompletedExceptionally);
            Waiting.until(() -> CLOSED.contains(cache.toString()));
            assertThat(labels.report().tickets()).isZero();
            long paid = provider.counts().tickets();
            assertThat(paid).isLessThan(TICKETS);
            JobReport again = TicketLabelsSpark.label(Tickets.some(TICKETS, PARTITIONS))
                    .labeler(labeler(provider, cache))
                    .labelTo(folder.resolve("again").toString());
            assertThat(again.finished().cached()).isEqualTo(paid);
            assertThat(provider.counts().ticketsAgain()).isZero();
        }
    }

    @Test
    void aBudgetOfTheJobStopsAllTasksAndTheNextJobGoesOn() {
        try (StubProvider provider = Tickets.provider()) {
            Path cache = folder.resolve("labels.db");
            TicketLabelsSpark poor = TicketLabelsSpark.label(Tickets.some(TICKETS, PARTITIONS))
                    .labeler(withBudget(provider, cache, 20_000));

            assertThatThrownBy(() -> poor.labelTo(folder.resolve("poor").toString()))
                    .hasStackTraceContaining("budget");
            long paid = provider.counts().tickets();
            assertThat(paid).isPositive().isLessThan(TICKETS / 2);

            JobReport rich = TicketLabelsSpark.label(Tickets.some(TICKETS, PARTITIONS))
                    .labeler(withBudget(provider, cache, 1_000_000))
                    .labelTo(folder.resolve("rich").toString());
            assertThat(rich.finished().labeled()).isEqualTo(TICKETS);
            assertThat(provider.counts().tickets()).isEqualTo(TICKETS);
            assertThat(provider.counts().ticketsAgain()).isZero();
        }
    }

    private static ExecutorLabeler withBudget(StubProvider provider, Path cacheFile, long tokens) {
        String url = provider.baseUrl();
        String file = cacheFile.toString();
        return ExecutorLabeler.of(resources -> {
            JdbcLabelCache cache = resources.add(SqliteLabelCache.open(Path.of(file)));
            return TicketLabeler.builder()
                    .labels(Tickets.LABELS)
                    .model(OpenAi.chat("gpt-4o-mini").baseUrl(url))
                    .batchSize(1)
                    .cache(cache)
                    .sharedBudget(cache.sharedBudget("the job", Budget.tokens(tokens)))
                    .build();
        });
    }
}
