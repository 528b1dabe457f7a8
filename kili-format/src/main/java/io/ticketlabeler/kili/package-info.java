/**
 * Hands proposals to Kili: the interface of a project, its texts, and one prediction file for each ticket.
 *
 * <p>{@link io.ticketlabeler.kili.KiliExporter} writes the files; the pieces they are made of are pure and can be used alone.
 * {@link io.ticketlabeler.kili.KiliReviews} reads back what people decided.
 *
 * @see <a href="https://python-sdk-docs.kili-technology.com/">Kili, Python package</a> (checked with 26.1.5)
 */
@NullMarked
package io.ticketlabeler.kili;

import org.jspecify.annotations.NullMarked;
