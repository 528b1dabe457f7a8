/**
 * Arithmetic that other packages share: exact bounds, intervals, agreement, curves. Pure functions over plain numbers; distributions
 * and special functions come from commons-statistics.
 */
@NullMarked
package io.ticketlabeler.internal.stats;

import org.jspecify.annotations.NullMarked;
