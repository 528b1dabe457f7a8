package io.ticketlabeler.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketlabeler.internal.engine.Allowance.Reserved;
import io.ticketlabeler.run.Budget;
import io.ticketlabeler.ticket.Usage;
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
        Allowance allowance = new Allowance(Budget.NONE);

        assertThat(allowance.reserve(tokens(Long.MAX_VALUE / 4))).isEqualTo(Reserved.YES);
        assertThat(allowance.reserve(tokens(1))).isEqualTo(Reserved.YES);
    }

    @Test
    void promptAndCompletionTokensCountTogetherAndTheLastOneFits() {
        Allowance allowance = new Allowance(Budget.tokens(100));

        assertThat(allowance.reserve(new Usage(60, 0, 40, OptionalDouble.empty())))
                .isEqualTo(Reserved.YES);
    }

    @Test
    void whatDoesNotFitWaitsForTheCallsInTheAirAndIsRefusedWithoutAny() {
        Allowance allowance = new Allowance(Budget.tokens(100));
        allowance.reserve(tokens(60));

        assertThat(allowance.reserve(tokens(60))).isEqualTo(Reserved.LATER);
        allowance.settle(tokens(60), tokens(30)); // cheaper than thought
        assertThat(allowance.reserve(tokens(60))).isEqualTo(Reserved.YES);
        allowance.settle(tokens(60), tokens(60));
        assertThat(allowance.reserve(tokens(60))).isEqualTo(Reserved.NO);
    }

    @Test
    void aCallThatCostMoreThanThoughtIsOnTheBill() {
        Allowance allowance = new Allowance(Budget.tokens(100));
        allowance.reserve(tokens(10));
        allowance.settle(tokens(10), tokens(95));

        assertThat(allowance.reserve(tokens(10))).isEqualTo(Reserved.NO);
    }

    @Test
    void dollarsAreReservedByTheModelsPrice() {
        Allowance allowance = new Allowance(Budget.usd(1));

        assertThat(allowance.reserve(cost(100, 0.6))).isEqualTo(Reserved.YES);
        assertThat(allowance.reserve(cost(100, 0.6))).isEqualTo(Reserved.LATER);
        allowance.settle(cost(100, 0.6), cost(100, 0.6));
        assertThat(allowance.reserve(cost(100, 0.4))).isEqualTo(Reserved.YES);
    }

    @Test
    void withoutAPriceTheFirstCallGoesAloneAndTellsIt() {
        Allowance allowance = new Allowance(Budget.usd(1));

        assertThat(allowance.reserve(tokens(100))).isEqualTo(Reserved.YES);
        assertThat(allowance.reserve(tokens(100))).isEqualTo(Reserved.LATER);
        allowance.settle(tokens(100), cost(100, 0.4));
        assertThat(allowance.reserve(tokens(100))).isEqualTo(Reserved.YES); // 0.8 by now
        assertThat(allowance.reserve(tokens(100))).isEqualTo(Reserved.LATER);
    }

    @Test
    void aProviderThatNeverTellsTheCostCannotBeHeldToDollars() {
        Allowance allowance = new Allowance(Budget.usd(1));
        allowance.reserve(tokens(100));
        allowance.settle(tokens(100), tokens(100));

        assertThat(allowance.reserve(tokens(100))).isEqualTo(Reserved.PRICE_UNKNOWN);
    }

    @Test
    void aCallThatFailedForNothingLeavesThePriceOpen() {
        Allowance allowance = new Allowance(Budget.usd(1));
        allowance.reserve(tokens(100));
        allowance.settle(tokens(100), Usage.NONE);

        assertThat(allowance.reserve(tokens(100))).isEqualTo(Reserved.YES);
    }

    @Test
    void aPriceThatRisesMeanwhileFreesNoMoreThanWasReserved() {
        Allowance allowance = new Allowance(Budget.usd(10));
        allowance.reserve(tokens(100));
        allowance.settle(tokens(100), cost(100, 1)); // 1 of 10 spent
        assertThat(allowance.reserve(tokens(100))).isEqualTo(Reserved.YES); // 1 each
        assertThat(allowance.reserve(tokens(100))).isEqualTo(Reserved.YES);
        assertThat(allowance.reserve(tokens(100))).isEqualTo(Reserved.YES);

        allowance.settle(tokens(100), cost(100, 4));
        allowance.settle(tokens(100), cost(100, 1)); // 6 spent, 1 reserved for the one in the air

        assertThat(allowance.reserve(cost(100, 3.5))).isEqualTo(Reserved.LATER);
        assertThat(allowance.reserve(cost(100, 3))).isEqualTo(Reserved.YES);
    }

    @Test
    void bothLimitsCount() {
        Allowance allowance = new Allowance(Budget.tokens(1_000).and(Budget.usd(1)));

        assertThat(allowance.reserve(cost(2_000, 0.1))).isEqualTo(Reserved.NO);
        assertThat(allowance.reserve(cost(10, 1.1))).isEqualTo(Reserved.NO);
        assertThat(allowance).hasToString("1000 tokens or 1.0 USD");
    }
}
