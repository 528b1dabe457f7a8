package io.ticketlabeler.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetryAllowanceTest {

    private long now = -3;
    private final RetryAllowance allowance = new RetryAllowance(() -> now);

    private void take(int times) {
        IntStream.range(0, times).forEach(i -> allowance.take());
    }

    @Test
    void atFirstThereIsAReserve() {
        take(61);

        assertThat(allowance.take()).isZero(); // 62 * 8 = 496 of 500
        assertThat(allowance.take()).isPositive();
    }

    @Test
    void whatCannotBePaidWaitsUntilTimeHasEarnedIt() {
        take(62); // 4 left

        assertThat(allowance.take()).isEqualTo(Duration.ofMillis(500));
        assertThat(allowance.take()).isEqualTo(Duration.ofMillis(1_500)); // behind the one before
    }

    @Test
    void eightAnswersPayForOneRepetition() {
        take(62);
        take(1); // 4 owed

        IntStream.range(0, 12).forEach(i -> allowance.earned());

        assertThat(allowance.take()).isZero();
    }

    @Test
    void timeEarnsOneRepetitionASecondButNoMoreThanTheReserve() {
        take(62);
        now += Duration.ofDays(365).toNanos();

        take(61);
        assertThat(allowance.take()).isZero();
        assertThat(allowance.take()).isPositive();
    }

    @Test
    void whenHalfOfAllCallsFailRepetitionsStayAtOneInNineAndOneASecond() {
        take(62);
        int repeated = 0;
        for (int second = 0; second < 100; second++) {
            now += Duration.ofSeconds(1).toNanos();
            IntStream.range(0, 80).forEach(i -> allowance.earned());
            while (allowance.take().isZero()) {
                repeated++;
            }
        }

        assertThat(repeated).isLessThanOrEqualTo(100 * (80 / 8 + 1));
    }
}
