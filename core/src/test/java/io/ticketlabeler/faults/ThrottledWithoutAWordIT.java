package io.ticketlabeler.faults;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** R2 of the fault matrix: nothing but 429 for 20 s, without a word about when to come back. */
@Timeout(120)
class ThrottledWithoutAWordIT {

    @Test
    void aProviderThatOnlyRefusesIsAskedTwelveTimesAtMostAndThenTheRunGoesOnAsFastAsBefore() {
        new Throttling(20, 12, 14).isEndured().isAskedAtMost(12).isAsFastAsBefore();
    }
}
