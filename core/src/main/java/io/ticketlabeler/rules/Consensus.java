package io.ticketlabeler.rules;

import io.ticketlabeler.ticket.ScoredLabel;
import java.util.Optional;

/**
 * What votes say about one ticket together.
 *
 * @param ticketId the ticket
 * @param winner   the label and how strongly the votes are for it, 0 to 1: its share of the votes for a majority, its posterior for
 *                 Dawid-Skene. Empty when nobody voted, or several labels are equally strong
 * @param reason   why there is no winner, e.g. {@code tied between Billing and Bug}; empty when there is one
 */
public record Consensus(String ticketId, Optional<ScoredLabel> winner, String reason) {}
