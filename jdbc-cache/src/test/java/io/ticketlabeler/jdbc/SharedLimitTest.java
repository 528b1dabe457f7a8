package io.ticketlabeler.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticketlabeler.RunReport;
import io.ticketlabeler.RunStoppedException;
import io.ticketlabeler.TicketLabeler;
import io.ticketlabeler.contract.RateLimit;
import io.ticketlabeler.contract.Request;
import io.ticketlabeler.contract.Response;
import io.ticketlabeler.contract.StubProvider;
import io.ticketlabeler.model.OpenAi;
import io.ticketlabeler.run.Budget;
import io.ticketlabeler.run.BudgetSpentException;
import io.ticketlabeler.run.SharedBudget;
import io.ticketlabeler.run.SharedLimit;
import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.Ticket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Limits and budgets that processes share: two openings of one store are two processes here. */
class SharedLimitTest {

    private static final LabelSet LABELS = LabelSet.of("Bug", "Question");
    private static final String ENDPOINT = "http://provider m";

    @TempDir
    private Path folder;

    private final List<JdbcLabelCache> opened = new ArrayList<>();
    private String schema = "";

    /** Both databases. */
    enum Database {
        SQLITE,
        POSTGRES
    }

    private JdbcLabelCache open(Database database) {
        if (database == Database.SQLITE) {
            opened.add(SqliteLabelCache.open(folder.resolve("labels.db")));
        } else {
            schema = schema.isEmpty() ? TestPostgres.newSchema() : schema;
            opened.add(JdbcLabelCache.of(TestPostgres.at(schema)));
        }
        return opened.get(opened.size() - 1);
    }

    @AfterEach
    void close() {
        opened.forEach(JdbcLabelCache::close);
    }

    @ParameterizedTest
    @EnumSource
    void requestsOfAllProcessesAreSpreadOverTheMinute(Database database) {
        SharedLimit.Endpoint one = requests(open(database), 6);
        SharedLimit.Endpoint other = requests(open(database), 6);

        assertThat(one.take(0)).isZero();
        assertThat(other.take(0))
                .isBetween(Duration.ofSeconds(8), Duration.ofSeconds(11)); // ten seconds after the first

        one.giveBack(0);
        assertThat(other.take(0)).isZero();
        assertThat(one.closedFor()).isZero();
    }

    private static SharedLimit.Endpoint requests(JdbcLabelCache cache, long perMinute) {
        return cache.sharedLimit().at(ENDPOINT, OptionalLong.of(perMinute), OptionalLong.empty());
    }

    @ParameterizedTest
    @EnumSource
    void tokensAreTakenAsEstimatedAndSettledByWhatWasUsed(Database database) {
        SharedLimit.Endpoint one =
                open(database).sharedLimit().at(ENDPOINT, OptionalLong.empty(), OptionalLong.of(60_000));
        SharedLimit.Endpoint other =
                open(database).sharedLimit().at(ENDPOINT, OptionalLong.empty(), OptionalLong.of(60_000));

        assertThat(one.take(30_000)).isZero(); // half a minute's worth
        assertThat(other.take(1)).isBetween(Duration.ofSeconds(28), Duration.ofSeconds(32));
        one.settle(30_000, 100);
        assertThat(other.take(1)).isZero();
        other.settle(1, 60_000);
        assertThat(one.take(1)).isBetween(Duration.ofSeconds(55), Duration.ofSeconds(63));
    }

    @ParameterizedTest
    @EnumSource
    void aWaitIsForAllAndOnlyEverExtended(Database database) {
        SharedLimit.Endpoint one = requests(open(database), 60_000);
        SharedLimit.Endpoint other = requests(open(database), 60_000);

        one.close(Duration.ofSeconds(30));
        other.close(Duration.ofSeconds(5));

        assertThat(other.closedFor()).isBetween(Duration.ofSeconds(25), Duration.ofSeconds(30));
        assertThat(other.take(0)).isBetween(Duration.ofSeconds(25), Duration.ofSeconds(30));
        SharedLimit.Endpoint elsewhere =
                opened.get(0).sharedLimit().at("http://another m", OptionalLong.of(60_000), OptionalLong.empty());
        assertThat(elsewhere.take(0)).as("another provider").isZero();
    }

