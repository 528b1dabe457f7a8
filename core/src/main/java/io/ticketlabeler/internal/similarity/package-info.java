/**
 * Labels texts by the similarity of their vectors to those of label descriptions and examples: pure arithmetic on vectors, no
 * model of its own. Not for users; {@code model.EmbeddingLabelModel} is what they see.
 */
@NullMarked
package io.ticketlabeler.internal.similarity;

import org.jspecify.annotations.NullMarked;
