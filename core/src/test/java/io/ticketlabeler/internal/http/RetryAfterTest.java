package io.ticketlabeler.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RetryAfterTest {

    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    private static Optional<Duration> of(Map<String, String> headers) {
        Map<String, List<String>> lists =
                headers.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, e -> List.of(e.getValue())));
        return RetryAfter.of(new Exchange(429, lists, "", null), NOW);
    }

    @Test
    void readsSecondsAndMilliseconds() {
        assertThat(of(Map.of("Retry-After", "7"))).contains(Duration.ofSeconds(7));
        assertThat(of(Map.of("Retry-After", "1.5"))).contains(Duration.ofMillis(1500));
        assertThat(of(Map.of("Retry-After", "7", "retry-after-ms", "250"))).contains(Duration.ofMillis(250));
    }

    @Test
    void aDateIsMeantByTheClockOfTheServer() {
        assertThat(of(Map.of("Retry-After", "Tue, 24 Nov 2026 13:00:30 GMT", "Date", "Tue, 24 Nov 2026 13:00:00 GMT")))
                .contains(Duration.ofSeconds(30));
        assertThat(of(Map.of("Retry-After", "Tue, 24 Nov 2026 12:00:05 GMT"))).contains(Duration.ofSeconds(5));
    }

    @Test
    void thePastIsNowAndTooLongIsTenMinutes() {
        assertThat(of(Map.of("Retry-After", "Tue, 24 Nov 2026 11:00:00 GMT"))).contains(Duration.ZERO);
        assertThat(of(Map.of("Retry-After", "86400"))).contains(Duration.ofMinutes(10));
    }

    @Test
    void theResetOfAnExhaustedLimitCounts() {
        assertThat(of(Map.of("x-ratelimit-remaining-requests", "0", "x-ratelimit-reset-requests", "6m0s")))
                .contains(Duration.ofMinutes(6));
        assertThat(of(Map.of("x-ratelimit-remaining-tokens", "0", "x-ratelimit-reset-tokens", "120ms")))
                .contains(Duration.ofMillis(120));
        assertThat(of(Map.of("x-ratelimit-remaining-requests", "5", "x-ratelimit-reset-requests", "6m0s")))
                .isEmpty();
    }

    @Test
    void nonsenseIsNoHeader() {
        assertThat(of(Map.of("Retry-After", "soon"))).isEmpty();
        assertThat(of(Map.of("Retry-After", "-5"))).isEmpty();
        assertThat(of(Map.of())).isEmpty();
        assertThat(RetryAfter.goDuration("5 minutes")).isEmpty();
    }
}
