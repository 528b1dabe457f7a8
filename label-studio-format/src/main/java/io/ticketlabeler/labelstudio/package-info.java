/**
 * Hands proposals to Label Studio: a labelling configuration, and tasks with predictions that reviewers find ticked.
 *
 * <p>{@link io.ticketlabeler.labelstudio.LabelStudioExporter} writes both files; the pieces it is made of are pure and can be
 * used alone. {@link io.ticketlabeler.labelstudio.LabelStudioClient} brings them into a project,
 * {@link io.ticketlabeler.labelstudio.LabelStudioReviews} reads back what people decided, and
 * {@link io.ticketlabeler.labelstudio.LabelStudioBackend} proposes while they work.
 *
 * @see <a href="https://labelstud.io/guide/predictions">Label Studio, pre-annotations</a> (checked with 1.23.2)
 */
@NullMarked
package io.ticketlabeler.labelstudio;

import org.jspecify.annotations.NullMarked;
