package io.ticketlabeler.internal.similarity;

/**
 * The part of a text that is embedded. Small embedding models were trained on a paragraph or two, and their time grows with the
 * length: what a 20 kB log says about its topic stands at its beginning and its end.
 */
public final class Excerpt {

    private static final int MAX_CHARS = 1_000;
    private static final int HEAD_CHARS = 750;
    private static final int TAIL_CHARS = 240;

    private Excerpt() {}

    /** {@code text}, or its beginning and end if it has over 1,000 characters; no half surrogate pairs, no U+0000. */
    public static String of(String text) {
        if (text.length() <= MAX_CHARS) {
            return wellFormed(text);
        }
        String head = text.substring(0, HEAD_CHARS).stripTrailing();
        String tail = text.substring(text.length() - TAIL_CHARS).stripLeading();
        return wellFormed(head + "\n…\n" + tail);
    }

    /** Tokenizers in native code take no lone surrogates, such as half an emoji at the cut. */
    private static String wellFormed(String text) {
        if (text.codePoints().noneMatch(Excerpt::isBad)) {
            return text;
        }
        StringBuilder kept = new StringBuilder(text.length());
        text.codePoints().filter(c -> !isBad(c)).forEach(kept::appendCodePoint);
        return kept.toString();
    }

    private static boolean isBad(int c) {
        return c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }
}
