package io.ticketlabeler.read;

/** One record that cannot become a ticket, while those after it can be read. */
final class BadRow extends Exception {

    private static final long serialVersionUID = 1;

    private final String reason;
    private final TicketFileException failure;

    /**
     * @param reason  the kind, as the report counts it, e.g. {@code blank id}
     * @param failure what is thrown where bad rows are not skipped
     */
    BadRow(String reason, TicketFileException failure) {
        super(reason, failure);
        this.reason = reason;
        this.failure = failure;
    }

    String reason() {
        return reason;
    }

    TicketFileException failure() {
        return failure;
    }
}
