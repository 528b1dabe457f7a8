package io.ticketlabeler.faults;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A provider that is overloaded and shaky at once. */
@Timeout(180)
class MixedFaultsIT {

    @Test
    void twoThousandTicketsAreLabelledAndNoRequestComesBeforeAWaitIsOver() {
        MixedFaults.areEndured(2_000);
    }
}
