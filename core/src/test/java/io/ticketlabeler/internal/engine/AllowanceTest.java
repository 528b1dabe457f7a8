package io.ticketlabeler.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketlabeler.internal.engine.Allowance.Reserved;
import io.ticketlabeler.run.Budget;
import io.ticketlabeler.run.SharedBudget;
import io.ticketlabeler.ticket.TicketLabelerException;
import io.ticketlabeler.ticket.Usage;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class AllowanceTest {

    private static Usage tokens(long tokens) {
        return new Usage(tokens, 0, 0, OptionalDouble.empty());
    }

    private static Usage cost(long tokens, double usd) {
        return new Usage(tokens - 1, 0, 1, OptionalDouble.of(usd));
    }

    @Test
    void withoutABudgetEverythingFits() {
        Allowance allowance = new Allowance(Budget.NONE, Optional.empty());

        assertThat(allowance.reserve(tokens(Long.MAX_VALUE / 4)).result()).isEqualTo(Reserved.YES);
        assertThat(allowance.reserve(tokens(1)).result()).isEqualTo(Reserved.YES);
    }

    @Test
    void promptAndCompletionTokensCountTogetherAndTheLastOneFits() {
        Allowance allowance = new Allowance(Budget.tokens(100), Optional.empty());

        assertThat(allowance
                        .reserve(new Usage(60, 0, 40, OptionalDouble.empty()))
                        .result())
                .isEqualTo(Reserved.YES);
    }

    @Test
    void whatDoesNotFitWaitsForTheCallsInTheAirAndIsRefusedWithoutAny() {
        Allowance allowance = new Allowance(Budget.tokens(100), Optional.empty());
        allowance.reserve(tokens(60));

        assertThat(allowance.reserve(tokens(60)).result()).isEqualTo(Reserved.LATER);
        allowance.settle(held(60, 0), tokens(30)); // cheaper than thought
        assertThat(allowance.reserve(tokens(60)).result()).isEqualTo(Reserved.YES);
        allowance.settle(held(60, 0), tokens(60));
        assertThat(allowance.reserve(tokens(60)).result()).isEqualTo(Reserved.NO);
    }

    @Test
    void aCallThatCostMoreThanThoughtIsOnTheBill() {
        Allowance allowance = new Allowance(Budget.tokens(100), Optional.empty());
        allowance.reserve(tokens(10));
        allowance.settle(held(10, 0), tokens(95));

        assertThat(allowance.reserve(tokens(10)).result()).isEqualTo(Reserved.NO);
    }

    @Test
    void dollarsAreReservedByTheModelsPrice() {
        Allowance allowance = new Allowance(Budget.usd(1), Optional.empty());

        assertThat(allowance.reserve(cost(100, 0.6)).result()).isEqualTo(Reserved.YES);
        assertThat(allowance.reserve(cost(100, 0.6)).result()).isEqualTo(Reserved.LATER);
        allowance.settle(held(100, 0.6), cost(100, 0.6));
        assertThat(allowance.reserve(cost(100, 0.4)).result()).isEqualTo(Reserved.YES);
    }

    @Test
    void withoutAPriceTheFirstCallGoesAloneAndTellsIt() {
        Allowance allowance = new Allowance(Budget.usd(1), Optional.empty());

        assertThat(allowance.reserve(tokens(100)).result()).isEqualTo(Reserved.YES);
        assertThat(allowance.reserve(tokens(100)).result()).isEqualTo(Reserved.LATER);
        allowance.settle(held(100, 0), cost(100, 0.4));
        assertThat(allowance.reserve(tokens(100)).result()).isEqualTo(Reserved.YES); // 0.8 by now
        assertThat(allowance.reserve(tokens(100)).result()).isEqualTo(Reserved.LATER);
    }

    @Test
    void aProviderThatNeverTellsTheCostCannotBeHeldToDollars() {
        Allowance allowance = new Allowance(Budget.usd(1), Optional.empty());
        allowance.reserve(tokens(100));
        allowance.settle(held(100, 0), tokens(100));

        assertThat(allowance.reserve(tokens(100)).result()).isEqualTo(Reserved.PRICE_UNKNOWN);
    }

    @Test
    void aCallThatFailedForNothingLeavesThePriceOpen() {
        Allowance allowance = new Allowance(Budget.usd(1), Optional.empty());
        allowance.reserve(tokens(100));
        allowance.settle(held(100, 0), Usage.NONE);

        assertThat(allowance.reserve(tokens(100)).result()).isEqualTo(Reserved.YES);
    }

    @Test
    void aPriceThatRisesMeanwhileFreesNoMoreThanWasReserved() {
        Allowance allowance = new Allowance(Budget.usd(10), Optional.empty());
        allowance.reserve(tokens(100));
        allowance.settle(held(100, 0), cost(100, 1)); // 1 of 10 spent
        assertThat(allowance.reserve(tokens(100)).result()).isEqualTo(Reserved.YES); // 1 each
        assertThat(allowance.reserve(tokens(100)).result()).isEqualTo(Reserved.YES);
        assertThat(allowance.reserve(tokens(100)).result()).isEqualTo(Reserved.YES);

        allowance.settle(held(100, 1), cost(100, 4));
        allowance.settle(held(100, 1), cost(100, 1)); // 6 spent, 1 reserved for the one in the air

        assertThat(allowance.reserve(cost(100, 3.5)).result()).isEqualTo(Reserved.LATER);
        assertThat(allowance.reserve(cost(100, 3)).result()).isEqualTo(Reserved.YES);
    }

    @Test
    void bothLimitsCount() {
        Allowance allowance = new Allowance(Budget.tokens(1_000).and(Budget.usd(1)), Optional.empty());

        assertThat(allowance.reserve(cost(2_000, 0.1)).result()).isEqualTo(Reserved.NO);
        assertThat(allowance.reserve(cost(10, 1.1)).result()).isEqualTo(Reserved.NO);
        assertThat(allowance).hasToString("1000 tokens or 1.0 USD");
    }

    @Test
    void whatRunsShareIsTakenTogetherAndCorrectedByWhatCallsCost() {
        Together job = new Together(Budget.tokens(100));
        Allowance one = new Allowance(Budget.NONE, Optional.of(job));
        Allowance other = new Allowance(Budget.NONE, Optional.of(job));

        Allowance.Reservation first = one.reserve(tokens(60));
        assertThat(other.reserve(tokens(60)).result()).isEqualTo(Reserved.NO); // it waits for nothing of its own
        one.settle(first, tokens(30));
        assertThat(other.reserve(tokens(60)).result()).isEqualTo(Reserved.YES);

        assertThat(job.tokens).isEqualTo(90);
        assertThat(other).hasToString("100 tokens for all runs together");
    }

    @Test
    void dollarsThatRunsShareNeedAPriceToo() {
        Allowance allowance = new Allowance(Budget.NONE, Optional.of(new Together(Budget.usd(1))));

        Allowance.Reservation first = allowance.reserve(tokens(100));
        assertThat(allowance.reserve(tokens(100)).result()).isEqualTo(Reserved.LATER);
        allowance.settle(first, tokens(100));

        assertThat(allowance.reserve(tokens(100)).result()).isEqualTo(Reserved.PRICE_UNKNOWN);
    }

    @Test
    void aSharedBudgetThatFailsAfterACallTakesNothingDown() {
        Allowance allowance = new Allowance(Budget.NONE, Optional.of(new Together(Budget.tokens(100)) {
            @Override
            public void correct(long tokens, double usd) {
                throw new TicketLabelerException("the server is gone");
            }
        }));
        Allowance.Reservation first = allowance.reserve(tokens(60));

        allowance.settle(first, tokens(30));

        assertThat(allowance.reserve(tokens(40)).result()).isEqualTo(Reserved.YES);
    }

    private static Allowance.Reservation held(long tokens, double usd) {
        return new Allowance.Reservation(Reserved.YES, tokens, usd);
    }

    /** A budget of several allowances. */
    private static class Together implements SharedBudget {

        private final Budget limits;
        private long tokens;
        private double usd;

        Together(Budget limits) {
            this.limits = limits;
        }

        @Override
        public boolean take(long moreTokens, double moreUsd) {
            boolean fits = tokens + moreTokens <= limits.tokens().orElse(Long.MAX_VALUE)
                    && usd + moreUsd <= limits.usd().orElse(Double.MAX_VALUE);
            tokens += fits ? moreTokens : 0;
            usd += fits ? moreUsd : 0;
            return fits;
        }

        @Override
        public void correct(long moreTokens, double moreUsd) {
            tokens += moreTokens;
            usd += moreUsd;
        }

        @Override
        public Budget limits() {
            return limits;
        }
    }
}
