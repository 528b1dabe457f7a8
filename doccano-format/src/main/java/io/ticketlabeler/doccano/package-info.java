/**
 * Hands proposals to doccano: tickets with their labels as JSONL, and the label types with colours and shortcuts.
 *
 * <p>{@link io.ticketlabeler.doccano.DoccanoExporter} writes both files; the rows are pure and can be used alone.
 * {@link io.ticketlabeler.doccano.DoccanoClient} brings them into a project, {@link io.ticketlabeler.doccano.DoccanoReviews} reads back
 * what people decided, and {@link io.ticketlabeler.doccano.DoccanoBackend} labels what they open.
 *
 * @see <a href="https://doccano.github.io/doccano/">doccano documentation</a> (checked with 1.8.4)
 */
@NullMarked
package io.ticketlabeler.doccano;

import org.jspecify.annotations.NullMarked;
