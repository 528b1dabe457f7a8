package io.ticketlabeler.prompt;

import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.TicketText;
import java.util.List;

/**
 * Turns labels and tickets into a question, and the reply's text into answers.
 *
 * <p><b>If you write your own</b>: both methods are called from many threads at once, {@link #prompt} once for each call of the
 * model and {@link #read} once for each reply. Both must be pure: the same arguments give the same result, without network or
 * clock. Put what stays the same during a run first and keep it byte-identical, so that providers charge less for it; put the
 * tickets last, each under its {@code id}, as data that cannot pass for an instruction. Whatever {@code read} returns is checked
 * against the label set and the ids again, so a mistake here costs answers but never lets a foreign label through. Extend
 * {@code io.ticketlabeler.contract.PromptStrategyContract} (test jar of core) to check the rules.
 */
public interface PromptStrategy {

    /**
     * The question about these tickets.
     *
     * @param tickets at least one, ids unique
     */
    Prompt prompt(LabelSet labels, List<TicketText> tickets);

    /**
     * A prompt as long as {@link #prompt} would make it, but without looking anything up; for estimates, before tickets are known.
     *
     * <p>By default {@code prompt(labels, tickets)}; a strategy that searches, in an index or by a model, overrides it.
     */
    default Prompt sample(LabelSet labels, List<TicketText> tickets) {
        return prompt(labels, tickets);
    }

    /**
     * What the reply says about each ticket of the prompt, matched by id, never by position.
     *
     * @param reply the text of the model's message; may be cut, wrapped in prose, or anything else
     */
    default Reply read(Prompt prompt, String reply) {
        return ReplyReader.read(prompt, reply);
    }

    /**
     * Names everything about this strategy that may change an answer, e.g. {@code few-shot/1:9f86d0…}; part of the cache key.
     * Two strategies with one fingerprint share their answers.
     */
    String fingerprint();
}
