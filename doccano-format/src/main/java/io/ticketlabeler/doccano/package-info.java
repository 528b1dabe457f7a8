/**
 * Hands proposals to doccano: tickets with their labels as JSONL, and the label types with colours and shortcuts.
 *
 * <p>{@link io.ticketlabeler.doccano.DoccanoExporter} writes both files; the rows are pure and can be used alone.
 *
 * @see <a href="https://doccano.github.io/doccano/">doccano documentation</a> (checked with 1.8.4)
 */
@NullMarked
package io.ticketlabeler.doccano;

import org.jspecify.annotations.NullMarked;
