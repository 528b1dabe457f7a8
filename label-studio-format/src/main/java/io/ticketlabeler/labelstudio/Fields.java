package io.ticketlabeler.labelstudio;

/**
 * What the parts of a task are called.
 *
 * @param control  name of the choices, e.g. {@code label}
 * @param ticketId field of the task's data with the help desk's id
 * @param text     field of the task's data with the ticket's text
 */
record Fields(String control, String ticketId, String text) {

    static final Fields OURS = new Fields(LabelStudioConfig.CHOICES, "ticket_id", LabelStudioConfig.TEXT);
}
