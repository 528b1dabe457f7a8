/**
 * The same labeler over a Spark {@code Dataset}: {@link io.ticketlabeler.spark.TicketLabelsSpark}. Scheduling, retry of tasks and storage
 * are Spark's; prompts, calls, repeats, limits and caches are those of {@link io.ticketlabeler.TicketLabeler}.
 */
@NullMarked
package io.ticketlabeler.spark;

import org.jspecify.annotations.NullMarked;
