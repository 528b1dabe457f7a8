package io.ticketlabeler.internal;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;

/** Counts and estimates tokens. The tokenizer is loaded when the first long ticket comes. */
public final class Tokens {

    private static final int CHARS_PER_TOKEN_AT_MOST = 8; // text that compresses better than this is no language
    private static final double HEAD_SHARE = 0.7; // customers say what they want first; signatures come last

    private Tokens() {}

    /** Without counting: no token is shorter than one byte. */
    public static boolean surelyAtMost(String text, int maxTokens) {
        return text.length() <= maxTokens / 3 || (text.length() <= maxTokens && utf8Length(text) <= maxTokens);
    }

    /** Quick and rather too high: English has about 4.4 characters a token, other scripts one or more tokens for two characters. */
    public static int estimate(String text) {
        int others = 0;
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 0x7F) {
                others++;
            }
        }
        return 1 + others + (text.length() - others) / 4;
    }

    /**
     * {@code text} if it has at most {@code maxTokens} tokens, else its beginning and end with a mark between them, together about
     * that long. Never cuts inside a surrogate pair.
     */
    public static String headAndTail(String text, int maxTokens) {
        Encoding encoding = Loaded.ENCODING;
        int bound = maxTokens * CHARS_PER_TOKEN_AT_MOST;
        if (text.length() <= 2 * bound && encoding.countTokensOrdinary(text) <= maxTokens) {
            return text;
        }
        int headTokens = (int) (maxTokens * HEAD_SHARE);
        int head = longest(text, Math.min(text.length(), bound), headTokens, encoding, false);
        int tail = longest(text, Math.min(text.length() - head, bound), maxTokens - headTokens, encoding, true);
        int leftOut = text.length() - head - tail;
        return text.substring(0, head).stripTrailing()
                + "\n[… " + leftOut + " characters left out …]\n"
                + text.substring(text.length() - tail).stripLeading();
    }

    /** The largest number of characters at the start (or end) that has at most so many tokens; whole characters only. */
    private static int longest(String text, int most, int tokens, Encoding encoding, boolean atEnd) {
        int low = 0;
        int high = most;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (encoding.countTokensOrdinary(part(text, middle, atEnd)) <= tokens) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return part(text, low, atEnd).length();
    }

    /** So many characters of the start (or end), one less where that would cut a surrogate pair. */
    private static String part(String text, int chars, boolean atEnd) {
        int border = atEnd ? text.length() - chars : chars;
        boolean splitsPair = border > 0
                && border < text.length()
                && Character.isLowSurrogate(text.charAt(border))
                && Character.isHighSurrogate(text.charAt(border - 1));
        if (atEnd) {
            return text.substring(splitsPair ? border + 1 : border);
        }
        return text.substring(0, splitsPair ? border - 1 : border);
    }

    private static int utf8Length(String text) {
        int bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
        }
        return bytes;
    }

    /** Loaded on first use: a run of short tickets never needs it. */
    private static final class Loaded {
        static final Encoding ENCODING = Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.CL100K_BASE);
    }
}
