package io.ticketlabeler.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import io.ticketlabeler.contract.Faults;
import io.ticketlabeler.contract.Request;
import io.ticketlabeler.contract.Response;
import io.ticketlabeler.contract.StubProvider;
import io.ticketlabeler.model.ModelCallException.Kind;
import io.ticketlabeler.prompt.Example;
import io.ticketlabeler.prompt.PromptStrategies;
import io.ticketlabeler.prompt.TextEmbedder;
import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.TicketText;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(30)
class OpenAiTest {

    private static final LabelSet LABELS = LabelSet.of("Billing", "Bug");
    private static final List<TicketText> TICKETS =
            List.of(new TicketText("k3f9", "Where is my invoice?"), new TicketText("m2x7", "It crashes"));
    private static final String KEY = "sk-canary-1234567890";

    private static String label(String text) {
        return text.contains("invoice") ? "Billing" : "Bug";
    }

    private static OpenAi model(StubProvider provider) {
        return OpenAi.chat("gpt-4o-mini").baseUrl(provider.baseUrl()).apiKey(() -> KEY);
    }

    @Test
    void sendsAStrictSchemaTemperatureZeroAndTheKeyInItsHeader() {
        try (StubProvider provider = StubProvider.labelling(OpenAiTest::label)) {
            ModelReply reply = model(provider).label(LABELS, TICKETS);

            Request request = provider.requests().get(0);
            JsonNode body = request.json();
            assertThat(request.path()).isEqualTo("/v1/chat/completions");
            assertThat(request.headers())
                    .containsEntry("authorization", "Bearer " + KEY)
                    .doesNotContainKey("upgrade");
            assertThat(body.path("model").asText()).isEqualTo("gpt-4o-mini");
            assertThat(body.path("temperature").asDouble(-1)).isZero();
            assertThat(body.at("/response_format/type").asText()).isEqualTo("json_schema");
            assertThat(body.at("/response_format/json_schema/strict").asBoolean())
                    .isTrue();
            assertThat(body.at("/response_format/json_schema/schema/properties/labels/items/properties/label/enum")
                            .toString())
                    .isEqualTo("[\"Billing\",\"Bug\"]");
            assertThat(body.has("tools")).isFalse();
            assertThat(request.tickets())
                    .containsEntry("k3f9", "Where is my invoice?")
                    .hasSize(2);
            assertThat(reply.reply().answers()).containsOnlyKeys("k3f9", "m2x7");
            assertThat(reply.model()).isEqualTo("stub-model-2026");
        }
    }

