package io.ticketlabeler.faults;

import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import io.ticketlabeler.contract.RateLimit;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;

/** A limit of 3,000 requests a minute is used up, and hardly ever overstepped. */
@Timeout(300)
class AtTheLimitIT {

    private static final double MOST_TIME =
            1.5; // the bar of 1.1 is measured by benchmarks: a busy machine must not fail a build
    private static final double MOST_REFUSED = 0.02;

    @Test
    @Execution(CONCURRENT)
    void aGivenLimitOfABucketThatHoldsLittle() {
        new AtTheLimit(RateLimit.tokenBucket(AtTheLimit.A_MINUTE, 10), AtTheLimit.A_MINUTE, MOST_REFUSED)
                .isKeptWhenGiven()
                .takesAtMost(MOST_TIME);
    }

    @Test
    @Execution(CONCURRENT)
    void aLimitLearntFromABucketThatHoldsLittle() {
        new AtTheLimit(RateLimit.tokenBucket(AtTheLimit.A_MINUTE, 10), AtTheLimit.A_MINUTE, MOST_REFUSED)
                .isKeptWhenLearnt()
                .takesAtMost(MOST_TIME);
    }

    @Test
    @Execution(CONCURRENT)
    void aGivenLimitOfAWindow() {
        new AtTheLimit(
                        RateLimit.fixedWindow(AtTheLimit.A_MINUTE, Duration.ofMinutes(1)),
                        AtTheLimit.A_MINUTE,
                        MOST_REFUSED)
                .isKeptWhenGiven()
                .takesAtMost(MOST_TIME);
    }

    @Test
    @Execution(CONCURRENT)
    void aLimitLearntFromAWindow() {
        new AtTheLimit(
                        RateLimit.fixedWindow(AtTheLimit.A_MINUTE, Duration.ofMinutes(1)),
                        AtTheLimit.A_MINUTE * 3 / 2,
                        MOST_REFUSED)
                .isKeptWhenLearnt()
                .takesAtMost(MOST_TIME);
    }
}
