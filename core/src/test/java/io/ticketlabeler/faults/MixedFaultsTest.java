package io.ticketlabeler.faults;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A provider that is overloaded and shaky at once; {@link MixedFaultsIT} has more tickets. */
@Timeout(60)
class MixedFaultsTest {

    @Test
    void allTicketsAreLabelledAndNoRequestComesBeforeAWaitIsOver() {
        MixedFaults.areEndured(800);
    }
}
