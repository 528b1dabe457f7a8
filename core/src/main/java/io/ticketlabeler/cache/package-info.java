/**
 * Answers that were paid for: the {@link io.ticketlabeler.cache.LabelCache} seam and a cache in memory.
 *
 * <p>What is kept: a hash of the question, the answer, the model, what it cost and when. No ticket text.
 */
@NullMarked
package io.ticketlabeler.cache;

import org.jspecify.annotations.NullMarked;
