package io.ticketlabeler.model;

import io.ticketlabeler.prompt.PromptStrategy;
import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.TicketText;
import java.util.List;

/**
 * Proposes labels for tickets. The one seam for whatever can do that: a chat model with a prompt, an embedding model, rules.
 *
 * <p><b>If you write your own</b>: {@link #label} is called from many threads at once, with at most
 * {@link Limits#maxTickets()} tickets. Make one attempt and no retries: the engine repeats what is worth repeating. Throw
 * {@link ModelCallException} when a call fails as a whole; what is wrong with a single ticket belongs into
 * {@code Reply.problems()}, and that the model has nothing to say about it into
 * {@code Reply.abstentions()}. When the thread is interrupted, end soon. From Java 21 on the threads are virtual: wait with locks rather than
 * within {@code synchronized}. Answers are checked against label set and ids again, cached, and
 * paid for once. Extend {@code io.ticketlabeler.contract.LabelModelContract} (test jar of core) to check the rules.
 */
public interface LabelModel {

    /** For reports and review tools, e.g. {@code gpt-4o-mini}; never blank. */
    String name();

    /**
     * Everything that may change an answer, in one string: endpoint, model, parameters, prompt strategy. Part of the cache key;
     * two models with one fingerprint share their answers. Holds no keys.
     */
    String fingerprint();

    /**
     * Where the calls go, e.g. {@code https://api.openai.com/v1 gpt-4o-mini}: models with one endpoint share the provider's limits
     * and its outages. Holds no keys.
     *
     * <p>By default the name.
     */
    default String endpoint() {
        return name();
    }

    /** What one call can take. */
    Limits limits();

    /**
     * How large calls for this label set are. Asked once for each label set of a labeler, before its first call or estimate: a run whose
     * answers are all known does not ask.
     *
     * <p>By default nothing and free; a model that is paid for overrides it, so that budgets and rate limits hold.
     */
    default CallSize size(LabelSet labels) {
        return CallSize.FREE;
    }

    /**
     * Loads what the first call needs, so that it does not have to wait for that: classes, clients, tables; nothing over the
     * network, and nothing that costs money. Called from a background thread when a labeler is built, or, if its cache is shared with other
     * processes, when the first ticket has no answer there, at the latest a second later; perhaps while {@link #label} runs. Never has to
     * be called. By default nothing.
     */
    default void prepare() {}

    /**
     * Which tickets may share a call. Asked once for each label set.
     *
     * <p>By default all.
     */
    default Grouping grouping(LabelSet labels) {
        return Grouping.NONE;
    }

    /**
     * Asks about these tickets, once.
     *
     * @param tickets at least one, ids unique, of one {@linkplain #grouping group}
     * @return an answer, a problem or an abstention for each
     * @throws ModelCallException if the call fails as a whole
     */
    ModelReply label(LabelSet labels, List<TicketText> tickets);

    /**
     * This model with another prompt strategy.
     *
     * @throws IllegalArgumentException if the model reads no prompt
     */
    default LabelModel prompt(PromptStrategy strategy) {
        throw new IllegalArgumentException(name() + " reads no prompt; leave the prompt strategy out");
    }
}
