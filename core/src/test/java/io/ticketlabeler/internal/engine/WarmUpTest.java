package io.ticketlabeler.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketlabeler.TicketLabeler;
import io.ticketlabeler.model.CallSize;
import io.ticketlabeler.model.ModelCallException;
import io.ticketlabeler.model.ModelCallException.Kind;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The first call fills the provider's prompt cache for all others, where its beginning is long enough for that. */
@Timeout(30)
class WarmUpTest {

    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger besideTheFirst = new AtomicInteger();
    private volatile boolean firstIsDone;

    private TestModel model(int prefixTokens, boolean fails) {
        return new TestModel("warm", new CallSize(prefixTokens, 1, 1, null), tickets -> {
            if (calls.incrementAndGet() > 1) {
                besideTheFirst.addAndGet(firstIsDone ? 0 : 1);
                return;
            }
            Given.pause(100);
            firstIsDone = true;
            if (fails) {
                throw new ModelCallException(Kind.UNAVAILABLE, "down");
            }
        });
    }

    @Test
    void theFirstCallGoesAlone() {
        try (TicketLabeler labeler = Given.labeler(model(1_024, false)).build()) {
            assertThat(labeler.run(Given.tickets(400)).labeled()).isEqualTo(400);
        }

        assertThat(besideTheFirst).hasValue(0);
        assertThat(calls).hasValue(20);
    }

    @Test
    void aShortBeginningIsNotWorthTheWait() {
        try (TicketLabeler labeler = Given.labeler(model(1_023, false)).build()) {
            labeler.run(Given.tickets(400));
        }

        assertThat(besideTheFirst.get()).isPositive();
    }

    @Test
    void aFirstCallThatFailsHoldsNobodyUpForever() {
        try (TicketLabeler labeler = Given.labeler(model(5_000, true)).build()) {
            assertThat(labeler.run(Given.tickets(400)).labeled()).isEqualTo(400);
        }
    }
}
