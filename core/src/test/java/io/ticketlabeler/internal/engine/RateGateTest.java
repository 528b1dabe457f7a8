package io.ticketlabeler.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketlabeler.internal.engine.VirtualProvider.Kind;
import io.ticketlabeler.internal.engine.VirtualProvider.Said;
import io.ticketlabeler.model.RateLimits;
import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Limits a minute: never more, and not much less. */
class RateGateTest {

    private static final long QUICK = 50 * VirtualProvider.MILLI;
    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

    private static RateLimits requests(long perMinute, long remaining) {
        return new RateLimits(
                OptionalLong.of(perMinute), OptionalLong.of(remaining), OptionalLong.empty(), OptionalLong.empty());
    }

    private static RateLimits tokens(long perMinute, long remaining) {
        return new RateLimits(
                OptionalLong.empty(), OptionalLong.empty(), OptionalLong.of(perMinute), OptionalLong.of(remaining));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 10, 60, 500, 3_000})
    void noMinuteHasMoreRequestsThanWereGivenAndNineTenthsAreUsed(long perMinute) {
        VirtualProvider provider = new VirtualProvider(64, OptionalLong.of(perMinute), OptionalLong.empty(), 100);

        provider.call(TEN_MINUTES, now -> Said.good(QUICK));

        assertThat(provider.mostInAMinute()).isLessThanOrEqualTo((int) perMinute);
        assertThat(provider.calls.size()).isGreaterThanOrEqualTo((int) (10 * perMinute * 0.9));
    }

    @ParameterizedTest
    @ValueSource(longs = {100, 1_000, 3_000})
    void noMinuteHasMoreTokensThanWereGivenAndNineTenthsAreUsed(long tokensPerCall) {
        VirtualProvider provider =
                new VirtualProvider(64, OptionalLong.empty(), OptionalLong.of(100_000), tokensPerCall);

        provider.call(TEN_MINUTES, now -> Said.good(QUICK));

        assertThat(provider.mostInAMinute() * tokensPerCall).isLessThanOrEqualTo(100_000);
        assertThat(provider.calls.size() * tokensPerCall).isGreaterThanOrEqualTo(900_000);
    }

    @Test
    void aCallThatIsLargerThanAMinuteGoesAllTheSame() {
        VirtualProvider provider = new VirtualProvider(8, OptionalLong.empty(), OptionalLong.of(1_000), 2_000);

        provider.call(TEN_MINUTES, now -> Said.good(QUICK));

        assertThat(provider.calls.size()).isBetween(4, 6);
    }

    @Test
    void theLimitIsLearntFromTheFirstAnswer() {
        VirtualProvider provider = VirtualProvider.unlimited(64);
        provider.call(Duration.ofMillis(100), now -> new Said(Kind.GOOD, QUICK, null, requests(600, 600 - 64)));

        long learnt = provider.call(TEN_MINUTES, now -> Said.good(QUICK));

        assertThat(provider.callsWithin(learnt + 60 * VirtualProvider.SECOND, Duration.ofMinutes(9)))
                .isBetween((long) (9 * 600 * 0.9), 9 * 600L);
    }

    @Test
    void theLimitOfTokensIsLearntAsWell() {
        VirtualProvider provider = new VirtualProvider(64, OptionalLong.empty(), OptionalLong.empty(), 1_000);
        provider.call(Duration.ofMillis(100), now -> new Said(Kind.GOOD, QUICK, null, tokens(60_000, 0)));

        long learnt = provider.call(TEN_MINUTES, now -> Said.good(QUICK));

        assertThat(provider.callsWithin(learnt, TEN_MINUTES)).isBetween(9 * 60L, 10 * 60L);
    }

    @Test
    void whatOthersUseOfTheSameLimitIsLeftToThem() {
        VirtualProvider provider = VirtualProvider.unlimited(8);
        provider.call(Duration.ofMillis(100), now -> new Said(Kind.GOOD, QUICK, null, requests(600, 600)));

        long told = provider.call(Duration.ofMillis(200), now -> new Said(Kind.GOOD, QUICK, null, requests(600, 0)));

        // 10 a second come free again, and nothing of the 600 that we thought we had
        assertThat(provider.callsWithin(told + 2 * QUICK, Duration.ofSeconds(1)))
                .isLessThanOrEqualTo(12);
        long later = provider.call(Duration.ofSeconds(60), now -> Said.good(QUICK));
        assertThat(provider.callsWithin(later, Duration.ofSeconds(60))).isBetween(540L, 600L);
    }

    @Test
    void theUsersLimitWinsOverTheProviders() {
        VirtualProvider provider = new VirtualProvider(64, OptionalLong.of(60), OptionalLong.empty(), 100);

        provider.call(TEN_MINUTES, now -> new Said(Kind.GOOD, QUICK, null, requests(6_000, 6_000)));

        assertThat(provider.mostInAMinute()).isLessThanOrEqualTo(60);
    }

    @Test
    void aCallThatWasNotMadeTakesNothingOfTheLimit() {
        long[] now = {0};
        Gate gate = new Gate(
                "m",
                8,
                OptionalLong.of(1),
                OptionalLong.of(1_000),
                new java.util.Random(7),
                () -> now[0],
                () -> {},
                () -> {});

        gate.tryEnter(1_000).orElseThrow().unused();

        assertThat(gate.tryEnter(1_000)).isPresent();
        now[0] += VirtualProvider.SECOND;
        assertThat(gate.tryEnter(1_000)).isEmpty();
    }
}
