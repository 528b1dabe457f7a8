package io.ticketlabeler.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class FaultsTest {

    private static final Response GOOD = Response.completion("{}");

    private static Request asking(String text, long nanoTime) {
        return new Request("/", Map.of(), StubProviderTest.ask(text), nanoTime);
    }

    private static List<Integer> statuses(Faults faults, int n) {
        Function<Request, Response> behaviour = faults.around(request -> GOOD);
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            statuses.add(behaviour.apply(asking("x", 0)).status());
        }
        return statuses;
    }

    private static Faults tenAndThirty(long seed) {
        return Faults.seeded(seed)
                .failing(0.10, Response.error(500, "server_error"), Response.error(502, "bad_gateway"))
                .failing(0.30, Response.rateLimited().retryAfter(Duration.ofSeconds(1)));
    }

    @Test
    void sharesAreWhatTheySayAndAddUp() {
        List<Integer> statuses = statuses(tenAndThirty(7), 20_000);

        assertThat(statuses.stream().filter(s -> s == 500).count()).isBetween(850L, 1150L);
        assertThat(statuses.stream().filter(s -> s == 502).count()).isBetween(850L, 1150L);
        assertThat(statuses.stream().filter(s -> s == 429).count()).isBetween(5700L, 6300L);
        assertThat(statuses.stream().filter(s -> s == 200).count()).isBetween(11_700L, 12_300L);
    }

    @Test
    void theSameSeedFailsTheSameRequests() {
        assertThat(statuses(tenAndThirty(7), 1000)).isEqualTo(statuses(tenAndThirty(7), 1000));
        assertThat(statuses(tenAndThirty(7), 1000)).isNotEqualTo(statuses(tenAndThirty(8), 1000));
    }

    @Test
    void sharesOverOneAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> tenAndThirty(7).failing(0.7, GOOD))
                .withMessageContaining("expected 0..1");
        assertThatIllegalArgumentException().isThrownBy(() -> Faults.seeded(1).failing(Double.NaN, GOOD));
    }

    @Test
    void failuresMayComeFirstOrForSomeTickets() {
        Function<Request, Response> behaviour = Faults.seeded(1)
                .first(2, Response.error(503, "starting"))
                .when(request -> request.tickets().containsValue("poison"), Response.error(400, "content_filter"))
                .around(request -> GOOD);

        assertThat(List.of("a", "b", "c", "poison", "d"))
                .extracting(text -> behaviour.apply(asking(text, 0)).status())
                .containsExactly(503, 503, 200, 400, 200);
    }

    @Test
    void anOutageLiesBetweenTwoPointsOfTime() {
        assertThat(statuses(Faults.seeded(1).during(Duration.ZERO, Duration.ofMinutes(1), Response.html(503)), 3))
                .containsOnly(503);
        assertThat(statuses(
                        Faults.seeded(1).during(Duration.ofMinutes(1), Duration.ofMinutes(2), Response.html(503)), 3))
                .containsOnly(200);
    }

    @Test
    void retryAfterHasThreeForms() throws Exception {
        Duration wait = Duration.ofMillis(1500);
        List<Response> forms = List.of(
                Response.rateLimited().retryAfter(wait),
                Response.rateLimited().retryAfterMillis(wait),
                Response.rateLimited().retryAfterDate(Duration.ofSeconds(2)),
                Response.rateLimited().retryAfterDate(Duration.ofSeconds(2), Duration.ofHours(-3)));
        List<HttpResponse<String>> seen = new ArrayList<>();
        for (Response form : forms) {
            try (StubProvider provider = StubProvider.answering(request -> form)) {
                seen.add(StubProviderTest.send(provider, "x"));
            }
        }

        assertThat(seen).extracting(HttpResponse::statusCode).containsOnly(429);
        assertThat(header(seen.get(0), "Retry-After")).isEqualTo("2");
        assertThat(header(seen.get(1), "retry-after-ms")).isEqualTo("1500");
        assertThat(Duration.between(date(seen.get(2), "Date"), date(seen.get(2), "Retry-After")))
                .isEqualTo(Duration.ofSeconds(2));
        assertThat(Duration.between(date(seen.get(2), "Date"), Instant.now())).isLessThan(Duration.ofSeconds(30));
        assertThat(Duration.between(date(seen.get(3), "Date"), date(seen.get(3), "Retry-After")))
                .isEqualTo(Duration.ofSeconds(2));
        assertThat(Duration.between(date(seen.get(3), "Date"), Instant.now())).isGreaterThan(Duration.ofHours(2));
    }

    private static String header(HttpResponse<String> response, String name) {
        return response.headers().firstValue(name).orElseThrow();
    }

    private static Instant date(HttpResponse<String> response, String name) {
        return ZonedDateTime.parse(header(response, name), DateTimeFormatter.RFC_1123_DATE_TIME)
                .toInstant();
    }

    @Test
    void whoComesBackTooEarlyIsCounted() throws Exception {
        try (StubProvider provider = StubProvider.labelling(text -> "Bug")
                .faults(Faults.seeded(1).first(1, Response.rateLimited().retryAfterMillis(Duration.ofSeconds(1))))) {
            assertThat(StubProviderTest.send(provider, "It crashes").statusCode())
                    .isEqualTo(429);
            assertThat(StubProviderTest.send(provider, "It crashes").statusCode())
                    .isEqualTo(200);
            assertThat(provider.counts().early()).isEqualTo(1);

            Thread.sleep(1000); // what an obedient caller does
            assertThat(StubProviderTest.send(provider, "It crashes").statusCode())
                    .isEqualTo(200);
            assertThat(provider.counts().early()).isEqualTo(1);
        }
    }

    @Test
    void othersMayHaveBeenOnTheirWayWhenOneWasRefused() {
        Cooldown cooldown = new Cooldown();
        long second = 1_000_000_000;
        long start = Long.MAX_VALUE - second / 2; // nanoTime may overflow

        assertThat(cooldown.isEarly(asking("a", start))).isFalse();
        cooldown.refused(asking("a", start), start, second);

        assertThat(cooldown.isEarly(asking("a", start + second / 1000))).isTrue();
        assertThat(cooldown.isEarly(asking("b", start + second / 1000))).isFalse();
        assertThat(cooldown.isEarly(asking("b", start + second * 6 / 10))).isTrue();
        assertThat(cooldown.isEarly(asking("b", start + second * 9 / 10))).isTrue();
        assertThat(cooldown.isEarly(asking("b", start + second * 96 / 100))).isFalse();
        assertThat(cooldown.isEarly(asking("a", start + second * 2))).isFalse();
    }

    @Test
    void aLongerWaitExtendsAShorterOneAndNotTheOtherWayRound() {
        Cooldown cooldown = new Cooldown();
        long second = 1_000_000_000;

        cooldown.refused(asking("a", 0), 0, second);
        cooldown.refused(asking("b", 0), second / 2, 2 * second);
        cooldown.refused(asking("c", 0), second, second / 10);

        assertThat(cooldown.isEarly(asking("d", second * 2))).isTrue();
        assertThat(cooldown.isEarly(asking("d", second * 5 / 2))).isFalse();
    }
}
