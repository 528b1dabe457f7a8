package io.ticketlabeler.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ticketlabeler.RunReport;
import io.ticketlabeler.RunStoppedException;
import io.ticketlabeler.TicketLabeler;
import io.ticketlabeler.cache.MemoryLabelCache;
import io.ticketlabeler.model.CallSize;
import io.ticketlabeler.model.Price;
import io.ticketlabeler.run.Budget;
import io.ticketlabeler.run.BudgetSpentException;
import io.ticketlabeler.ticket.Labeled;
import io.ticketlabeler.ticket.Ticket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** R23: a run spends what it may, and the next one only what is left to do. */
@Timeout(30)
class BudgetTest {

    // a call of 20 tickets: 200 + 20 * 10 + 20 * 5 = 500 tokens, a cent
    private static final CallSize SIZE = new CallSize(200, 10, 5, Price.perMillion(20, 20));

    private final MemoryLabelCache cache = MemoryLabelCache.create();
    private final TestModel model = new TestModel("dear", SIZE, tickets -> Given.pause(1));

    private TicketLabeler.Builder labeler(Budget budget) {
        return Given.labeler(model).cache(cache).budget(budget);
    }

    private RunReport stopped(TicketLabeler labeler) {
        RunStoppedException stopped =
                catchThrowableOfType(RunStoppedException.class, () -> labeler.run(Given.tickets(1_000)));
        assertThat(stopped).hasCauseInstanceOf(BudgetSpentException.class);
        return stopped.report();
    }

    @Test
    void tokensAreSpentUpToTheBudgetAndNotBeyond() {
        try (TicketLabeler labeler = labeler(Budget.tokens(10_300)).build()) {
            RunReport report = stopped(labeler);

            long spent = report.usage().inputTokens() + report.usage().outputTokens();
            assertThat(spent).isLessThanOrEqualTo(10_300).isGreaterThan(9_000);
            assertThat(report.calls()).isEqualTo(model.calls().size());
        }
    }

    @Test
    void dollarsAreSpentUpToTheBudgetAndNotBeyond() {
        try (TicketLabeler labeler = labeler(Budget.usd(0.205)).build()) {
            RunReport report = stopped(labeler);

            assertThat(report.usage().costUsd().orElseThrow())
                    .isLessThanOrEqualTo(0.205)
                    .isGreaterThan(0.18);
        }
    }

    @Test
    void callsThatCostMoreThanThoughtOverdrawItByThoseInTheAirAtMost() {
        CallSize thought = new CallSize(20, 1, 0, null);
        TestModel dearer = new TestModel("dear", SIZE, tickets -> Given.pause(1));
        OtherSize lying = new OtherSize(dearer, labels -> thought);
        try (TicketLabeler labeler = Given.labeler(lying)
                .concurrency(4)
                .budget(Budget.tokens(10_000))
                .build()) {
            RunReport report = stopped(labeler);

            long spent = report.usage().inputTokens() + report.usage().outputTokens();
            assertThat(spent).isBetween(9_000L, 10_000L + 4 * 500);
        }
    }

    @Test
    void theNextRunGoesOnAndPaysOnlyTheRest() {
        try (TicketLabeler labeler = labeler(Budget.tokens(10_300)).build()) {
            stopped(labeler);
        }
        int paid = model.asked();
        try (TicketLabeler labeler = labeler(Budget.NONE).build()) {
            RunReport report = labeler.run(Given.tickets(1_000));

            assertThat(report.labeled()).isEqualTo(1_000);
            assertThat(report.cached()).isEqualTo(paid);
            assertThat(model.asked()).isEqualTo(1_000);
        }
    }

    @Test
    void eachRunHasABudgetOfItsOwn() {
        try (TicketLabeler labeler = labeler(Budget.tokens(10_300)).build()) {
            stopped(labeler);
            stopped(labeler);

            assertThat(model.calls()).hasSizeBetween(36, 40);
        }
    }

    @Test
    void aBudgetThatIsTooSmallForOneCallAsksNothing() {
        try (TicketLabeler labeler = labeler(Budget.tokens(100)).build()) {
            assertThat(stopped(labeler).calls()).isZero();
            assertThat(model.calls()).isEmpty();
        }
    }

    @Test
    void liveRequestsAreNotLimited() {
        try (TicketLabeler labeler = labeler(Budget.tokens(0)).build()) {
            assertThat(labeler.label(Ticket.of("1", "no invoice"))).isInstanceOf(Labeled.class);
        }
    }

    @Test
    void dollarsNeedAPrice() {
        OtherSize unknown = new OtherSize(
                new TestModel("free?", new CallSize(200, 10, 5, null), tickets -> {}),
                labels -> new CallSize(200, 10, 5, null));
        try (TicketLabeler labeler =
                Given.labeler(unknown).budget(Budget.usd(1)).build()) {
            assertThatThrownBy(() -> labeler.run(Given.tickets(100)))
                    .isInstanceOf(RunStoppedException.class)
                    .hasMessageContaining("price(");
        }
    }
}
