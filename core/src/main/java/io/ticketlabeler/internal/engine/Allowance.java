package io.ticketlabeler.internal.engine;

import io.ticketlabeler.run.Budget;
import io.ticketlabeler.run.SharedBudget;
import io.ticketlabeler.ticket.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is left of a run's budget, and of one that it shares with others. Thread-safe. */
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

    /**
     * What is reserved for one call, until it is settled.
     *
     * @param usd 0 where the price is not known
     */
    record Reservation(Reserved result, long tokens, double usd) {}

    private static final Logger LOG = LoggerFactory.getLogger(Allowance.class);

    private final Budget budget;
    private final Optional<SharedBudget> shared;
    private final boolean needsPrice;
    private final ReentrantLock lock = new ReentrantLock(); // the shared budget may be far away, see Threads

    // guarded by the lock
    private long tokens;
    private double usd;
    private long tokensReserved;
    private double usdReserved;
    private int inAir;
    private boolean costReported;
    private long tokensWithCost;

    Allowance(Budget budget, Optional<SharedBudget> shared) {
        this.budget = budget;
        this.shared = shared;
        this.needsPrice = budget.usd().isPresent()
                || shared.filter(with -> with.limits().usd().isPresent()).isPresent();
    }

    Reservation reserve(Usage estimate) {
        lock.lock();
        try {
            return reserved(estimate);
        } finally {
            lock.unlock();
        }
    }

    private Reservation reserved(Usage estimate) {
        long moreTokens = estimate.inputTokens() + estimate.outputTokens();
        double moreUsd = cost(estimate);
        if (Double.isNaN(moreUsd)) {
            if (needsPrice && tokens > 0) {
                return refused(Reserved.PRICE_UNKNOWN);
            }
            if (needsPrice && inAir > 0) {
                return refused(Reserved.LATER); // the first answer tells what calls cost
            }
            moreUsd = 0;
        }
        boolean fits = (budget.tokens().isEmpty()
                        || tokens + tokensReserved + moreTokens
                                <= budget.tokens().getAsLong())
                && (budget.usd().isEmpty()
                        || usd + usdReserved + moreUsd <= budget.usd().getAsDouble());
        if (!fits || !takesShared(moreTokens, moreUsd)) {
            return refused(inAir > 0 ? Reserved.LATER : Reserved.NO);
        }
        tokensReserved += moreTokens;
        usdReserved += moreUsd;
        inAir++;
        return new Reservation(Reserved.YES, moreTokens, moreUsd);
    }

    private boolean takesShared(long moreTokens, double moreUsd) {
        return shared.isEmpty() || shared.get().take(moreTokens, moreUsd);
    }

    private static Reservation refused(Reserved reason) {
        return new Reservation(reason, 0, 0);
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

    /** A call with that reservation has ended. */
    void settle(Reservation reserved, Usage actual) {
        lock.lock();
        try {
            account(reserved, actual);
        } finally {
            lock.unlock();
        }
    }

    private void account(Reservation reserved, Usage actual) {
        tokensReserved -= reserved.tokens();
        inAir--;
        usdReserved = inAir == 0 ? 0 : Math.max(0, usdReserved - reserved.usd()); // sums of fractions leave a rest
        long used = actual.inputTokens() + actual.outputTokens();
        tokens += used;
        if (actual.costUsd().isPresent()) {
            usd += actual.costUsd().getAsDouble();
            tokensWithCost += used;
            costReported = costReported || used > 0;
        }
        shared.ifPresent(
                with -> correct(with, used - reserved.tokens(), actual.costUsd().orElse(0) - reserved.usd()));
    }

    /** The call has ended: whatever goes wrong here, its answers are kept. */
    private static void correct(SharedBudget shared, long moreTokens, double moreUsd) {
        try {
            shared.correct(moreTokens, moreUsd);
        } catch (RuntimeException e) {
            LOG.warn("the shared budget could not be told what a call has cost: {}", e.toString());
        }
    }

    /** For messages: the limits that were set. */
    @Override
    public String toString() {
        String own = text(budget);
        String together = shared.map(with -> text(with.limits()) + " for all runs together")
                .orElse("");
        return own + (own.isEmpty() || together.isEmpty() ? "" : " or ") + together;
    }

    private static String text(Budget limits) {
        List<String> words = new ArrayList<>();
        limits.tokens().ifPresent(most -> words.add(most + " tokens"));
        limits.usd().ifPresent(most -> words.add(most + " USD"));
        return String.join(" or ", words);
    }
}
