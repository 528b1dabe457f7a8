package io.ticketlabeler.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticketlabeler.RunReport;
import io.ticketlabeler.RunStoppedException;
import io.ticketlabeler.TicketLabeler;
import io.ticketlabeler.cache.CacheKey;
import io.ticketlabeler.model.ModelCallException;
import io.ticketlabeler.model.ModelCallException.Kind;
import io.ticketlabeler.ticket.Labeled;
import io.ticketlabeler.ticket.Ticket;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two engines on one cache, as two processes would be: what one asks, the other waits for. */
@Timeout(60)
class ClaimsTest {

    private final SharedCache cache = new SharedCache();

    private TicketLabeler labeler(TestModel model) {
        return Given.labeler(model).cache(cache).concurrency(4).build();
    }

    private int asked(TestModel... models) {
        int asked = 0;
        for (TestModel model : models) {
            asked += model.asked();
        }
        return asked;
    }

    @Test
    void twoThatRunTheSameTicketsAtOnceBuyEachTextOnce() {
        TestModel one = TestModel.doing(tickets -> Given.pause(5));
        TestModel other = TestModel.doing(tickets -> Given.pause(3));
        try (TicketLabeler first = labeler(one);
                TicketLabeler second = labeler(other)) {
            CompletableFuture<RunReport> run = CompletableFuture.supplyAsync(() -> first.run(Given.tickets(2_000)));
            RunReport report = second.run(Given.tickets(2_000));

            assertThat(report.labeled()).isEqualTo(2_000);
            assertThat(run.join().labeled()).isEqualTo(2_000);
            assertThat(asked(one, other)).isEqualTo(2_000);
            assertThat(cache.answers).hasSize(2_000);
            assertThat(cache.claims).isEmpty();
            assertThat(cache.mistakes).isEmpty();
        }
    }

    @Test
    void whatAProcessThatDiedHadClaimedIsTakenOver() {
        TestModel model = TestModel.quick();
        claimedBySomebodyElse(Given.tickets(300));
        try (TicketLabeler labeler = labeler(model)) {
            CompletableFuture<RunReport> run = CompletableFuture.supplyAsync(() -> labeler.run(Given.tickets(400)));
            Given.eventually(() -> model.asked() == 100);

            cache.everybodyDied();

            assertThat(run.join().labeled()).isEqualTo(400);
            assertThat(model.asked()).isEqualTo(400);
            assertThat(model.calls()).hasSizeLessThanOrEqualTo(21); // in full batches
        }
    }

    /** The keys of a run over the same tickets, in the name of a process that never answers. */
    private void claimedBySomebodyElse(List<Ticket> tickets) {
        Set<CacheKey> keys = new HashSet<>();
        Engine other = Engines.of(TestModel.quick(), cache);
        Lane lane = other.lane(Given.LABELS);
        tickets.forEach(ticket ->
                keys.add(lane.key(0, PromptText.of(ticket.text(), 2_000).text())));
        other.close();
        assertThat(cache.claim(keys, "somebody else")).hasSize(tickets.size());
    }

    @Test
    void whatAStoppedRunHadClaimedIsReleasedAndPickedUp() {
        CountDownLatch never = new CountDownLatch(1);
        TestModel hanging = TestModel.doing(tickets -> Given.await(never));
        TestModel quick = TestModel.quick();
        try (TicketLabeler first = labeler(hanging);
                TicketLabeler second = labeler(quick)) {
            Thread stopped = new Thread(() -> {
                try {
                    first.run(Given.tickets(1_000));
                } catch (RunStoppedException e) {
                    // as it should be
                }
            });
            stopped.start();
            Given.eventually(() -> hanging.calls().size() == 4);
            CompletableFuture<RunReport> run = CompletableFuture.supplyAsync(() -> second.run(Given.tickets(1_000)));

            stopped.interrupt();
            never.countDown(); // the four in the air are answered

            assertThat(run.join().labeled()).isEqualTo(1_000);
            assertThat(asked(hanging, quick)).isEqualTo(1_000);
            assertThat(cache.claims).isEmpty();
        }
    }

    @Test
    void whatFailedHereMayBeTriedThere() {
        TestModel hard = TestModel.doing(tickets -> {
            throw new ModelCallException(Kind.REFUSED, "no");
        });
        try (TicketLabeler first = labeler(hard);
                TicketLabeler second = labeler(TestModel.quick())) {
            first.label(Given.tickets(1));

            assertThat(second.label(Given.tickets(1))).hasOnlyElementsOfType(Labeled.class);
        }
    }

    @Test
    void aClosedLabelerKeepsNoClaims() {
        CountDownLatch never = new CountDownLatch(1);
        TestModel hanging = TestModel.doing(tickets -> Given.await(never));
        TicketLabeler labeler = labeler(hanging);
        CompletableFuture<RunReport> run = CompletableFuture.supplyAsync(() -> labeler.run(Given.tickets(1_000)));
        Given.eventually(() -> hanging.calls().size() == 4);

        labeler.close();

        assertThat(run).failsWithin(Duration.ofSeconds(5));
        Given.eventually(() -> cache.ended() == 4);
        Given.eventually(cache::hasNoClaims);
    }

    /** Its answer may still come: whoever took the claim over by then would pay for it as well. */
    @Test
    void aCallThatIsBeingSentWhenTheLabelerIsClosedKeepsItsClaims() {
        CountDownLatch sending = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        cache.seam = () -> {
            if (Thread.currentThread().getName().startsWith("ticketlabeler-call")) {
                sending.countDown();
                Given.awaitStubbornly(closed);
            }
        };
        TicketLabeler labeler = labeler(TestModel.quick());
        CompletableFuture<RunReport> run = CompletableFuture.supplyAsync(() -> labeler.run(Given.tickets(20)));
        Given.await(sending);

        labeler.close();
        closed.countDown();

        assertThat(run).failsWithin(Duration.ofSeconds(5));
        Given.eventually(() -> cache.ended() == 1);
        assertThat(cache.mistakes).isEmpty();
        assertThat(cache.answers).hasSize(20);
        Given.eventually(cache::hasNoClaims);
    }

    @Test
    void aRunThatAWrongKeyStoppedKeepsNoClaims() {
        TestModel refused = TestModel.doing(tickets -> {
            throw new ModelCallException(Kind.AUTHENTICATION, "wrong key");
        });
        try (TicketLabeler labeler = labeler(refused)) {
            assertThatThrownBy(() -> labeler.run(Given.tickets(200))).isInstanceOf(RunStoppedException.class);

            Given.eventually(cache::hasNoClaims);
        }
    }
}
