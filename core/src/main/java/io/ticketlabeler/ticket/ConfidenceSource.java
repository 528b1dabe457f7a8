package io.ticketlabeler.ticket;

/**
 * Where a confidence comes from. Numbers of different sources say different things: compare and calibrate them apart.
 */
public enum ConfidenceSource {
    /** There is no confidence. */
    NONE(""),
    /** The model said so in its answer. Coarse, and mostly too sure. */
    STATED("stated"),
    /** The probabilities of the label's tokens, among the labels of the set. */
    TOKENS("tokens"),
    /** How much nearer the label is than the next one, by an embedding or a learned model. */
    MARGIN("margin"),
    /** How many of several sources or repeated answers agree. */
    AGREEMENT("agreement"),
    /** An earlier run, whose files do not say from where it had it. */
    EARLIER("earlier");

    private final String code;

    ConfidenceSource(String code) {
        this.code = code;
    }

    /** As files show it, e.g. {@code tokens}; empty for {@link #NONE}. */
    public String code() {
        return code;
    }

    /**
     * The source of that code.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static ConfidenceSource of(String code) {
        for (ConfidenceSource source : values()) {
            if (source.code.equals(code)) {
                return source;
            }
        }
        throw new IllegalArgumentException("\"" + code + "\" is no source of a confidence; expected stated, tokens, …");
    }
}