    @Test
    void usageAndCostComeFromTheBodyAndThePrice() {
        try (StubProvider provider = StubProvider.labelling(OpenAiTest::label)) {
            ModelReply reply = model(provider).price(new Price(1.0, 0.5, 2.0)).label(LABELS, TICKETS);

            assertThat(reply.usage().inputTokens()).isEqualTo(100);
            assertThat(reply.usage().cachedInputTokens()).isEqualTo(40);
            assertThat(reply.usage().outputTokens()).isEqualTo(10);
            assertThat(reply.usage().costUsd()).hasValue((60 * 1.0 + 40 * 0.5 + 10 * 2.0) / 1e6);
            assertThat(model(provider).label(LABELS, TICKETS).usage().costUsd()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "401, invalid_api_key, AUTHENTICATION",
        "403, forbidden, AUTHENTICATION",
        "402, payment, NO_CREDIT",
        "429, insufficient_quota, NO_CREDIT",
        "429, rate_limit_exceeded, RATE_LIMITED",
        "404, model_not_found, UNKNOWN_MODEL",
        "400, invalid_value, BAD_REQUEST",
        "400, context_length_exceeded, TOO_LONG",
        "400, content_policy_violation, REFUSED",
        "500, server_error, UNAVAILABLE",
        "502, bad_gateway, UNAVAILABLE",
        "529, overloaded, RATE_LIMITED",
        "408, timeout, UNAVAILABLE",
        "413, too_large, TOO_LONG",
        "422, unprocessable, BAD_REQUEST",
    })
    void failuresAreToldApartByStatusAndCode(int status, String code, Kind kind) {
        try (StubProvider provider = StubProvider.answering(request -> Response.error(status, code))) {
            ModelCallException e = catchThrowableOfType(
                    ModelCallException.class, () -> model(provider).label(LABELS, TICKETS));

            assertThat(e.kind()).isEqualTo(kind);
            assertThat(e.status()).hasValue(status);
            assertThat(provider.requests()).hasSize(1); // no retries here
        }
    }

    @Test
    void retryAfterSurvives() {
        try (StubProvider provider = StubProvider.answering(
                request -> Response.error(429, "rate_limit_exceeded").header("Retry-After", "7"))) {
            ModelCallException e = catchThrowableOfType(
                    ModelCallException.class, () -> model(provider).label(LABELS, TICKETS));

            assertThat(e.retryAfter()).contains(Duration.ofSeconds(7));
        }
    }

    @Test
    void aRefusalIsAFailureThatWasPaidFor() {
        String refusal = "{\"model\":\"m\",\"choices\":[{\"finish_reason\":\"stop\",\"message\":{\"content\":null,"
                + "\"refusal\":\"I cannot\"}}],\"usage\":{\"prompt_tokens\":50,\"completion_tokens\":5}}";
        try (StubProvider provider = StubProvider.answering(request -> Response.of(200, refusal))) {
            ModelCallException e = catchThrowableOfType(
                    ModelCallException.class, () -> model(provider).label(LABELS, TICKETS));

            assertThat(e.kind()).isEqualTo(Kind.REFUSED);
            assertThat(e.usage().inputTokens()).isEqualTo(50);
        }
    }

    @Test
    void aCutAnswerIsReadAsFarAsItGoes() {
        try (StubProvider provider = StubProvider.answering(request ->
                Response.completion("{\"labels\":[{\"id\":\"k3f9\",\"label\":\"Billing\"},{\"id\":\"m2", "length"))) {
            ModelReply reply = model(provider).label(LABELS, TICKETS);

            assertThat(reply.reply().answers()).containsOnlyKeys("k3f9");
            assertThat(reply.reply().problems().get("m2x7")).contains("cut off");
        }
    }

    @ParameterizedTest
    @CsvSource({"temperature", "response_format"})
    void whatAModelRefusesIsLeftOutFromThenOn(String field) {
        try (StubProvider provider =
                StubProvider.answering(request -> request.json().has(field)
                        ? Response.of(
                                400,
                                "{\"error\":{\"message\":\"Unsupported value\",\"param\":\"" + field
                                        + "\",\"code\":\"unsupported_value\"}}")
                        : Response.completion(request.labelled(OpenAiTest::label)))) {
            OpenAi model = model(provider);

            assertThat(model.label(LABELS, TICKETS).reply().answers()).hasSize(2);
            assertThat(model.label(LABELS, TICKETS).reply().answers()).hasSize(2);

            assertThat(provider.requests())
                    .extracting(request -> request.json().has(field))
                    .containsExactly(true, false, false);
        }
    }

    static List<UnaryOperator<Response>> answersThatDoNotEndInTime() {
        return List.of(Response::hanging, Response::stalling, good -> good.dripping(20));
    }

    @ParameterizedTest
    @MethodSource("answersThatDoNotEndInTime")
    void theDeadlineCoversTheWholeAnswer(UnaryOperator<Response> fault) {
        try (StubProvider provider = StubProvider.labelling(OpenAiTest::label)
                .faults(Faults.seeded(1).breaking(1, fault))) {
            ModelCallException e = catchThrowableOfType(
                    ModelCallException.class,
                    () -> model(provider).deadline(Duration.ofMillis(200)).label(LABELS, TICKETS));

            assertThat(e.kind()).isEqualTo(Kind.TIMEOUT);
            assertThat(e.status()).isEmpty();
        }
    }

    static List<UnaryOperator<Response>> answersThatBreak() {
        return List.of(
                Response::resetBeforeHeaders, Response::resetInBody, Response::truncated, Response::lengthTooLong);
    }

    @ParameterizedTest
    @MethodSource("answersThatBreak")
    void aBrokenConnectionIsNotAskedAgainHere(UnaryOperator<Response> fault) {
        try (StubProvider provider = StubProvider.labelling(OpenAiTest::label)
                .faults(Faults.seeded(1).breaking(1, fault))) {
            ModelCallException e = catchThrowableOfType(
                    ModelCallException.class, () -> model(provider).label(LABELS, TICKETS));

            assertThat(e.kind()).isEqualTo(Kind.BROKEN);
            assertThat(e.status()).isEmpty();
            assertThat(provider.requests()).hasSize(1);
        }
    }

    @Test
    void anAnswerLargerThanAnyoneCouldMeanIsNotReadToItsEnd() {
        try (StubProvider provider = StubProvider.labelling(OpenAiTest::label)
                .faults(Faults.seeded(1).breaking(1, good -> good.padded(1L << 34)))) {
            ModelCallException e = catchThrowableOfType(
                    ModelCallException.class, () -> model(provider).label(LABELS, TICKETS));

            assertThat(e.kind()).isEqualTo(Kind.UNUSABLE_REPLY);
            assertThat(e).hasMessageContaining("8 MiB");
        }
    }

    @Test
    void aServerThatIsNotThereIsUnavailable() {
        String closed;
        try (StubProvider provider = StubProvider.labelling(OpenAiTest::label)) {
            closed = provider.baseUrl();
        }

        ModelCallException e = catchThrowableOfType(
                ModelCallException.class, () -> OpenAi.chat("m").baseUrl(closed).label(LABELS, TICKETS));

        assertThat(e.kind()).isEqualTo(Kind.UNAVAILABLE);
    }

    @Test
    void anInterruptedThreadSendsNothing() {
        try (StubProvider provider = StubProvider.labelling(OpenAiTest::label)) {
            Thread.currentThread().interrupt();
            ModelCallException e = catchThrowableOfType(
                    ModelCallException.class, () -> model(provider).label(LABELS, TICKETS));

            assertThat(Thread.interrupted()).isTrue();
            assertThat(e.kind()).isEqualTo(Kind.INTERRUPTED);
            assertThat(provider.requests()).isEmpty();
        }
    }

    @Test
    void neitherKeyNorTicketsAreInAnException() {
        String echo = "{\"error\":{\"message\":\"bad: Where is my invoice? key " + KEY + "\",\"code\":\"invalid\"}}";
        for (Response response : List.of(
                Response.of(400, echo),
                Response.of(401, echo),
                Response.of(500, echo),
                Response.of(200, echo),
                Response.of(200, "<html>"))) {
            try (StubProvider provider = StubProvider.answering(request -> response)) {
                assertThatThrownBy(() -> model(provider).label(LABELS, TICKETS)).satisfies(e -> {
                    StringWriter trace = new StringWriter();
                    e.printStackTrace(new PrintWriter(trace));
                    assertThat(trace.toString()).doesNotContain(KEY).doesNotContain("invoice");
                });
                assertThat(model(provider).toString() + model(provider).fingerprint())
                        .doesNotContain(KEY);
            }
        }
    }

    @Test
    void preparingSendsNothingAndAsksForNoKeyNorExamples() {
        TextEmbedder refusing = texts -> fail("embedded");
        try (StubProvider provider = StubProvider.labelling(OpenAiTest::label)) {
            OpenAi model = model(provider);

            model.apiKey(() -> fail("asked for the key"))
                    .prompt(PromptStrategies.nearestExamples(refusing, List.of(Example.of("a", "Bug")), 1))
                    .prepare();
            model.parameter("odd", new Object()).prepare(); // cannot be sent, but that is for label() to say

            assertThat(provider.requests()).isEmpty();
            model.prepare();
            assertThat(model.label(LABELS, TICKETS).reply().answers()).hasSize(2);
            assertThat(provider.requests()).hasSize(1);
        }
    }

    @Test
    void withoutAKeyTheMessageSaysWhatToSet() {
        assertThatThrownBy(() -> OpenAi.chat("m").apiKey(() -> null).label(LABELS, TICKETS))
                .isInstanceOfSatisfying(
                        ModelCallException.class, e -> assertThat(e.kind()).isEqualTo(Kind.AUTHENTICATION))
                .hasMessageContaining("OPENAI_API_KEY");
    }

    @Test
    void plainHttpToAnotherMachineIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OpenAi.chat("m").baseUrl("http://llm.example.com/v1"))
                .withMessageContaining("in the clear");
        assertThat(OpenAi.chat("m")
                        .allowInsecure()
                        .baseUrl("http://llm.example.com/v1")
                        .name())
                .isEqualTo("m");
        assertThatIllegalArgumentException().isThrownBy(() -> OpenAi.chat("m").baseUrl("llm"));
    }

    @Test
    void fieldsOfTheLibraryCannotBeSentTwice() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OpenAi.chat("m").parameter("temperature", 1))
                .withMessageContaining("twice");
    }

    @Test
    void endpointModelAndParametersAreInTheFingerprint() {
        OpenAi plain = OpenAi.chat("m");

        assertThat(List.of(
                        plain.fingerprint(),
                        OpenAi.chat("n").fingerprint(),
                        plain.baseUrl("https://other.example.com/v1").fingerprint(),
                        plain.temperature(0.7).fingerprint(),
                        plain.temperature(null).fingerprint(),
                        plain.parameter("reasoning_effort", "low").fingerprint()))
                .doesNotHaveDuplicates();
        assertThat(plain.parameter("service_tier", "flex").fingerprint()).isEqualTo(plain.fingerprint());
    }

    @Test
    void openRouterGetsFallbackModelsOptionsAndHeaders() {
        try (StubProvider provider = StubProvider.labelling(OpenAiTest::label)) {
            OpenRouter.chat("a/b")
                    .orElse("c/d")
                    .orElse("e/f")
                    .provider(Map.of("require_parameters", true))
                    .app("https://desk.example.com", "Desk")
                    .baseUrl(provider.baseUrl())
                    .apiKey(() -> KEY)
                    .label(LABELS, TICKETS);

            Request request = provider.requests().get(0);
            JsonNode body = request.json();
            assertThat(body.path("model").asText()).isEqualTo("a/b");
            assertThat(body.path("models").toString()).isEqualTo("[\"a/b\",\"c/d\",\"e/f\"]");
            assertThat(body.at("/provider/require_parameters").asBoolean()).isTrue();
            assertThat(body.path("session_id").asText()).startsWith("ticketlabeler-");
            assertThat(request.headers())
                    .containsEntry("http-referer", "https://desk.example.com")
                    .containsEntry("x-title", "Desk")
                    .containsEntry("authorization", "Bearer " + KEY);
        }
    }

    @Test
    void openRouterReportsCostAndErrorsInsideASuccess() {
        AtomicInteger calls = new AtomicInteger();
        String paid = "{\"model\":\"c/d\",\"choices\":[{\"finish_reason\":\"stop\",\"message\":{\"content\":"
                + "\"{\\\"labels\\\":[{\\\"id\\\":\\\"k3f9\\\",\\\"label\\\":\\\"Bug\\\"}]}\"}}],"
                + "\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":3,\"cost\":0.00031}}";
        String error =
                "{\"error\":{\"code\":429,\"message\":\"slow down\",\"metadata\":{\"error_type\":\"rate_limit_exceeded\"}}}";
        try (StubProvider provider =
                StubProvider.answering(request -> Response.of(200, calls.getAndIncrement() == 0 ? paid : error))) {
            OpenRouter model = OpenRouter.chat("a/b").baseUrl(provider.baseUrl());

            ModelReply reply = model.label(LABELS, TICKETS.subList(0, 1));
            assertThat(reply.model()).isEqualTo("c/d");
            assertThat(reply.usage().costUsd()).hasValue(0.00031);

            ModelCallException e = catchThrowableOfType(ModelCallException.class, () -> model.label(LABELS, TICKETS));
            assertThat(e.kind()).isEqualTo(Kind.RATE_LIMITED);
        }
    }

    @Test
    void sessionsDoNotMakeAnotherQuestion() {
        assertThat(OpenRouter.chat("a/b").fingerprint())
                .isEqualTo(OpenRouter.chat("a/b").fingerprint());
        assertThat(OpenRouter.chat("a/b").orElse("c/d").fingerprint())
                .isNotEqualTo(OpenRouter.chat("a/b").fingerprint());
    }
}
