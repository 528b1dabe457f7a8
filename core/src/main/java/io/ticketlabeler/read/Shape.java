package io.ticketlabeler.read;

import io.ticketlabeler.ticket.Ticket;
import org.jspecify.annotations.Nullable;

/** How a record of a file becomes a ticket. */
interface Shape<R> {

    /** The line at which the record begins. */
    long line(R row);

    /** Where in that line its id is, as {@link TicketFileException#column()} counts. */
    long column(R row);

    /** Whether it carries nothing at all. */
    default boolean isEmpty(R row) {
        return false;
    }

    /**
     * What the help desk calls it.
     *
     * @param number which record of the file it is, from 1; the id where there is none in the file
     * @throws BadRow if there is none, or a blank one
     */
    String id(R row, long number) throws BadRow;

    /** Why this is no ticket, e.g. {@code pull request}; null if it is one. */
    default @Nullable String leftOut(R row) {
        return null;
    }

    /**
     * The ticket it is.
     *
     * @param id the id of that row
     */
    Ticket ticket(R row, String id) throws BadRow;
}
