package io.ticketlabeler.labelstudio;

import io.ticketlabeler.ticket.TicketLabelerException;
import java.util.List;

/**
 * Label Studio cannot be reached, or has refused something.
 *
 * <p>The message is one line that says what happened and what to do. Neither it nor {@link #detail()} holds a token or the text of
 * a ticket: where the server quotes a task, the quotation is left out.
 */
public final class LabelStudioException extends TicketLabelerException {

    private final int status;
    private final String detail;
    private final List<String> validationErrors;
    private final boolean maybeDone;

    private LabelStudioException(
            String message, int status, String detail, List<String> validationErrors, boolean maybeDone) {
        super(message);
        this.status = status;
        this.detail = detail;
        this.validationErrors = List.copyOf(validationErrors);
        this.maybeDone = maybeDone;
    }

    /** Nothing was done. */
    LabelStudioException(String message) {
        this(message, 0, "", List.of(), false);
    }

    static LabelStudioException noAnswer(String message, boolean maybeDone) {
        return new LabelStudioException(message, 0, "", List.of(), maybeDone);
    }

    /** Behind a status of 500 and more the work may be done, or still go on. */
    static LabelStudioException refused(String message, int status, String detail, List<String> validationErrors) {
        return new LabelStudioException(message, status, detail, validationErrors, status >= 500 || status / 100 == 2);
    }

    /** The HTTP status; 0 when there was no answer, or when the answer was fine and something else was not. */
    public int status() {
        return status;
    }

    /** What the server says went wrong; empty when it does not say. */
    public String detail() {
        return detail;
    }

    /** What the server does not like, e.g. {@code title: Ensure this field has at least 3 characters.}; may be empty. */
    public List<String> validationErrors() {
        return validationErrors;
    }

    /** Whether the call may have been carried out all the same. */
    boolean maybeDone() {
        return maybeDone;
    }
}
