package io.ticketlabeler.jdbc;

import io.ticketlabeler.ticket.Usage;
import java.time.Instant;
import java.util.Optional;

/**
 * A call of a model: a line of the ledger that explains the bill. Made by the cache only; more fields may come.
 *
 * @param id     of the call
 * @param run    on whose account
 * @param model  that was asked
 * @param tickets how many were in it
 * @param tokens estimated before it was sent
 * @param sent   when, by the store's clock
 * @param state  what is known of it
 * @param detail the kind of failure, e.g. {@code TIMEOUT}; else empty
 * @param answeredBy the model that answered; empty when none did
 * @param usage  what the provider reported; empty as long as nothing is known
 * @param ended  when, by the store's clock
 */
public record LedgerEntry(
        String id,
        String run,
        String model,
        int tickets,
        long tokens,
        Instant sent,
        State state,
        String detail,
        String answeredBy,
        Optional<Usage> usage,
        Optional<Instant> ended) {

    /** What is known of a call. */
    public enum State {
        /** It is in the air, or its process has just died. */
        SENT,
        /** The provider answered, usably or not: paid. */
        ANSWERED,
        /** The provider refused, or was not reached. */
        FAILED,
        /** No whole answer came, or its process died meanwhile: the provider may have billed it. */
        UNKNOWN
    }
}