    @ParameterizedTest
    @EnumSource
    void aBudgetIsOneForAllProcesses(Database database) {
        SharedBudget one = open(database).sharedBudget("job", Budget.tokens(100).and(Budget.usd(1)));
        SharedBudget other =
                open(database).sharedBudget("job", Budget.tokens(100).and(Budget.usd(1)));

        assertThat(one.take(60, 0.1)).isTrue();
        assertThat(other.take(60, 0.1)).as("tokens").isFalse();
        one.correct(-30, 0.8);
        assertThat(other.take(60, 0.2)).as("dollars").isFalse();
        assertThat(other.take(60, 0.05)).isTrue();
        assertThat(opened.get(0).sharedBudget("another", Budget.tokens(100)).take(60, 0))
                .as("another job")
                .isTrue();
        assertThat(opened.get(1).sharedBudget("job", Budget.tokens(1_000)).take(60, 0))
                .as("more to spend")
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void whenEverythingIsRemovedCountingBeginsAnew(Database database) {
        JdbcLabelCache cache = open(database);
        assertThat(cache.sharedBudget("job", Budget.tokens(100)).take(60, 0)).isTrue();
        SharedLimit.Endpoint limit = requests(cache, 6);
        limit.close(Duration.ofMinutes(10));

        cache.purge(Purge.everything());

        assertThat(cache.sharedBudget("job", Budget.tokens(100)).take(60, 0)).isTrue();
        assertThat(limit.take(0)).isZero();
    }

    /** A provider's rate: two labelers that know of each other are not refused, two that do not are. */
    @ParameterizedTest
    @EnumSource
    void twoLabelersUseTheLimitAsOneWould(Database database) throws Exception {
        try (StubProvider provider = StubProvider.labelling(text -> "Bug")) {
            provider.rateLimit(RateLimit.tokenBucket(1_200, 20));
            RunReport both = runTwo(labeler(provider, open(database)), labeler(provider, open(database)));

            assertThat(both.labeled()).isEqualTo(120);
            assertThat(both.throttledCalls()).isZero();
            assertThat(provider.requests()).hasSize(120);
        }
    }

    private static TicketLabeler.Builder labeler(StubProvider provider, JdbcLabelCache cache) {
        return TicketLabeler.builder()
                .labels(LABELS)
                .model(OpenAi.chat("m").baseUrl(provider.baseUrl()).apiKey(() -> "none"))
                .cache(cache)
                .batchSize(1)
                .requestsPerMinute(1_200)
                .sharedLimit(cache.sharedLimit());
    }

    private static RunReport runTwo(TicketLabeler.Builder one, TicketLabeler.Builder other) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try (TicketLabeler first = one.build();
                TicketLabeler second = other.build()) {
            Future<RunReport> a = threads.submit(() -> first.run(tickets(0, 60)));
            Future<RunReport> b = threads.submit(() -> second.run(tickets(60, 120)));
            return a.get().plus(b.get());
        } finally {
            threads.shutdownNow();
        }
    }

    private static Iterator<Ticket> tickets(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> Ticket.of("t" + i, "printer " + i + " does not print"))
                .iterator();
    }

    @ParameterizedTest
    @EnumSource
    void aRetryAfterThatOneIsToldStopsTheOther(Database database) throws Exception {
        Duration wait = Duration.ofSeconds(2);
        AtomicBoolean first = new AtomicBoolean(true);
        try (StubProvider provider = StubProvider.answering(request -> first.getAndSet(false)
                ? Response.rateLimited().retryAfter(wait)
                : Response.completion(request.labelled(text -> "Bug")))) {
            RunReport both = runTwo(
                    labeler(provider, open(database)).concurrency(1),
                    labeler(provider, open(database)).concurrency(1));

            assertThat(both.labeled()).isEqualTo(120);
            assertThat(both.throttledCalls()).isEqualTo(1);
            long refused = provider.requests().stream()
                    .mapToLong(Request::nanoTime)
                    .min()
                    .orElseThrow();
            long meanwhile = provider.requests().stream()
                    .filter(each -> each.nanoTime() > refused && each.nanoTime() < refused + wait.toNanos())
                    .count();
            assertThat(meanwhile)
                    .as("requests while all were told to wait, but for those on their way")
                    .isLessThanOrEqualTo(3); // of some 40
        }
    }

    @ParameterizedTest
    @EnumSource
    void aJobsBudgetEndsAllItsRuns(Database database) throws Exception {
        try (StubProvider provider = StubProvider.labelling(text -> "Bug").countingTokens()) {
            JdbcLabelCache cache = open(database);
            SharedBudget job = cache.sharedBudget("job", Budget.tokens(3_000));
            try (TicketLabeler labeler =
                    labeler(provider, cache).sharedBudget(job).build()) {
                assertThatThrownBy(() -> labeler.run(tickets(0, 60)))
                        .isInstanceOf(RunStoppedException.class)
                        .hasCauseInstanceOf(BudgetSpentException.class)
                        .hasMessageContaining("3000 tokens for all runs together");
                int spent = provider.requests().size();
                assertThat(spent).isBetween(1, 59);
                assertThatThrownBy(() -> labeler.run(tickets(60, 120))).hasCauseInstanceOf(BudgetSpentException.class);
                assertThat(provider.requests().size())
                        .as("a second run of the job")
                        .isEqualTo(spent);
            }
        }
    }
}
