package io.ticketlabeler.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.ticketlabeler.RunReport;
import io.ticketlabeler.RunStoppedException;
import io.ticketlabeler.contract.Request;
import io.ticketlabeler.contract.Response;
import io.ticketlabeler.contract.StubProvider;
import io.ticketlabeler.ticket.Ticket;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** R7 of the fault matrix: replies that are no JSON, or not quite. What is good is kept, and the rest asked again. */
@Timeout(60)
class OddRepliesTest {

    private static final int TICKETS = 10;
    private static final int IN_FLIGHT = 4;

    static Stream<Arguments> replies() {
        return Stream.of(
                odd("prose around it", 10, json -> "Sure! Here are your labels:\n" + json + "\nLet me know."),
                odd("a code fence", 10, json -> "```json\n" + json + "\n```"),
                odd("a byte order mark", 10, json -> "\uFEFF" + json),
                odd("trailing brackets", 10, json -> json + "]}"),
                odd("the same again behind it", 10, json -> json + json),
                odd("a comment before it", 10, json -> "/* {labels} */ " + json),
                odd("not a number", 9, json -> json.replaceFirst("\"label\":", "\"confidence\":NaN,\"label\":")),
                odd("a key twice", 9, json -> json.replaceFirst("\"label\":", "\"label\":\"Bug\",\"label\":")),
                odd("a label that is a list", 9, json -> json.replaceFirst("\"label\":(\"\\w+\")", "\"label\":[$1]")),
                odd("a label that is none", 9, json -> json.replaceFirst("\"label\":\"\\w+\"", "\"label\":null")),
                odd("a missing comma", 10, json -> json.replaceFirst("\\},\\{", "} {")),
                odd("a missing quote", 9, json -> json.replaceFirst("\\{\"id\":\"", "{\"id\":")),
                odd("half of it", 5, json -> json.substring(0, nthEntry(json, 5) + 4)),
                odd("nothing but the beginning", 0, json -> json.substring(0, 20)),
                odd("nothing", 0, json -> ""),
                odd("white space", 0, json -> " \n"),
                odd("null", 0, json -> "null"),
                odd("a number", 0, json -> "42"),
                odd("prose", 0, json -> "I am sorry, but I cannot look at tickets today."),
                odd("a text that holds it", 0, json -> "\"" + json.replace("\"", "\\\"") + "\""),
                odd("10,000 brackets", 0, json -> "[".repeat(10_000)),
                odd("10,000 objects deep", 0, json -> "{\"labels\":".repeat(10_000) + json + "}".repeat(10_000)),
                odd("a megabyte of braces", 0, json -> "{".repeat(1 << 20)));
    }

    private static Arguments odd(String name, int good, UnaryOperator<String> change) {
        return arguments(name, good, change);
    }

    private static int nthEntry(String json, int n) {
        int at = -1;
        for (int i = 0; i <= n; i++) {
            at = json.indexOf("{\"id\"", at + 1);
        }
        return at;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("replies")
    void whatIsGoodIsKeptAndTheRestIsAskedAgain(String name, int good, UnaryOperator<String> change) {
        List<Ticket> tickets = Trial.tickets(TICKETS);
        AtomicInteger requests = new AtomicInteger();
        try (StubProvider provider = StubProvider.answering(request -> {
                    String reply = request.labelled(Trial::right);
                    return Response.completion(requests.incrementAndGet() == 1 ? change.apply(reply) : reply);
                });
                Trial trial = Trial.of(Trial.settings(Trial.model(provider)))) {
            RunReport report = trial.run(tickets);

            trial.assertAllRight(tickets);
            int halves = good == 0 ? 2 : 1; // where nothing was good, less at once may be
            assertThat(provider.requests()).hasSize(good == TICKETS ? 1 : 1 + halves);
            assertThat(provider.requests().stream().skip(1).mapToInt(request -> request.tickets()
                            .size()))
                    .as("tickets asked again")
                    .allMatch(asked -> asked == (TICKETS - good) / halves);
            assertThat(report.usage().inputTokens())
                    .as("what was paid")
                    .isEqualTo(100L * provider.requests().size());
        }
    }

    static Stream<Arguments> bodies() {
        return Stream.of(
                body("nothing", whole -> ""),
                body("a page of a proxy", whole -> Response.html(200).body()),
                body("half of it", whole -> whole.substring(0, whole.length() / 2)),
                body("no choice", whole -> "{\"choices\":[],\"usage\":{\"prompt_tokens\":1}}"),
                body("null", whole -> "null"),
                body("a list", whole -> "[" + whole + "]"),
                body("a key twice", whole -> whole.replaceFirst("\\{", "{\"choices\":[],")),
                body("something behind it", whole -> whole + "}"),
                body("not a number", whole -> whole.replaceFirst("\\{", "{\"x\":NaN,")),
                body("10,000 brackets", whole -> "[".repeat(10_000)),
                body(
                        "10,000 lists deep",
                        whole -> whole.replaceFirst("\\{", "{\"x\":" + "[".repeat(10_000) + "]".repeat(10_000) + ",")));
    }

    private static Arguments body(String name, UnaryOperator<String> change) {
        return arguments(name, change);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bodies")
    void aBodyThatIsNoCompletionIsAskedForAgain(String name, UnaryOperator<String> change) {
        List<Ticket> tickets = Trial.tickets(TICKETS);
        AtomicInteger requests = new AtomicInteger();
        try (StubProvider provider = StubProvider.answering(request -> {
                    Response whole = Response.completion(request.labelled(Trial::right));
                    return requests.incrementAndGet() == 1 ? Response.of(200, change.apply(whole.body())) : whole;
                });
                Trial trial = Trial.of(Trial.settings(Trial.model(provider)))) {
            RunReport report = trial.run(tickets);

            trial.assertAllRight(tickets);
            assertThat(report.failedCalls()).isEqualTo(1);
            assertThat(provider.requests()).hasSizeLessThanOrEqualTo(3);
        }
    }

    @Test
    void aByteOrderMarkBeforeTheBodyDoesNoHarm() {
        List<Ticket> tickets = Trial.tickets(TICKETS);
        try (StubProvider provider = StubProvider.answering(OddRepliesTest::marked);
                Trial trial = Trial.of(Trial.settings(Trial.model(provider)))) {
            trial.run(tickets);

            trial.assertAllRight(tickets);
            assertThat(provider.requests()).hasSize(1);
        }
    }

    @Test
    void anAddressWhereSomethingElseAnswersEndsTheRunSoon() {
        try (StubProvider portal = StubProvider.answering(request -> Response.html(200));
                Trial trial = Trial.of(Trial.settings(Trial.model(portal)).concurrency(IN_FLIGHT))) {
            RunStoppedException stopped =
                    catchThrowableOfType(RunStoppedException.class, () -> trial.run(Trial.tickets(1_000)));

            assertThat(stopped).hasMessageContaining("without a choice").hasMessageContaining(portal.baseUrl());
            assertThat(portal.counts().requests()).isLessThanOrEqualTo(8 + IN_FLIGHT);
        }
    }

    private static Response marked(Request request) {
        return Response.of(
                200,
                "\uFEFF" + Response.completion(request.labelled(Trial::right)).body());
    }
}
