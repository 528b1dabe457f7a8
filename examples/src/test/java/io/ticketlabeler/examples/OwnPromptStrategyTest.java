package io.ticketlabeler.examples;

import io.ticketlabeler.contract.PromptStrategyContract;
import io.ticketlabeler.prompt.PromptStrategies;
import io.ticketlabeler.prompt.PromptStrategy;

/** How to unit-test a prompt strategy: extend the contract of the test jar, give the strategy, add what is special about it. */
class OwnPromptStrategyTest extends PromptStrategyContract {

    @Override
    protected PromptStrategy strategy() {
        return PromptStrategies.zeroShot().instruction("Refund wishes count as Billing even if a bug caused them.");
    }
}
