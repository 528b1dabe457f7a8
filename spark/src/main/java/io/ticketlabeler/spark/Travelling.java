package io.ticketlabeler.spark;

import io.ticketlabeler.ticket.TicketLabelerException;
import org.jspecify.annotations.Nullable;

/**
 * Exceptions that travel from an executor to the driver. Spark serialises what a task throws, with all causes; where one of them cannot be,
 * a driver without Spark's {@code --add-opens} options waits forever (seen with 4.2.0 in local mode on Java 17).
 */
final class Travelling {

    private Travelling() {}

    /** The same message and stack traces; of causes that are not ours the class only, for their messages may hold anything. */
    static TicketLabelerException copy(TicketLabelerException thrown) {
        String message = thrown.getMessage();
        return traced(new TicketLabelerException(message == null ? "" : message, cause(thrown.getCause())), thrown);
    }

    private static @Nullable TicketLabelerException cause(@Nullable Throwable thrown) {
        if (thrown == null) {
            return null;
        }
        String message = thrown instanceof TicketLabelerException ? thrown.getMessage() : null;
        String type = thrown.getClass().getName();
        return traced(
                new TicketLabelerException(message == null ? type : type + ": " + message, cause(thrown.getCause())),
                thrown);
    }

    private static TicketLabelerException traced(TicketLabelerException copy, Throwable thrown) {
        copy.setStackTrace(thrown.getStackTrace());
        return copy;
    }
}
