package io.ticketlabeler.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketlabeler.Estimate;
import io.ticketlabeler.RunListener;
import io.ticketlabeler.RunReport;
import io.ticketlabeler.TicketLabeler;
import io.ticketlabeler.cache.LabelCache;
import io.ticketlabeler.cache.MemoryLabelCache;
import io.ticketlabeler.model.Bound;
import io.ticketlabeler.model.CallSize;
import io.ticketlabeler.model.Cascade;
import io.ticketlabeler.model.Fallback;
import io.ticketlabeler.model.LabelModel;
import io.ticketlabeler.model.ModelCallException;
import io.ticketlabeler.model.ModelCallException.Kind;
import io.ticketlabeler.run.CallEvent;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What one source is not sure of goes to the next one, and nobody is asked twice. */
@Timeout(60)
class CascadeStagesTest {

    private static final Bound HALF = Bound.from(0.5);

    private final List<CallEvent> events = new CopyOnWriteArrayList<>();
    private final SureOfSome cheap = new SureOfSome("cheap", text -> number(text) % 2 == 0);
    private final SureOfSome small = new SureOfSome("small", text -> number(text) % 4 == 1);
    private final SureOfSome large = new SureOfSome("large", text -> false);

    private static int number(String text) {
        return Integer.parseInt(text.replaceAll("\\D", ""));
    }

    private Cascade cascade() {
        return Cascade.of(cheap, small, large).bound(0, HALF).bound(1, HALF);
    }

    private RunReport run(LabelModel model, LabelCache cache, int tickets) {
        RunListener watching = new RunListener() {
            @Override
            public void progress(RunReport soFar) {}

            @Override
            public void call(CallEvent event) {
                events.add(event);
            }
        };
        try (TicketLabeler labeler =
                Given.labeler(model).cache(cache).listener(watching).build()) {
            RunReport report = labeler.run(Given.tickets(tickets));
            assertThat(report.labeled()).isEqualTo(tickets);
            return report;
        }
    }

    @Test
    void eachSourceIsAskedAboutWhatThoseBeforeItAreNotSureOf() {
        RunReport report = run(cascade(), MemoryLabelCache.create(), 400);

        assertThat(cheap.asked()).isEqualTo(400);
        assertThat(small.asked()).isEqualTo(200);
        assertThat(large.asked()).isEqualTo(100);
        assertThat(report.answeredBy()).isEqualTo(Map.of("cheap", 200L, "small", 100L, "large", 100L));
        assertThat(report.usages()).containsOnlyKeys("cheap", "small", "large");
        assertThat(events.stream()
                        .filter(CallEvent.NotSure.class::isInstance)
                        .map(CallEvent.NotSure.class::cast)
                        .mapToInt(CallEvent.NotSure::tickets)
                        .sum())
                .isEqualTo(300);
        assertThat(events).noneMatch(CallEvent.FellBack.class::isInstance);
    }

    @Test
    void whatIsPassedOnFillsTheCallsOfTheNextSource() {
        run(cascade(), MemoryLabelCache.create(), 400);

        assertThat(small.calls()).isLessThanOrEqualTo(20); // 200 tickets, 20 a call: 10 when all are full
    }

    @Test
    void nothingIsAskedAgainWithTheSameOrOtherBoundsOrOneSourceMore() {
        LabelCache cache = MemoryLabelCache.create();
        run(Cascade.of(cheap, large).bound(0, HALF), cache, 400);
        assertThat(large.asked()).isEqualTo(200);

        RunReport again = run(Cascade.of(cheap, large).bound(0, HALF), cache, 400);
        assertThat(again.cached()).isEqualTo(400);
        assertThat(again.calls()).isZero();

        RunReport loose = run(Cascade.of(cheap, large).bound(0, Bound.from(0.1)), cache, 400);
        assertThat(loose.answeredBy()).isEqualTo(Map.of("cheap", 400L));
        assertThat(loose.calls()).isZero();

        RunReport strict = run(Cascade.of(cheap, large).bound(0, Bound.NOTHING), cache, 400);
        assertThat(strict.answeredBy()).isEqualTo(Map.of("large", 400L));
        assertThat(cheap.asked()).isEqualTo(400);
        assertThat(large.asked()).isEqualTo(400);

        RunReport more = run(cascade(), cache, 400);
        assertThat(more.calls()).isZero();
        assertThat(more.answeredBy()).isEqualTo(Map.of("cheap", 200L, "large", 200L));
    }

