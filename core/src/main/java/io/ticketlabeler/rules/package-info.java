/**
 * Labelling rules: keywords, regular expressions, fields and senders that vote for a label or abstain, as in weak supervision. A
 * {@link io.ticketlabeler.rules.RuleFile} becomes {@link io.ticketlabeler.rules.Rules}, which run in front of a model or alone;
 * {@link io.ticketlabeler.rules.RuleReport} says what each of them does, and {@link io.ticketlabeler.rules.Vote} makes one label out of
 * the votes of rules, models and repeated answers.
 *
 * <p>What a vote claims is a signal for the order of the review, never a proof: voters make the same mistakes. Proof comes from people,
 * see {@code io.ticketlabeler.review.Certificate}.
 */
@NullMarked
package io.ticketlabeler.rules;

import org.jspecify.annotations.NullMarked;
