/**
 * Who proposes labels: the {@link io.ticketlabeler.model.LabelModel} seam, and chat and embedding models behind it.
 *
 * <p>This is the only package where LangChain4j types appear.
 */
@NullMarked
package io.ticketlabeler.model;

import org.jspecify.annotations.NullMarked;
