package io.ticketlabeler.ticket;

/**
 * A ticket that was handled and is left to a person: the model said that no label fits, or the text is empty.
 *
 * @param ticketId   as it was read
 * @param reason     for people, e.g. {@code none of the labels fits}; never contains ticket text
 * @param provenance who abstained
 */
public record Abstained(String ticketId, String reason, Provenance provenance) implements Outcome {}
