package io.ticketlabeler.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.langchain4j.model.openai.OpenAiChatModel;
import io.ticketlabeler.contract.Response;
import io.ticketlabeler.contract.StubProvider;
import io.ticketlabeler.internal.http.Exchange;
import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.TicketText;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class RateLimitsTest {

    private static final LabelSet LABELS = LabelSet.of("Billing", "Bug");
    private static final List<TicketText> TICKETS = List.of(new TicketText("k3f9", "Where is my invoice?"));

    private static RateLimits of(String... namesAndValues) {
        Map<String, List<String>> headers = new TreeMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            headers.put(namesAndValues[i], List.of(namesAndValues[i + 1]));
        }
        return RateLimitHeaders.of(Exchange.of(200, headers));
    }

    private static OptionalLong rate(String limit, String remaining, String reset) {
        return of(
                        "X-RateLimit-Limit-Requests", limit,
                        "x-ratelimit-remaining-requests", remaining,
                        "x-ratelimit-reset-requests", reset)
                .requestsPerMinute();
    }

    private static Response limited(Response response) {
        return response.header("x-ratelimit-limit-requests", "500")
                .header("x-ratelimit-remaining-requests", "499")
                .header("x-ratelimit-reset-requests", "120ms")
                .header("x-ratelimit-limit-tokens", "200000")
                .header("x-ratelimit-remaining-tokens", "199000")
                .header("x-ratelimit-reset-tokens", "300ms");
    }

    private static final RateLimits TOLD = new RateLimits(
            OptionalLong.of(500), OptionalLong.of(499), OptionalLong.of(200_000), OptionalLong.of(199_000));

    @Test
    void answersAndFailuresTellTheLimits() {
        try (StubProvider provider = StubProvider.answering(request -> limited(
                request.headers().get("authorization").endsWith("good")
                        ? Response.completion(request.labelled(text -> "Bug"))
                        : Response.error(429, "rate_limit_exceeded")))) {
            OpenAi model = OpenAi.chat("m").baseUrl(provider.baseUrl());

            ModelReply reply = model.apiKey(() -> "good").label(LABELS, TICKETS);
            ModelCallException failure = catchThrowableOfType(
                    ModelCallException.class, () -> model.apiKey(() -> "bad").label(LABELS, TICKETS));

            assertThat(reply.limits()).isEqualTo(TOLD);
            assertThat(failure.limits()).isEqualTo(TOLD);
        }
    }

    @Test
    void soDoAnswersOfAnOpenAiModelOfLangChain4j() {
        try (StubProvider provider =
                StubProvider.answering(request -> limited(Response.completion(request.labelled(text -> "Bug"))))) {
            LabelModel model = ChatLabelModel.of(OpenAiChatModel.builder()
                    .baseUrl(provider.baseUrl())
                    .apiKey("k")
                    .modelName("m")
                    .maxRetries(0)
                    .build());

            assertThat(model.label(LABELS, TICKETS).limits()).isEqualTo(TOLD);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "500, 499, 120ms", // bucket
        "500, 0, 1m0s",
        "60, 30, 29s", // window of a minute with 29 s to go
        "60, 59, 2", // whole seconds, rounded up
        "60, 60, 0s",
    })
    void aResetWithinTheMinuteIsALimitPerMinute(String limit, String remaining, String reset) {
        assertThat(rate(limit, remaining, reset)).hasValue(Long.parseLong(limit));
    }

    @ParameterizedTest
    @CsvSource({
        "10000, 9999, 8.64s", // OpenAI, per day
        "14400, 14399, 6s", // Groq, per day
        "200, 199, 7m12s",
        "200, 0, 24h0m0s",
        "1000, 995, 18s", // per hour
        "1000, 10, 36000", // window of a day, 10 h to go
        "60, 59, 40s", // window of a minute, or limit per hour: not said rather than wrong
        "200, 199, 1795708800000", // a point in time, in milliseconds
    })
    void aLongerResetIsNone(String limit, String remaining, String reset) {
        assertThat(rate(limit, remaining, reset)).isEmpty();
    }

    @Test
    void withoutAResetItIsPerMinute() {
        assertThat(of("x-ratelimit-limit-tokens", "90000").tokensPerMinute()).hasValue(90_000);
    }

    @Test
    void openRoutersOwnRefusalTellsWhatRemainsOnly() {
        RateLimits limits =
                of("X-RateLimit-Limit", "50", "X-RateLimit-Remaining", "0", "X-RateLimit-Reset", "1795708800000");

        assertThat(limits)
                .isEqualTo(new RateLimits(
                        OptionalLong.empty(), OptionalLong.of(0), OptionalLong.empty(), OptionalLong.empty()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "many", "-1", "1.5", "1e3", "99999999999999999999", "9999999999999", "5,000", "٣", "0x10"})
    void nonsenseIsNotSaid(String value) {
        assertThat(of(
                        "x-ratelimit-limit-requests", value,
                        "x-ratelimit-remaining-requests", value,
                        "x-ratelimit-limit-tokens", value,
                        "x-ratelimit-remaining-tokens", value))
                .isEqualTo(RateLimits.NONE);
    }

    @Test
    void nothingAMinuteIsNoRate() {
        assertThat(of("x-ratelimit-limit-requests", "0").requestsPerMinute()).isEmpty();
        assertThat(rate("60", "59", "soon")).isEmpty();
        assertThat(rate("60", "100", "1h")).isEmpty();
    }
}
