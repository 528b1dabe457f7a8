package io.ticketlabeler.learned;

/** What a learned model decides by. */
public enum Kind {
    /** Words and word pairs. */
    WORDS,
    /** The vectors of an embedding model. */
    VECTORS,
    /** The product of both. */
    BOTH;

    boolean hasWords() {
        return this != VECTORS;
    }

    boolean hasVectors() {
        return this != WORDS;
    }

    /** As names and files show it. */
    String code() {
        return switch (this) {
            case WORDS -> "words";
            case VECTORS -> "vectors";
            case BOTH -> "words+vectors";
        };
    }
}
