package io.ticketlabeler.internal.engine;

import static io.ticketlabeler.internal.engine.Schedules.check;
import static io.ticketlabeler.internal.engine.Schedules.share;

import io.ticketlabeler.internal.engine.Allowance.Reservation;
import io.ticketlabeler.internal.engine.Allowance.Reserved;
import io.ticketlabeler.run.Budget;
import io.ticketlabeler.run.SharedBudget;
import io.ticketlabeler.ticket.Usage;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** R21, R23: calls that reserve and settle at the same time never go beyond the budget, and leave nothing reserved. */
@Tag("schedules")
class AllowanceSchedulesTest {

    private static final Budget HUNDRED = Budget.tokens(100);
    private static final Budget DOLLAR = Budget.usd(1);
    private static final Usage SIXTY = tokens(60);
    private static final Usage TEN = tokens(10);
    private static final Usage ONE = tokens(1);
    private static final Usage CHEAP = new Usage(10, 0, 0, OptionalDouble.of(0.1));

    private static Usage tokens(long tokens) {
        return new Usage(tokens, 0, 0, OptionalDouble.empty());
    }

    @Test
    void noMoreThanTheBudgetIsEverReservedAndNothingStaysSo() throws Exception {
        Schedules.each(() -> {
            Allowance allowance = new Allowance(HUNDRED, Optional.empty());
            AtomicLong held = new AtomicLong(); // counted after it is reserved and before it is settled
            share(allowance, held);
            Schedules.Part call = () -> {
                Reservation reserved = allowance.reserve(SIXTY);
                check(reserved.result() != Reserved.NO, "refused although it only had to wait");
                if (reserved.result() == Reserved.YES) {
                    check(held.addAndGet(60) <= 100, "more than the budget");
                    held.addAndGet(10 - 60);
                    allowance.settle(reserved, TEN);
                }
            };

            Schedules.together(call, call, call);

            check(allowance.reserve(tokens(100 - held.get())).result() == Reserved.YES, "something stays reserved");
            check(allowance.reserve(ONE).result() == Reserved.LATER, "something was given back twice");
        });
    }

    @Test
    void withoutAPriceOneCallGoesAhead() throws Exception {
        Schedules.each(() -> {
            Allowance allowance = new Allowance(DOLLAR, Optional.empty());
            AtomicInteger blind = new AtomicInteger(); // the first one tells the price
            share(allowance, blind);
            Schedules.Part call = () -> {
                Reservation reserved = allowance.reserve(TEN);
                if (reserved.result() == Reserved.YES) {
                    check(reserved.usd() > 0 || blind.incrementAndGet() == 1, "two calls of unknown price");
                    allowance.settle(reserved, CHEAP);
                }
            };

            Schedules.together(call, call);

            check(allowance.reserve(TEN).usd() > 0, "the price was not learnt");
        });
    }

    @Test
    void whatIsRefusedTakesNothingOfTheSharedBudget() throws Exception {
        Schedules.each(() -> {
            Together job = new Together();
            Allowance one = new Allowance(HUNDRED, Optional.of(job));
            Allowance other = new Allowance(Budget.NONE, Optional.of(job));
            share(job, one, other);

            Schedules.together(() -> call(one), () -> call(one), () -> call(other));

            check(job.tokens == 0, "of the shared budget " + job.tokens + " stay taken");
        });
    }

    private static void call(Allowance allowance) {
        Reservation reserved = allowance.reserve(SIXTY);
        if (reserved.result() == Reserved.YES) {
            allowance.settle(reserved, Usage.NONE);
        }
    }

    /** 150 tokens for two runs. */
    private static final class Together implements SharedBudget {

        private long tokens; // guarded by this

        @Override
        public synchronized boolean take(long more, double usd) {
            boolean fits = tokens + more <= 150;
            tokens += fits ? more : 0;
            return fits;
        }

        @Override
        public synchronized void correct(long more, double usd) {
            tokens += more;
        }

        @Override
        public Budget limits() {
            return Budget.tokens(150);
        }
    }
}
