package io.ticketlabeler.ticket;

import org.jspecify.annotations.Nullable;

/**
 * The root of what this library throws, apart from {@link IllegalArgumentException} for wrong arguments.
 *
 * <p>Messages say which ticket or file, what happened and what to do. They never contain ticket text or keys.
 */
public class TicketLabelerException extends RuntimeException {

    public TicketLabelerException(String message) {
        super(message);
    }

    public TicketLabelerException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