    @Test
    void aSourceThatIsAddedBeforeTheCacheKnowsTheLastOneIsAskedForWhatIsOpen() {
        LabelCache cache = MemoryLabelCache.create();
        run(cheap, cache, 400);
        assertThat(cheap.asked()).isEqualTo(400);

        RunReport report = run(cascade(), cache, 400);

        assertThat(cheap.asked()).isEqualTo(400);
        assertThat(small.asked()).isEqualTo(200);
        assertThat(report.cached()).isEqualTo(200);
    }

    @Test
    void whereASourceFailsTheNextOneTakesOver() {
        TestModel broken = new TestModel("broken", CallSize.FREE, tickets -> {
            throw new ModelCallException(Kind.AUTHENTICATION, "no key");
        });

        RunReport report = run(
                Cascade.of(broken, small, Fallback.of(broken, large))
                        .bound(0, HALF)
                        .bound(1, HALF),
                MemoryLabelCache.create(),
                400);

        assertThat(report.answeredBy()).isEqualTo(Map.of("small", 100L, "large", 300L));
        assertThat(events).anyMatch(CallEvent.FellBack.class::isInstance);
    }

    @Test
    void twoProcessesOnOneCacheAskEachSourceOnceAboutEachTicket() {
        SharedCache cache = new SharedCache();
        try (TicketLabeler one =
                        Given.labeler(cascade()).cache(cache).concurrency(4).build();
                TicketLabeler other =
                        Given.labeler(cascade()).cache(cache).concurrency(4).build()) {
            CompletableFuture<RunReport> run = CompletableFuture.supplyAsync(() -> one.run(Given.tickets(1_000)));
            RunReport report = other.run(Given.tickets(1_000));

            assertThat(report.labeled()).isEqualTo(1_000);
            assertThat(run.join().labeled()).isEqualTo(1_000);
        }
        assertThat(cheap.asked()).isEqualTo(1_000);
        assertThat(small.asked()).isEqualTo(500);
        assertThat(large.asked()).isEqualTo(250);
        assertThat(cache.hasNoClaims()).isTrue();
        assertThat(cache.mistakes).isEmpty();
    }

    @Test
    void claimsEndWhereASourceFailsAndTheNextOneTakesOver() {
        SharedCache cache = new SharedCache();
        TestModel broken = new TestModel("broken", CallSize.FREE, tickets -> {
            throw new ModelCallException(Kind.AUTHENTICATION, "no key");
        });
        try (TicketLabeler labeler = Given.labeler(
                        Cascade.of(broken, small, large).bound(0, HALF).bound(1, HALF))
                .cache(cache)
                .build()) {
            assertThat(labeler.run(Given.tickets(100)).labeled()).isEqualTo(100);
        }

        assertThat(cache.hasNoClaims()).isTrue();
        assertThat(cache.mistakes).isEmpty();
    }

    @Test
    void anEstimateCountsEveryCallThereMayBe() {
        LabelCache cache = MemoryLabelCache.create();
        try (TicketLabeler labeler = Given.labeler(cascade()).cache(cache).build()) {
            Estimate before = labeler.estimate(Given.tickets(400));
            assertThat(before.calls()).isEqualTo(60); // 20 for each source
            labeler.run(Given.tickets(400));
            assertThat(labeler.estimate(Given.tickets(400)).calls()).isZero();
        }
    }

    @Test
    void aLiveTicketGoesThroughTheStagesToo() {
        try (TicketLabeler labeler = Given.labeler(cascade()).build()) {
            assertThat(labeler.label(Given.tickets(3, 4).get(0)).provenance().model())
                    .isEqualTo("large");
        }
    }
}
