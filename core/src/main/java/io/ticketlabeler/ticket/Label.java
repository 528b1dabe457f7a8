package io.ticketlabeler.ticket;

import java.io.Serializable;

/**
 * One label that a ticket may get, e.g. {@code new Label("Billing", "Invoices, charges, refunds")}.
 *
 * @param name        as people and tools see it, 1 to 100 characters; {@link LabelSet} says which names it refuses
 * @param description one sentence that tells the label from its neighbours; empty when there is none
 */
public record Label(String name, String description) implements Serializable {

    /** A label that speaks for itself. */
    public static Label of(String name) {
        return new Label(name, "");
    }
}
