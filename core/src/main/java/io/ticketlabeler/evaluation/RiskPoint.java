package io.ticketlabeler.evaluation;

/**
 * What accepting everything from a confidence on would do, as far as the reviews tell. An estimate, never a promise: a threshold
 * that was chosen by looking at this curve does worse than the curve says.
 *
 * @param confidence the threshold
 * @param coverage   share of the proposals with at least that confidence
 * @param risk       share of wrong ones among them
 */
public record RiskPoint(double confidence, double coverage, double risk) {}
