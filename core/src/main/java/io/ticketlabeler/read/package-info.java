/**
 * Tickets in: CSV, JSON, JSON Lines and the exports of help desks become a lazy stream of
 * {@link io.ticketlabeler.ticket.Ticket}.
 *
 * <p>{@link io.ticketlabeler.read.TicketFiles#read(java.nio.file.Path)} recognises what it is given. Files are never loaded
 * whole: memory does not grow with the file, but for about 20 to 27 bytes a ticket that notice repeated ids. What cannot be read
 * is an error with file, line and column, or, by choice, is skipped and counted; nothing is lost in silence.
 */
@NullMarked
package io.ticketlabeler.read;

import org.jspecify.annotations.NullMarked;
