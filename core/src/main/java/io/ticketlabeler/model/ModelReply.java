package io.ticketlabeler.model;

import io.ticketlabeler.prompt.Answer;
import io.ticketlabeler.prompt.Reply;
import io.ticketlabeler.ticket.Usage;
import java.util.Map;

/**
 * A model's answer to one call.
 *
 * @param reply  an answer, a problem or an abstention for each ticket that was asked
 * @param usage  what the call cost
 * @param model  the model that really answered, e.g. {@code gpt-4o-mini-2024-07-18}
 * @param limits what the provider said about its limits
 */
public record ModelReply(Reply reply, Usage usage, String model, RateLimits limits) {

    /** From a provider that says nothing about its limits. */
    public ModelReply(Reply reply, Usage usage, String model) {
        this(reply, usage, model, RateLimits.NONE);
    }

    /** Answers for all tickets, without a problem. */
    public static ModelReply of(Map<String, Answer> answers, Usage usage, String model) {
        return new ModelReply(new Reply(answers, Map.of()), usage, model);
    }
}
