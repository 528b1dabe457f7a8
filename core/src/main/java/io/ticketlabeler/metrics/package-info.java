/** Meters for Micrometer. Needs {@code micrometer-core}, which core does not bring: only those who have it already use it. */
@NullMarked
package io.ticketlabeler.metrics;

import org.jspecify.annotations.NullMarked;
