/**
 * How tickets are put to a language model and how its reply is read: the {@link io.ticketlabeler.prompt.PromptStrategy} seam and
 * the built-in {@linkplain io.ticketlabeler.prompt.PromptStrategies strategies}.
 *
 * <p>Everything here is a pure function of its arguments: no network, no clock, no random numbers. That is what makes a strategy
 * easy to test; {@code PromptStrategyContract} of the test jar checks the rules.
 */
@NullMarked
package io.ticketlabeler.prompt;

import org.jspecify.annotations.NullMarked;
