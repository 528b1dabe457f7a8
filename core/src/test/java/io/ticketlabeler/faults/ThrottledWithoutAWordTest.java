package io.ticketlabeler.faults;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** R2 of the fault matrix with a short time; {@link ThrottledWithoutAWordIT} has the whole of it. */
@Timeout(60)
class ThrottledWithoutAWordTest {

    @Test
    void aProviderThatOnlyRefusesIsAskedRarelyAndThenTheRunGoesOn() {
        new Throttling(6, 6, 2).isEndured();
    }
}
