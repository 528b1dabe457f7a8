package io.ticketlabeler.internal.engine;

import io.ticketlabeler.internal.Tokens;
import java.text.Normalizer;
import java.util.regex.Pattern;

/**
 * A ticket's text as the model gets it: line ends LF, composed characters (NFC, which changes no meaning), no trailing white
 * space, none of the invisible characters in which instructions can hide, and at most so many tokens.
 *
 * @param text      what is sent, and what the cache key is made of
 * @param shortened whether the middle was left out
 */
record PromptText(String text, boolean shortened) {

    private static final char FIRST_THAT_MAY_CHANGE = 0x300; // all below are composed (NFC) and visible

    private static final Pattern LINE_END = Pattern.compile("\\r\\n?");
    // zero-width space and joiner-like marks, bidirectional controls, tag characters; ZWJ and ZWNJ stay: scripts and
    // emoji need them
    private static final Pattern INVISIBLE =
            Pattern.compile("[\\u200B\\u2060\\uFEFF\\u202A-\\u202E\\u2066-\\u2069\\x{E0000}-\\x{E007F}]");

    static PromptText of(String raw, int maxTokens) {
        String text = raw;
        if (text.indexOf('\r') >= 0) {
            text = LINE_END.matcher(text).replaceAll("\n");
        }
        if (!isBelow(FIRST_THAT_MAY_CHANGE, text)) {
            text = INVISIBLE
                    .matcher(Normalizer.normalize(text, Normalizer.Form.NFC))
                    .replaceAll("");
        }
        text = text.stripTrailing();
        return Tokens.surelyAtMost(text, maxTokens) ? new PromptText(text, false) : shorten(text, maxTokens);
    }

    private static boolean isBelow(char limit, String text) {
        char[] chars = text.toCharArray(); // charAt takes ten times as long before it is compiled
        for (char c : chars) {
            if (c >= limit) {
                return false;
            }
        }
        return true;
    }

    private static PromptText shorten(String text, int maxTokens) {
        String kept = Tokens.headAndTail(text, maxTokens);
        return new PromptText(kept, !kept.equals(text));
    }
}
