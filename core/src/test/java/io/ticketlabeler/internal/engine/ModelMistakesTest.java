package io.ticketlabeler.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticketlabeler.RunStoppedException;
import io.ticketlabeler.TicketLabeler;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Mistakes of a model end the run; the labeler stays good for the next one. */
@Timeout(30)
class ModelMistakesTest {

    private static TestModel throwingAtFirst(int times, Error mistake) {
        AtomicInteger calls = new AtomicInteger();
        return TestModel.doing(tickets -> {
            if (calls.incrementAndGet() <= times) {
                throw mistake;
            }
        });
    }

    @Test
    void anErrorEndsTheRunInsteadOfHangingIt() {
        TestModel model = throwingAtFirst(Integer.MAX_VALUE, new StackOverflowError());
        try (TicketLabeler labeler = Given.labeler(model).build()) {
            assertThatThrownBy(() -> labeler.run(Given.tickets(100)))
                    .isInstanceOf(RunStoppedException.class)
                    .hasRootCauseInstanceOf(StackOverflowError.class);
        }
    }

    @Test
    void itsPlaceAtTheGateComesFreeAgain() {
        TestModel model = throwingAtFirst(3, new AssertionError("a bug"));
        try (TicketLabeler labeler = Given.labeler(model).concurrency(1).build()) {
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> labeler.run(Given.tickets(10))).isInstanceOf(RunStoppedException.class);
            }

            assertThat(labeler.run(Given.tickets(10)).labeled()).isEqualTo(10);
        }
    }

    @Test
    void aModelThatReturnsNothingIsAMistakeToo() {
        SharedCache cache = new SharedCache();
        AtomicInteger calls = new AtomicInteger();
        try (TicketLabeler labeler =
                Given.labeler(new NullModel(calls)).cache(cache).concurrency(1).build()) {
            assertThatThrownBy(() -> labeler.run(Given.tickets(10))).hasMessageContaining("returned no reply");
            assertThatThrownBy(() -> labeler.run(Given.tickets(10))).hasMessageContaining("returned no reply");
        }

        assertThat(calls).hasValue(2);
        assertThat(cache.ended()).isEqualTo(2);
    }
}
