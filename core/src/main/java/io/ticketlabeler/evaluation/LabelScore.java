package io.ticketlabeler.evaluation;

/**
 * How one label did.
 *
 * @param label     its name
 * @param support   reviewed tickets that have it, by weight
 * @param proposed  reviewed tickets that it was proposed for, by weight
 * @param precision share of the tickets it was proposed for that have it
 * @param recall    share of the tickets that have it that it was proposed for; a ticket without any proposal counts as missed
 * @param f1        harmonic mean of both, 0 when it was never right; NaN when nobody chose or proposed it
 */
public record LabelScore(String label, double support, double proposed, Rate precision, Rate recall, double f1) {}
