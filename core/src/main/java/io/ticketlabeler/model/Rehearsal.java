package io.ticketlabeler.model;

import io.ticketlabeler.internal.http.CapturingHttp;
import io.ticketlabeler.internal.http.Exchange;
import io.ticketlabeler.prompt.Prompt;
import io.ticketlabeler.prompt.PromptStrategies;
import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.TicketText;
import java.util.List;
import java.util.Map;

/**
 * A call with made-up tickets and a made-up answer, so that the classes of the first real one are there: LangChain4j, Jackson, and
 * ours. Nothing is sent, no key and no embedding model is asked.
 */
final class Rehearsal {

    private static final LabelSet LABELS = LabelSet.of("Billing", "Bug");
    private static final List<TicketText> TICKETS = List.of(new TicketText("k3f9", "a"), new TicketText("m2x7", "b"));
    private static final String REPLY =
            "{\"labels\":[{\"id\":\"k3f9\",\"label\":\"Bug\"},{\"id\":\"m2x7\",\"label\":\"Billing\"}]}";
    private static final String COMPLETION =
            "{\"id\":\"c\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"m\","
                    + "\"choices\":[{\"index\":0,\"finish_reason\":\"stop\",\"message\":{\"role\":\"assistant\",\"content\":"
                    + "\"{\\\"labels\\\":[]}\"}}],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":1,\"total_tokens\":2,"
                    + "\"prompt_tokens_details\":{\"cached_tokens\":0}}}";
    private static final Map<String, List<String>> HEADERS = Map.of(
            "content-type", List.of("application/json"),
            "x-ratelimit-limit-requests", List.of("500"),
            "x-ratelimit-remaining-requests", List.of("499"),
            "x-ratelimit-reset-requests", List.of("120ms"));

    private Rehearsal() {}

    static void ofPrompt() {
        PromptSize.of(PromptStrategies.zeroShot(), LABELS, true, null);
        Prompt prompt = PromptStrategies.zeroShot().prompt(LABELS, TICKETS);
        PromptStrategies.zeroShot().read(prompt, REPLY);
    }

    static void ofCall(OpenAiSettings settings) {
        ofPrompt();
        OpenAiSettings harmless = settings.withKey(() -> "none").withStrategy(PromptStrategies.zeroShot());
        try {
            new OpenAiWire(harmless, CapturingHttp.answering(new Exchange(200, HEADERS, COMPLETION, null)))
                    .label(LABELS, TICKETS);
        } catch (ModelCallException e) {
            return; // a parameter that cannot be sent: the first real call says so, where someone listens
        }
    }
}
