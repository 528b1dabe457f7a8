package io.ticketlabeler.rules;

/**
 * A text that may be read only so often: {@link java.util.regex} has no limit of its own, but reads each character through this
 * interface, also when it backtracks. The count depends on expression and text alone, never on time. For one thread and one match.
 */
final class GuardedText implements CharSequence {

    private final String text;
    private long left;

    GuardedText(String text, long reads) {
        this.text = text;
        this.left = reads;
    }

    /** All reads are used up. */
    static final class UsedUpException extends RuntimeException {

        private static final long serialVersionUID = 1;

        private UsedUpException() {
            super("too many characters were read", null, false, false);
        }
    }

    @Override
    public char charAt(int index) {
        if (--left < 0) {
            throw new UsedUpException();
        }
        return text.charAt(index);
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.substring(start, end);
    }

    @Override
    public String toString() {
        return text;
    }
}
