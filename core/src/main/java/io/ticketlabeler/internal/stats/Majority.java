package io.ticketlabeler.internal.stats;

/**
 * How several answers about one thing are settled, the one rule for figures and for certificates: of one person's answers the last one
 * counts, and of several people's the answer of more than half.
 */
public final class Majority {

    /** The time of an answer that has none. */
    public static final long NO_TIME = Long.MIN_VALUE;

    /** There is no majority. */
    public static final int NONE = -1;

    private Majority() {}

    /** Whether two answers, by their places, say the same. */
    @FunctionalInterface
    public interface Same {

        boolean test(int one, int other);
    }

    /**
     * Whether a person's answer takes the place of the one that was read before it: unless it is known to be older.
     *
     * @param before in milliseconds, or {@link #NO_TIME}
     */
    public static boolean isReplaced(long before, long now) {
        return before == NO_TIME || now == NO_TIME || now >= before;
    }

    /** The place of the first answer that more than half of all give, or {@link #NONE}. */
    public static int of(int answers, Same same) {
        for (int candidate = 0; candidate < answers; candidate++) {
            int count = 0;
            for (int other = 0; other < answers; other++) {
                count += same.test(candidate, other) ? 1 : 0;
            }
            if (2 * count > answers) {
                return candidate;
            }
        }
        return NONE;
    }
}
