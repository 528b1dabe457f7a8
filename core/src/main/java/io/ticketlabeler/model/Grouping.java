package io.ticketlabeler.model;

import java.util.List;

/**
 * Which tickets may share a call, for models that ask different tickets with different words.
 *
 * @see LabelModel#grouping
 */
public interface Grouping {

    /** All tickets may share a call. */
    Grouping NONE = new Grouping() {
        @Override
        public int groups() {
            return 1;
        }

        @Override
        public List<Integer> of(List<String> texts) {
            return texts.stream().map(text -> 0).toList();
        }
    };

    /** How many groups there are. */
    int groups();

    /**
     * The group of each text, from 0; only texts of one group share a call. The same text is always in the same group. Called by many
     * threads, with all texts that are about to be batched.
     */
    List<Integer> of(List<String> texts);
}
