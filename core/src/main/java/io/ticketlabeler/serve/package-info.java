/**
 * What live services of review tools have in common: a call and its answer as plain values, for any web framework, and the JDK's own
 * HTTP server for those who have none.
 */
@NullMarked
package io.ticketlabeler.serve;

import org.jspecify.annotations.NullMarked;
