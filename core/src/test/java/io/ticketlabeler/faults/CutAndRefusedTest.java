package io.ticketlabeler.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.ticketlabeler.RunReport;
import io.ticketlabeler.contract.Request;
import io.ticketlabeler.contract.Response;
import io.ticketlabeler.contract.StubProvider;
import io.ticketlabeler.ticket.Failed;
import io.ticketlabeler.ticket.Ticket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** R10 of the fault matrix: answers that end too soon, and refusals. */
@Timeout(60)
class CutAndRefusedTest {

    private static final int TICKETS = 20;
    private static final int MOST_CALLS = 11; // 2·⌈log₂ 20⌉ + 1, to find one ticket of twenty

    /** The reply as far as so many whole entries and a piece of the next. */
    private static Response cutAfter(Request request, int entries) {
        String reply = request.labelled(Trial::right);
        int end = reply.indexOf("{\"id\"");
        for (int i = 0; i < entries && end >= 0; i++) {
            end = reply.indexOf("{\"id\"", end + 1);
        }
        return end < 0 ? Response.completion(reply) : Response.completion(reply.substring(0, end + 9), "length");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 19})
    void whatWasWholeBeforeTheCutIsKeptAndTheRestIsAskedAgain(int whole) {
        List<Ticket> tickets = Trial.tickets(TICKETS);
        AtomicInteger requests = new AtomicInteger();
        try (StubProvider provider = StubProvider.answering(
                        request -> cutAfter(request, requests.incrementAndGet() == 1 ? whole : TICKETS));
                Trial trial = Trial.of(Trial.settings(Trial.model(provider)))) {
            RunReport report = trial.run(tickets);

            trial.assertAllRight(tickets);
            assertThat(provider.requests())
                    .extracting(request -> request.tickets().size())
                    .containsExactly(TICKETS, TICKETS - whole);
            assertThat(report.unknownCalls()).isZero();
        }
    }

    @Test
    void whereNothingWasWholeTheCallIsHalved() {
        List<Ticket> tickets = Trial.tickets(TICKETS);
        try (StubProvider provider = StubProvider.answering(
                        request -> cutAfter(request, request.tickets().size() > 10 ? 0 : TICKETS));
                Trial trial = Trial.of(Trial.settings(Trial.model(provider)))) {
            trial.run(tickets);

            trial.assertAllRight(tickets);
            assertThat(provider.requests())
                    .extracting(request -> request.tickets().size())
                    .containsExactlyInAnyOrder(TICKETS, 10, 10);
        }
    }

    static Stream<Arguments> refusals() {
        String content = Response.completion("").body();
        return Stream.of(
                arguments(
                        "refusal",
                        Response.of(200, content.replace("\"content\":\"\"", "\"content\":null,\"refusal\":\"No.\""))),
                arguments("content filter", Response.completion("", "content_filter")),
                arguments("400", Response.error(400, "content_policy_violation")),
                arguments("too long", Response.error(400, "context_length_exceeded")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void oneTicketThatIsRefusedIsFoundAndTheOthersAreLabelled(String name, Response refusal) {
        for (int bad : new int[] {0, 9, 19}) {
            Ticket refused = Trial.ticket(bad);
            List<Ticket> tickets = Trial.tickets(TICKETS);
            List<Ticket> others = new ArrayList<>(tickets);
            others.remove(bad);
            try (StubProvider provider =
                            StubProvider.answering(request -> request.tickets().containsValue(refused.text())
                                    ? refusal
                                    : Response.completion(request.labelled(Trial::right)));
                    Trial trial = Trial.of(Trial.settings(Trial.model(provider)))) {
                trial.run(tickets);

                trial.assertRight(others);
                assertThat(trial.outcomes.get(bad)).isInstanceOf(Failed.class);
                assertThat(provider.requests()).hasSizeLessThanOrEqualTo(MOST_CALLS);
                assertThat(provider.requests().stream()
                                .filter(request ->
                                        List.copyOf(request.tickets().values()).equals(List.of(refused.text()))))
                        .as("times it was asked alone")
                        .hasSizeLessThanOrEqualTo(2);
            }
        }
    }

    @Test
    void aModelThatFiltersEveryAnswerOfOneTicketAfterAFewWordsIsAskedThreeTimesAtMost() {
        try (StubProvider provider =
                        StubProvider.answering(request -> Response.completion("{\"labels\":[{\"id", "content_filter"));
                Trial trial = Trial.of(Trial.settings(Trial.model(provider)))) {
            trial.run(Trial.tickets(1));

            assertThat(trial.outcomes.get(0)).isInstanceOf(Failed.class);
            assertThat(provider.requests()).hasSizeLessThanOrEqualTo(3);
        }
    }
}
