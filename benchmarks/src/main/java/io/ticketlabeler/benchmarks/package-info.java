/**
 * Whole runs against a local server, measured from outside: {@link io.ticketlabeler.benchmarks.Bars} tells which bars are met.
 */
@NullMarked
package io.ticketlabeler.benchmarks;

import org.jspecify.annotations.NullMarked;
