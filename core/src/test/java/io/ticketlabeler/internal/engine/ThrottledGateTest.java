package io.ticketlabeler.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketlabeler.internal.engine.VirtualProvider.Call;
import io.ticketlabeler.internal.engine.VirtualProvider.Kind;
import io.ticketlabeler.internal.engine.VirtualProvider.Said;
import io.ticketlabeler.model.RateLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What happens when the provider says that there are too many calls. */
class ThrottledGateTest {

    private static final long USUAL = 300 * VirtualProvider.MILLI;

    private long now = 5;

    private Gate gate(int concurrency) {
        return new Gate(
                "m",
                concurrency,
                OptionalLong.empty(),
                OptionalLong.empty(),
                new Random(7),
                () -> now,
                () -> {},
                () -> {});
    }

    private List<Gate.Pass> all(Gate gate) {
        List<Gate.Pass> passes = new ArrayList<>();
        for (var pass = gate.tryEnter(1); pass.isPresent(); pass = gate.tryEnter(1)) {
            passes.add(pass.get());
        }
        now++; // no two things happen at once
        return passes;
    }

    @Test
    void aWaitThatTheProviderAsksForHoldsForAll() {
        Gate gate = gate(4);
        List<Gate.Pass> passes = all(gate);
        passes.get(0).throttled(RateLimits.NONE, Duration.ofSeconds(2));
        passes.get(1).succeeded(RateLimits.NONE, 1); // was on its way

        now += 2 * VirtualProvider.SECOND - 1;
        assertThat(gate.tryEnter(1)).isEmpty();
        now += 1;
        assertThat(gate.tryEnter(1)).isPresent();
    }

    @Test
    void callsThatHaveNotLeftYetWaitToo() {
        Gate gate = gate(4);
        List<Gate.Pass> passes = all(gate);
        assertThat(passes.get(1).isValid()).isTrue();
        passes.get(0).throttled(RateLimits.NONE, Duration.ofSeconds(2));

        assertThat(passes).element(1).matches(pass -> !pass.isValid());
        now += 2 * VirtualProvider.SECOND;
        assertThat(passes.get(1).isValid()).isFalse(); // 0.7 * 4 at once
        passes.get(2).unused();
        assertThat(passes.get(1).isValid()).isTrue();
    }

    @Test
    void aShorterWaitDoesNotShortenALongerOne() {
        Gate gate = gate(4);
        List<Gate.Pass> passes = all(gate);
        passes.get(0).throttled(RateLimits.NONE, Duration.ofSeconds(10));
        passes.get(1).throttled(RateLimits.NONE, Duration.ofSeconds(1));
        passes.get(2).throttled(RateLimits.NONE, null);

        now += 9 * VirtualProvider.SECOND;
        assertThat(gate.tryEnter(1)).isEmpty();
        assertThat(gate.isClosedFor(Duration.ofMillis(900))).isTrue();
    }

    @Test
    void aLongerWaitExtendsAShorterOne() {
        Gate gate = gate(4);
        List<Gate.Pass> passes = all(gate);
        passes.get(0).throttled(RateLimits.NONE, Duration.ofSeconds(1));
        passes.get(1).throttled(RateLimits.NONE, Duration.ofSeconds(10));

        now += 9 * VirtualProvider.SECOND;
        assertThat(gate.tryEnter(1)).isEmpty();
    }

    @Test
    void callsThatAreThrottledTogetherLowerTheirNumberOnceAndSuccessRaisesItByOneARound() {
        Gate gate = gate(10);
        all(gate).forEach(pass -> pass.throttled(RateLimits.NONE, Duration.ofSeconds(1)));
        now += VirtualProvider.SECOND;

        List<Gate.Pass> passes = all(gate);
        assertThat(passes).hasSize(7); // of 10
        passes.forEach(pass -> pass.succeeded(RateLimits.NONE, 1));

        passes = all(gate);
        assertThat(passes).hasSize(7); // 7.9 and so on: a little less than one for each round
        passes.forEach(pass -> pass.succeeded(RateLimits.NONE, 1));
        assertThat(all(gate)).hasSize(8);
    }

    @Test
    void theNumberOfCallsAtOnceNeverExceedsWhatWasSet() {
        Gate gate = gate(3);
        for (int round = 0; round < 20; round++) {
            all(gate).forEach(pass -> pass.succeeded(RateLimits.NONE, 1));
        }

        assertThat(all(gate)).hasSize(3);
    }

    @Test
    void withoutAWaitOneCallFindsOutWhetherItIsOver() {
        Gate gate = gate(16);
        all(gate).forEach(pass -> pass.throttled(RateLimits.NONE, null));

        now += 2 * VirtualProvider.SECOND;
        List<Gate.Pass> probes = all(gate);
        assertThat(probes).hasSize(1);
        probes.get(0).succeeded(RateLimits.NONE, 1);

        assertThat(all(gate)).hasSize(11); // 16 * 0.7, at once
    }

    /** R2 of the fault matrix. */
    @Test
    void twentySecondsOfThrottlingCostTwelveCallsAndTenSecondsLaterTheRateIsBack() {
        VirtualProvider provider = VirtualProvider.unlimited(16);
        Random chance = new Random(42);
        long usual = provider.call(
                Duration.ofSeconds(10), at -> Said.good(USUAL / 2 + (long) (chance.nextDouble() * USUAL)));
        long rate = provider.callsWithin(usual, Duration.ofSeconds(10)) / 10;

        long fault = provider.call(Duration.ofSeconds(20), at -> Said.throttled(null));
        long over = provider.call(Duration.ofSeconds(20), at -> Said.good(USUAL));

        assertThat(provider.callsWithin(fault, Duration.ofSeconds(20))).isLessThanOrEqualTo(12);
        assertThat(provider.callsWithin(over + 10 * VirtualProvider.SECOND, Duration.ofSeconds(5)))
                .isGreaterThanOrEqualTo(5 * rate * 8 / 10);
    }

    /** R1 of the fault matrix. */
    @Test
    void noCallComesBeforeTheDeadlineOfTheProvider() {
        VirtualProvider provider = VirtualProvider.unlimited(8);
        Random chance = new Random(42);
        long told = 20 * VirtualProvider.MILLI;
        provider.call(
                Duration.ofMinutes(5),
                at -> chance.nextInt(10) < 3 ? Said.throttled(Duration.ofSeconds(2)) : Said.good(USUAL));

        long closedUntil = Long.MIN_VALUE;
        for (Call call : provider.calls.stream().toList()) {
            boolean wasOnItsWay = call.at() < closedUntil - 2 * VirtualProvider.SECOND;
            assertThat(wasOnItsWay || call.at() >= closedUntil).isTrue();
            if (call.kind() == Kind.THROTTLED) {
                closedUntil = Math.max(closedUntil, call.at() + told + 2 * VirtualProvider.SECOND);
            }
        }
        assertThat(provider.calls.size()).isGreaterThan(300);
    }
}
