/**
 * The front door: {@link io.ticketlabeler.TicketLabeler} labels one ticket or a stream of them.
 */
@NullMarked
package io.ticketlabeler;

import org.jspecify.annotations.NullMarked;
