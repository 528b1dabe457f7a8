package io.ticketlabeler.model;

import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.ScoredLabel;
import java.util.List;

/** Says of every label how likely it is; cheap, for {@link Shortlist}s. Thread-safe. */
public interface LabelRanker {

    /** For reports. */
    String name();

    /** Everything that may change a ranking, in one string. */
    String fingerprint();

    /**
     * Ranks all labels for each text.
     *
     * @param texts without their ids; may be empty
     * @return for each text, in order, every label of the set once, the likeliest first, with a confidence each
     */
    List<List<ScoredLabel>> rank(LabelSet labels, List<String> texts);
}
