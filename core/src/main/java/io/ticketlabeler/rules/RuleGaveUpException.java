package io.ticketlabeler.rules;

import io.ticketlabeler.ticket.TicketLabelerException;

/** A rule cannot tell whether it is for a ticket; names the rule, what happened and what to do, never the text. */
public class RuleGaveUpException extends TicketLabelerException {

    private static final long serialVersionUID = 1;

    private final String rule;

    public RuleGaveUpException(String rule, String message) {
        super(message);
        this.rule = rule;
    }

    /** The name of the rule. */
    public String rule() {
        return rule;
    }
}
