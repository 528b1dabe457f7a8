/**
 * How good proposals were, by what people decided: accuracy, F1, the labels that are mixed up, what a confidence is worth, who
 * agreed with whom, and which of several models did better on the same tickets.
 *
 * <p>{@code Truth} settles what several people said; {@code Evaluation} compares proposals with it. All figures are estimates with
 * intervals. None of them is a promise: those are certificates, in {@link io.ticketlabeler.review}. Everything is pure, seeded and
 * deterministic.
 */
@NullMarked
package io.ticketlabeler.evaluation;

import org.jspecify.annotations.NullMarked;
