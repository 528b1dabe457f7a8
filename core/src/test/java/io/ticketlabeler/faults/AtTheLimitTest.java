package io.ticketlabeler.faults;

import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import io.ticketlabeler.contract.RateLimit;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;

/** The provider's limit is used, and hardly ever overstepped; {@link AtTheLimitIT} has whole minutes and measures the time. */
@Timeout(60)
class AtTheLimitTest {

    private static final int CALLS = 300; // six seconds
    private static final double MOST_REFUSED = 0.03; // the bar is 0.02; see below
    private static final double SLACK = 3; // the bar is 1.1; other builds may keep this machine busy
    private static final int BURST = 25; // half a second's worth: a busy machine sends late, and then all at once

    @Test
    @Execution(CONCURRENT)
    void aGivenLimitOfABucketIsKept() {
        new AtTheLimit(RateLimit.tokenBucket(AtTheLimit.A_MINUTE, BURST), CALLS, MOST_REFUSED)
                .isKeptWhenGiven()
                .takesAtMost(SLACK);
    }

    @Test
    @Execution(CONCURRENT)
    void aGivenLimitOfAWindowIsKept() {
        new AtTheLimit(RateLimit.fixedWindow(AtTheLimit.A_MINUTE / 30, Duration.ofSeconds(2)), CALLS, MOST_REFUSED)
                .isKeptWhenGiven()
                .takesAtMost(SLACK);
    }
}
