package io.ticketlabeler.jdbc;

import io.ticketlabeler.ticket.Usage;

/**
 * What a number of answers or calls cost together. Made by the cache only; more fields may come.
 *
 * @param count    answers, or calls
 * @param tickets  in them; for answers the same number
 * @param usage    the sums; its cost is that of the ones whose price is known
 * @param unpriced how many have no known price
 */
public record Spending(long count, long tickets, Usage usage, long unpriced) {}
