/**
 * What users extend to test their own sinks, strategies, caches and models: published as the test jar of the core.
 *
 * <p>Every contract is an abstract JUnit Jupiter class; a subclass says how to make the thing and inherits the tests.
 */
@NullMarked
package io.ticketlabeler.contract;

import org.jspecify.annotations.NullMarked;
