/**
 * Who proposes labels: the {@link io.ticketlabeler.model.LabelModel} seam, chat and embedding models behind it, and plans of several:
 * {@link io.ticketlabeler.model.Fallback} and {@link io.ticketlabeler.model.Cascade}.
 *
 * <p>This is the only package where LangChain4j types appear.
 */
@NullMarked
package io.ticketlabeler.model;

import org.jspecify.annotations.NullMarked;
