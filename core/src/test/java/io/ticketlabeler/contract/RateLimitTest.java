package io.ticketlabeler.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RateLimitTest {

    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 1_000_000_000L); // nanoTime may overflow

    private void pass(Duration time) {
        clock.addAndGet(time.toNanos());
    }

    private int admitted(RateLimit limit, int attempts) {
        int admitted = 0;
        for (int i = 0; i < attempts; i++) {
            admitted += limit.admit(0).admitted() ? 1 : 0;
        }
        return admitted;
    }

    @Test
    void aBucketGivesItsBurstAndThenRefillsEvenly() {
        RateLimit limit = RateLimit.tokenBucket(600, 5).clock(clock::get);

        assertThat(admitted(limit, 20)).isEqualTo(5);
        assertThat(limit.admit(0).pause()).isEqualTo(Duration.ofMillis(100));

        pass(Duration.ofMillis(100));
        assertThat(admitted(limit, 20)).isEqualTo(1);
        pass(Duration.ofHours(1));
        assertThat(admitted(limit, 20)).isEqualTo(5);
    }

    @Test
    void aMinuteOfPollingGetsExactlyTheLimit() {
        RateLimit limit = RateLimit.tokenBucket(600, 1).clock(clock::get);
        int admitted = 0;
        for (int i = 0; i < 60_000; i++) {
            admitted += admitted(limit, 1);
            pass(Duration.ofMillis(1));
        }

        assertThat(admitted).isBetween(599, 600);
    }

    @Test
    void aWindowGivesAllAtItsBeginning() {
        RateLimit limit = RateLimit.fixedWindow(10, Duration.ofSeconds(60)).clock(clock::get);

        assertThat(admitted(limit, 20)).isEqualTo(10);
        pass(Duration.ofSeconds(45));
        assertThat(limit.admit(0).pause()).isEqualTo(Duration.ofSeconds(15));
        pass(Duration.ofSeconds(15));
        assertThat(admitted(limit, 20)).isEqualTo(10);
        pass(Duration.ofSeconds(150)); // the middle of the window after the next
        assertThat(admitted(limit, 1)).isEqualTo(1);
        pass(Duration.ofSeconds(30));
        assertThat(admitted(limit, 20)).isEqualTo(10);
    }

    @Test
    void tokensAreLimitedTooAndARefusalTakesNothing() {
        RateLimit limit = RateLimit.tokenBucket(600, 10).tokensPerMinute(6000).clock(clock::get);

        assertThat(limit.admit(5000).admitted()).isTrue();
        RateLimit.Verdict refused = limit.admit(2000);

        assertThat(refused.admitted()).isFalse();
        assertThat(refused.pause()).isEqualTo(Duration.ofSeconds(10));
        assertThat(refused.headers())
                .containsEntry("x-ratelimit-remaining-requests", "9")
                .containsEntry("x-ratelimit-limit-tokens", "6000")
                .containsEntry("x-ratelimit-remaining-tokens", "1000")
                .containsEntry("x-ratelimit-reset-tokens", "50s");
        pass(Duration.ofSeconds(10));
        assertThat(limit.admit(2000).admitted()).isTrue();
        pass(Duration.ofMinutes(2));
        assertThat(limit.admit(1_000_000).admitted()).isTrue(); // more than ever fits takes all
    }

    @Test
    void answersTellTheLimitAndRefusalsTheWait() throws Exception {
        try (StubProvider provider = StubProvider.labelling(text -> "Bug").rateLimit(2, 1)) {
            HttpResponse<String> first = StubProviderTest.send(provider, "x");
            HttpResponse<String> second = StubProviderTest.send(provider, "x");

            assertThat(first.statusCode()).isEqualTo(200);
            assertThat(first.headers().firstValue("x-ratelimit-limit-requests")).contains("2");
            assertThat(first.headers().firstValue("x-ratelimit-remaining-requests"))
                    .contains("0");
            assertThat(first.headers().firstValue("x-ratelimit-reset-requests")).contains("30s");
            assertThat(second.statusCode()).isEqualTo(429);
            assertThat(second.body()).contains("rate_limit_exceeded");
            assertThat(second.headers()
                            .firstValue("Retry-After")
                            .map(Integer::valueOf)
                            .orElseThrow())
                    .isBetween(25, 30);
            assertThat(second.headers()
                            .firstValue("retry-after-ms")
                            .map(Integer::valueOf)
                            .orElseThrow())
                    .isBetween(25_000, 30_000);
            assertThat(provider.counts().status(429)).isEqualTo(1);
        }
    }

    @Test
    void aSilentLimitSaysNothing() throws Exception {
        try (StubProvider provider = StubProvider.labelling(text -> "Bug")
                .rateLimit(RateLimit.fixedWindow(1, Duration.ofMinutes(1)).withoutHeaders())) {
            StubProviderTest.send(provider, "x");
            HttpResponse<String> refused = StubProviderTest.send(provider, "x");

            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.headers().map().keySet()).noneMatch(name -> name.contains("ratelimit"));
            assertThat(refused.headers().firstValue("Retry-After")).isEmpty();
        }
    }

    @Test
    void resetsAreWrittenAsOpenAiWritesThem() {
        assertThat(Allowance.goDuration(0)).isEqualTo("0ms");
        assertThat(Allowance.goDuration(120_000_000L)).isEqualTo("120ms");
        assertThat(Allowance.goDuration(1_050_000_000L)).isEqualTo("1.050s");
        assertThat(Allowance.goDuration(360_000_000_000L)).isEqualTo("6m0s");
    }

    @Test
    void aLimitThatLetsNothingThroughIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> RateLimit.tokenBucket(0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> RateLimit.tokenBucket(60, 0));
    }
}
