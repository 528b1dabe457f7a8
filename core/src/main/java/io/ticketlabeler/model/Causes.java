package io.ticketlabeler.model;

import io.ticketlabeler.ticket.TicketLabelerException;
import org.jspecify.annotations.Nullable;

/** Causes for people to debug with, without the messages: LangChain4j's hold the provider's answer, and that may hold a ticket. */
final class Causes {

    private Causes() {}

    /** The same types and stack traces, no messages. */
    static @Nullable Throwable withoutText(@Nullable Throwable thrown) {
        if (thrown == null || thrown instanceof TicketLabelerException) {
            return thrown;
        }
        TicketLabelerException copy =
                new TicketLabelerException(thrown.getClass().getName(), withoutText(thrown.getCause()));
        copy.setStackTrace(thrown.getStackTrace());
        return copy;
    }
}
