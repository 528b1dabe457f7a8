package io.ticketlabeler.model;

import io.ticketlabeler.internal.TokenEstimate;
import io.ticketlabeler.prompt.Prompt;
import io.ticketlabeler.prompt.PromptStrategy;
import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.TicketText;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The size of a chat model's calls: found by looking at the prompts for one ticket and for two. */
final class PromptSize {

    private static final TicketText ONE = new TicketText("k3f9", "a");
    private static final TicketText TWO = new TicketText("m2x7", "b");
    private static final double TEXT = TokenEstimate.of(ONE.text());
    private static final int FRAME_OF_MESSAGE = 4; // role and separators, by OpenAI's way of counting
    private static final int FRAME_OF_REPLY = 1; // {"labels":[…]}, shared by the tickets of a call

    private PromptSize() {}

    /** @param schema whether the schema is sent along; providers count it as text, or about that */
    static CallSize of(PromptStrategy strategy, LabelSet labels, boolean schema, @Nullable Price price) {
        Prompt one = strategy.sample(labels, List.of(ONE));
        double first = tokens(one, schema);
        double ticket = tokens(strategy.sample(labels, List.of(ONE, TWO)), schema) - first;
        return new CallSize(
                up(first - ticket),
                up(ticket - TEXT),
                up(answer(labels, one.schema().contains("\"confidence\""))) + FRAME_OF_REPLY,
                price);
    }

    private static double tokens(Prompt prompt, boolean schema) {
        double sum = schema ? TokenEstimate.of(prompt.schema()) : 0;
        for (Prompt.Message message : prompt.messages()) {
            sum += FRAME_OF_MESSAGE + TokenEstimate.of(message.text());
        }
        return sum;
    }

    /** What is answered about one ticket: the longest label; of multiple choice the two longest. */
    private static double answer(LabelSet labels, boolean confidence) {
        List<String> longest = labels.names().stream()
                .sorted(Comparator.comparingDouble(TokenEstimate::of).reversed())
                .limit(labels.isMultiple() ? 2 : 1)
                .toList();
        String label =
                labels.isMultiple() ? "[\"" + String.join("\",\"", longest) + "\"]" : "\"" + longest.get(0) + "\"";
        String sure = confidence ? ",\"confidence\":0.95" : "";
        return TokenEstimate.of("{\"id\":\"" + ONE.id() + "\",\"label\":" + label + sure + "},");
    }

    private static int up(double tokens) {
        return (int) Math.ceil(Math.max(0, tokens));
    }
}
