/**
 * For the integration tests of this project: real tickets, calls to a real server, and a look at its page.
 *
 * <p>What a test needs and this machine lacks is said and the test skipped; with {@code CI=true} in the environment it fails.
 */
@NullMarked
package io.ticketlabeler.contract.testbed;

import org.jspecify.annotations.NullMarked;
