package io.ticketlabeler.evaluation;

/**
 * Proposals of about the same confidence.
 *
 * @param tickets    how many
 * @param from       lowest confidence of them
 * @param to         highest
 * @param confidence their mean
 * @param accuracy   share that is right; as high as {@code confidence} when the confidence means what it says
 */
public record ReliabilityBin(int tickets, double from, double to, double confidence, Rate accuracy) {}
