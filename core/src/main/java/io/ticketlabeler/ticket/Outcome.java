package io.ticketlabeler.ticket;

/**
 * What became of one ticket. A run yields exactly one for each ticket that was read.
 */
public sealed interface Outcome permits Labeled, Abstained, Failed {

    /** The ticket's id, as it was read. */
    String ticketId();

    /** Who was asked. */
    Provenance provenance();
}
