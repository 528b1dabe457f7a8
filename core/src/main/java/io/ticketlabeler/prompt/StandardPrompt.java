package io.ticketlabeler.prompt;

/**
 * A built-in strategy, to be adjusted; each method gives a new one and leaves this one as it is.
 *
 * <p>Immutable and safe to share.
 */
public interface StandardPrompt extends PromptStrategy {

    /**
     * Adds the team's own rules to the prompt, e.g. {@code "Refund wishes count as Billing even if a bug caused them."}; empty
     * for none. Part of the fingerprint.
     */
    StandardPrompt instruction(String instruction);

    /** Says which language most tickets have, e.g. {@code "German"}; empty for none. Part of the fingerprint. */
    StandardPrompt language(String language);

    /**
     * Asks the model how sure it is, 0 to 1. It costs a few output tokens a ticket, and what a model says of itself is worth
     * little before it was compared with reviews. Part of the fingerprint.
     */
    StandardPrompt withConfidence();
}
