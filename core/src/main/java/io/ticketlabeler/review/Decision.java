package io.ticketlabeler.review;

import java.util.Locale;

/** What a person did with a ticket. */
public enum Decision {
    /** Confirmed the labels that were proposed. */
    ACCEPTED(true),
    /** Chose other labels than were proposed, or some where none was. */
    CORRECTED(true),
    /** Chose labels; whether they were proposed is not known, because the export does not tell what was. */
    CHOSEN(true),
    /** Confirmed that no label fits. */
    EMPTY(true),
    /** Put it aside: says nothing about the proposal, even where the tool kept the prefilled choice. */
    SKIPPED(false),
    /** Began and did not confirm. */
    DRAFT(false),
    /** Never decided. */
    NOT_REVIEWED(false);

    private final boolean answer;

    Decision(boolean answer) {
        this.answer = answer;
    }

    /** Whether it tells which labels are right. */
    public boolean isAnswer() {
        return answer;
    }

    /** As files show it, e.g. {@code not-reviewed}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The decision of that code.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Decision of(String code) {
        for (Decision decision : values()) {
            if (decision.code().equals(code)) {
                return decision;
            }
        }
        throw new IllegalArgumentException("\"" + code + "\" is no decision; expected accepted, corrected, empty, …");
    }
}
