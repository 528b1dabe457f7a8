package io.ticketlabeler.rules;

/** Characters that must stand in a text, without case. Immutable. */
final class Literal {

    private static final int GROUP = 3;
    private static final int BITS = 1 << 14;

    private final String text;
    private final int[] groups;

    private Literal(String text) {
        this.text = text;
        this.groups = new int[Math.max(0, text.length() - GROUP + 1)];
        for (int i = 0; i < groups.length; i++) {
            groups[i] = group(text, i);
        }
    }

    static Literal of(String raw) {
        return new Literal(fold(raw));
    }

    boolean isIn(Reading reading) {
        long[] filter = reading.groups();
        for (int group : groups) {
            if ((filter[group / Long.SIZE] & (1L << group)) == 0) { // the shift takes the lowest six bits
                return false;
            }
        }
        return reading.folded().contains(text);
    }

    /** A filter of a folded text's groups of three characters: a text that lacks one of a literal's does not hold the literal. */
    static long[] filter(String folded) {
        long[] filter = new long[BITS / Long.SIZE];
        for (int i = 0; i + GROUP <= folded.length(); i++) {
            int group = group(folded, i);
            filter[group / Long.SIZE] |= 1L << group;
        }
        return filter;
    }

    private static int group(String folded, int at) {
        int hash = (folded.charAt(at) * 31 + folded.charAt(at + 1)) * 31 + folded.charAt(at + 2);
        return (hash ^ (hash >>> 14)) & (BITS - 1);
    }

    /** Each character as {@link java.util.regex.Pattern#UNICODE_CASE} compares it. */
    static String fold(String text) {
        char[] chars = text.toCharArray();
        for (int i = 0; i < chars.length; i++) {
            char c = chars[i];
            if (c >= 0x80) {
                chars[i] = Character.toLowerCase(Character.toUpperCase(c));
            } else if (c >= 'A' && c <= 'Z') {
                chars[i] = (char) (c - 'A' + 'a');
            }
        }
        return new String(chars);
    }

    @Override
    public String toString() {
        return text;
    }
}
