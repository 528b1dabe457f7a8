package io.ticketlabeler.internal.engine;

import io.ticketlabeler.run.Budget;
import io.ticketlabeler.ticket.Usage;

/** What is left of a run's budget. Thread-safe. */
final class Allowance {

    /** What a reservation came to. */
    enum Reserved {
        /** It fits, and is reserved. */
        YES,
        /** It may fit when calls in the air are settled. */
        LATER,
        /** It does not fit. */
        NO,
        /** Nobody knows what the model costs. */
        PRICE_UNKNOWN
    }

    private final Budget budget;
    private long tokens;
    private double usd;
    private long tokensReserved;
    private double usdReserved;
    private int inAir;
    private boolean costReported;
    private long tokensWithCost;

    Allowance(Budget budget) {
        this.budget = budget;
    }

    synchronized Reserved reserve(Usage estimate) {
        long moreTokens = estimate.inputTokens() + estimate.outputTokens();
        double moreUsd = cost(estimate);
        if (budget.usd().isPresent() && Double.isNaN(moreUsd)) {
            if (tokens > 0) {
                return Reserved.PRICE_UNKNOWN;
            }
            if (inAir > 0) {
                return Reserved.LATER; // the first answer tells what calls cost
            }
            moreUsd = 0;
        }
        boolean fits = (budget.tokens().isEmpty()
                        || tokens + tokensReserved + moreTokens
                                <= budget.tokens().getAsLong())
                && (budget.usd().isEmpty()
                        || usd + usdReserved + moreUsd <= budget.usd().getAsDouble());
        if (!fits) {
            return inAir > 0 ? Reserved.LATER : Reserved.NO;
        }
        tokensReserved += moreTokens;
        usdReserved += moreUsd;
        inAir++;
        return Reserved.YES;
    }

    /** The cost by the model's price, else by what calls have cost so far; not a number when neither is known. */
    private double cost(Usage estimate) {
        if (estimate.costUsd().isPresent()) {
            return estimate.costUsd().getAsDouble();
        }
        return costReported && tokensWithCost > 0
                ? usd / tokensWithCost * (estimate.inputTokens() + estimate.outputTokens())
                : Double.NaN;
    }

    /** A reserved call has ended. */
    synchronized void settle(Usage estimate, Usage actual) {
        tokensReserved = Math.max(0, tokensReserved - estimate.inputTokens() - estimate.outputTokens());
        usdReserved =
                inAir == 1 ? 0 : Math.max(0, usdReserved - estimate.costUsd().orElse(usdReserved / inAir));
        inAir--;
        long used = actual.inputTokens() + actual.outputTokens();
        tokens += used;
        if (actual.costUsd().isPresent()) {
            usd += actual.costUsd().getAsDouble();
            tokensWithCost += used;
            costReported = costReported || used > 0;
        }
    }

    /** For messages: the limits that were set. */
    @Override
    public String toString() {
        return (budget.tokens().isPresent() ? budget.tokens().getAsLong() + " tokens" : "")
                + (budget.tokens().isPresent() && budget.usd().isPresent() ? " or " : "")
                + (budget.usd().isPresent() ? budget.usd().getAsDouble() + " USD" : "");
    }
}
