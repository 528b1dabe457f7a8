package io.ticketlabeler.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ticketlabeler.TicketLabeler;
import io.ticketlabeler.contract.Response;
import io.ticketlabeler.contract.StubProvider;
import io.ticketlabeler.prompt.Answer;
import io.ticketlabeler.prompt.Prompt;
import io.ticketlabeler.prompt.PromptStrategies;
import io.ticketlabeler.prompt.PromptStrategy;
import io.ticketlabeler.prompt.Reply;
import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.ScoredLabel;
import io.ticketlabeler.ticket.Ticket;
import io.ticketlabeler.ticket.TicketText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** R9 of the fault matrix: replies about too few, too many, or other tickets. */
@Timeout(60)
class ByIdTest {

    private static final int TICKETS = 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    static Stream<Arguments> replies() {
        return Stream.of(
                reply("in another order", 0, Collections::reverse),
                reply("each twice", 0, entries -> entries.addAll(List.copyOf(entries))),
                reply(
                        "foreign ids too",
                        0,
                        entries -> entries.addAll(0, List.of(entry("zzzz", "Bug"), entry("T0", "Bug")))),
                reply("the first is missing", 1, entries -> entries.remove(0)),
                reply(
                        "every other is missing",
                        10,
                        entries -> entries.removeIf(entry -> entries.indexOf(entry) % 2 == 0)),
                reply("all but the last are missing", 19, entries -> entries.subList(0, 19)
                        .clear()),
                reply("one says two things", 1, entries -> entries.add(other(entries.get(3)))),
                reply("five say two things", 5, entries -> List.copyOf(entries.subList(0, 5))
                        .forEach(entry -> entries.add(0, other(entry)))),
                reply("one id is wrong", 1, entries -> entries.set(7, entry("zzzz", "Bug"))),
                reply("ids are one off", 1, ByIdTest::shift));
    }

    private static Arguments reply(String name, int unclear, Consumer<List<ObjectNode>> change) {
        return arguments(name, unclear, change);
    }

    private static ObjectNode entry(String id, String label) {
        return JsonNodeFactory.instance.objectNode().put("id", id).put("label", label);
    }

    private static ObjectNode other(ObjectNode entry) {
        String label = entry.path("label").asText().equals("Bug") ? "Billing" : "Bug";
        return entry(entry.path("id").asText(), label);
    }

    /** One entry that nobody asked for at the front, and none for the last ticket: the count is right. */
    private static void shift(List<ObjectNode> entries) {
        entries.add(0, entry("zzzz", "Question"));
        entries.remove(entries.size() - 1);
    }

    private static String changed(String reply, Consumer<List<ObjectNode>> change) {
        List<ObjectNode> entries = new ArrayList<>();
        json(reply).path("labels").forEach(entry -> entries.add((ObjectNode) entry));
        change.accept(entries);
        ArrayNode labels = JsonNodeFactory.instance.arrayNode().addAll(entries);
        return JsonNodeFactory.instance.objectNode().set("labels", labels).toString();
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static StubProvider answeringFirst(Consumer<List<ObjectNode>> change) {
        AtomicInteger requests = new AtomicInteger();
        return StubProvider.answering(request -> {
            String reply = request.labelled(Trial::right);
            return Response.completion(requests.incrementAndGet() == 1 ? changed(reply, change) : reply);
        });
    }

    private static void holdsR9(StubProvider provider, TicketLabeler.Builder settings, int unclear) {
        List<Ticket> tickets = Trial.tickets(TICKETS);
        try (Trial trial = Trial.of(settings)) {
            trial.run(tickets);

            trial.assertAllRight(tickets);
            assertThat(provider.requests()).hasSizeLessThanOrEqualTo(1 + (unclear + TICKETS - 1) / TICKETS);
            assertThat(provider.counts().tickets()).isEqualTo(TICKETS + unclear);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("replies")
    void labelsGoByIdAndOnlyWhatIsUnclearIsAskedAgain(String name, int unclear, Consumer<List<ObjectNode>> change) {
        try (StubProvider provider = answeringFirst(change)) {
            holdsR9(provider, Trial.settings(Trial.model(provider)), unclear);
        }
    }

    @Test
    void aReaderThatGoesByPositionIsFoundOut() {
        for (Consumer<List<ObjectNode>> change :
                List.<Consumer<List<ObjectNode>>>of(Collections::reverse, ByIdTest::shift)) {
            try (StubProvider provider = answeringFirst(change)) {
                TicketLabeler.Builder settings =
                        Trial.settings(Trial.model(provider)).prompt(new ByPosition());

                assertThatThrownBy(() -> holdsR9(provider, settings, 0)).isInstanceOf(AssertionError.class);
            }
        }
    }

    /** What the library must not do: the n-th label for the n-th ticket. */
    private static final class ByPosition implements PromptStrategy {

        private final PromptStrategy usual = PromptStrategies.zeroShot();

        @Override
        public Prompt prompt(LabelSet labels, List<TicketText> tickets) {
            return usual.prompt(labels, tickets);
        }

        @Override
        public Reply read(Prompt prompt, String reply) {
            JsonNode labels = json(reply).path("labels");
            Map<String, Answer> answers = new LinkedHashMap<>();
            for (int i = 0; i < prompt.tickets().size(); i++) {
                answers.put(
                        prompt.tickets().get(i).id(),
                        Answer.of(ScoredLabel.of(labels.path(i).path("label").asText())));
            }
            return new Reply(answers, Map.of());
        }

        @Override
        public String fingerprint() {
            return "by position";
        }
    }
}
