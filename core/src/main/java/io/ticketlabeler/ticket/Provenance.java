package io.ticketlabeler.ticket;

/**
 * Where an answer came from.
 *
 * @param source    who was asked
 * @param model     the model that really answered, e.g. {@code gpt-4o-mini-2024-07-18}; empty when none was asked
 * @param shortened whether the model saw only the beginning and the end of a long text
 */
public record Provenance(Source source, String model, boolean shortened) {

    /** No model was asked. */
    public static final Provenance NOT_ASKED = new Provenance(Source.NOT_ASKED, "", false);

    /** Who was asked. */
    public enum Source {
        /** The model, for this ticket. */
        MODEL,
        /** An earlier run: nothing was paid. */
        CACHE,
        /** Another ticket of this run has the same text and was asked for both. */
        DUPLICATE,
        /** Labelling rules, before any model: nothing was paid. */
        RULES,
        /** A person has decided about this ticket before the run. */
        PERSON,
        /** An earlier run, whose proposal was accepted without another look. */
        ACCEPTED,
        /** Nobody, for instance because the text is empty. */
        NOT_ASKED;

        /** As files show it, e.g. {@code not-asked}. */
        public String code() {
            return switch (this) {
                case MODEL -> "model";
                case CACHE -> "cache";
                case DUPLICATE -> "duplicate";
                case RULES -> "rules";
                case PERSON -> "person";
                case ACCEPTED -> "accepted";
                case NOT_ASKED -> "not-asked";
            };
        }
    }
}
