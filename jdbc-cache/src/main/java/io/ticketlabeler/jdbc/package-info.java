/**
 * A label cache that outlives the process: {@link io.ticketlabeler.jdbc.SqliteLabelCache} in a file,
 * {@link io.ticketlabeler.jdbc.JdbcLabelCache} in PostgreSQL for a team or a cluster.
 *
 * <p>Kept: a hash of the question, the labels, the model, what it cost and when, and a ledger of the calls. Ticket text only on
 * request.
 */
@NullMarked
package io.ticketlabeler.jdbc;

import org.jspecify.annotations.NullMarked;
