/**
 * A model that learns from reviewed tickets, inside the JVM, at no cost a ticket: {@link io.ticketlabeler.learned.LearnedLabelModel}.
 *
 * <p>Words and word pairs of any language, and the vectors of an embedding model where there is one; cross-validation on the reviews
 * says which of them decides.
 */
@NullMarked
package io.ticketlabeler.learned;

import org.jspecify.annotations.NullMarked;
