package io.ticketlabeler.model;

import io.ticketlabeler.internal.http.CapturingHttp;
import io.ticketlabeler.internal.http.Exchange;
import io.ticketlabeler.prompt.Prompt;
import io.ticketlabeler.prompt.PromptStrategies;
import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.TicketText;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

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

    private static final AtomicBoolean BEGUN = new AtomicBoolean();
    private static final CountDownLatch WRITTEN = new CountDownLatch(1);

    private Rehearsal() {}

    static void ofPrompt() {
        PromptSize.of(PromptStrategies.zeroShot(), LABELS, true, null);
        Prompt prompt = PromptStrategies.zeroShot().prompt(LABELS, TICKETS);
        PromptStrategies.zeroShot().read(prompt, REPLY);
    }

    /**
     * Once in a JVM: whoever comes first does it, the others go on when its request is written. Calls that all begin before that, as 32
     * at once would, each find out for themselves how LangChain4j's requests are written, on two processors for more than a second.
     */
    static void ofCall() {
        if (!begin()) {
            try {
                WRITTEN.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt(); // the call will notice
            }
        }
    }

    /** Does it, unless it was begun before: whether this was the first time. */
    static boolean begin() {
        if (!BEGUN.compareAndSet(false, true)) {
            return false;
        }
        try {
            call();
        } finally {
            WRITTEN.countDown();
        }
        return true;
    }

    private static void call() {
        ofPrompt();
        OpenAiSettings harmless = OpenAiSettings.of("a rehearsal", "http://127.0.0.1/v1", "NO_KEY", "none")
                .withStrategy(PromptStrategies.zeroShot());
        CapturingHttp http = CapturingHttp.answering(() -> {
            WRITTEN.countDown();
            return new Exchange(200, HEADERS, COMPLETION, null);
        });
        try {
            new OpenAiWire(harmless, http).ask(LABELS, TICKETS);
        } catch (RuntimeException e) {
            return; // the first real call says so, where someone listens
        }
    }
}
