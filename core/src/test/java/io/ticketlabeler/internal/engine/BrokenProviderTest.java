package io.ticketlabeler.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketlabeler.internal.engine.VirtualProvider.Said;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What happens when the provider is down, by the gate alone. */
class BrokenProviderTest {

    private static final long USUAL = 300 * VirtualProvider.MILLI;
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final VirtualProvider provider = VirtualProvider.unlimited(8);

    /** R5 of the fault matrix. */
    @Test
    void aMinuteWithoutTheProviderCostsFewCallsAndThenItGoesOnAlone() {
        provider.call(MINUTE, at -> Said.good(USUAL));

        long outage = provider.call(MINUTE, at -> Said.broken(20 * VirtualProvider.MILLI));
        long back = provider.call(MINUTE, at -> Said.good(USUAL));

        assertThat(provider.opened).hasValue(1);
        assertThat(provider.callsWithin(outage, Duration.ofSeconds(2))).isLessThanOrEqualTo(24); // seen as an outage
        assertThat(provider.callsWithin(outage + 2 * VirtualProvider.SECOND, Duration.ofSeconds(58)))
                .isLessThanOrEqualTo(8); // one at a time: after 2, 4, 8, 15, 15 … s
        assertThat(provider.closed).hasValue(1);
        assertThat(provider.callsWithin(back + 16 * VirtualProvider.SECOND, Duration.ofSeconds(10)))
                .isGreaterThanOrEqualTo(8 * 10 * 3); // as before
    }

    @Test
    void halfOfTwentyAreEnough() {
        int[] calls = {0};

        provider.call(Duration.ofSeconds(10), at -> calls[0]++ % 2 == 0 ? Said.broken(USUAL) : Said.good(USUAL));

        assertThat(provider.opened.get()).isPositive();
    }

    @Test
    void oneInTenIsNot() {
        Random chance = new Random(3);

        provider.call(
                Duration.ofMinutes(10),
                at -> chance.nextInt(10) == 0 ? Said.broken(20 * VirtualProvider.MILLI) : Said.good(USUAL));

        assertThat(provider.opened).hasValue(0);
    }

    @Test
    void whileItIsDownTheGateSaysSoAndAfterTheWaitItLetsOneSee() {
        provider.call(Duration.ofSeconds(1), at -> Said.broken(20 * VirtualProvider.MILLI));

        assertThat(provider.gate.isClosedFor(Duration.ofSeconds(5))).isTrue();

        provider.call(Duration.ofSeconds(2), at -> Said.good(USUAL));

        assertThat(provider.gate.isClosedFor(Duration.ofSeconds(5))).isFalse();
    }

    @Test
    void aGateThatNobodyTriesIsNotClosedForever() {
        provider.call(Duration.ofMillis(500), at -> Said.broken(20 * VirtualProvider.MILLI));

        provider.pass(Duration.ofSeconds(20));

        assertThat(provider.gate.isClosedFor(Duration.ofSeconds(5))).isFalse();
        assertThat(provider.gate.tryEnter(1)).isPresent();
        assertThat(provider.gate.isClosedFor(Duration.ofSeconds(5))).isTrue(); // one is finding out
    }
}
