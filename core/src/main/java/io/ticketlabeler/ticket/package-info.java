/**
 * The values everything else speaks: a ticket, the labels it may get, and what became of it.
 *
 * <p>This package knows the JDK only. All its types are immutable and safe to share between threads.
 */
@NullMarked
package io.ticketlabeler.ticket;

import org.jspecify.annotations.NullMarked;
