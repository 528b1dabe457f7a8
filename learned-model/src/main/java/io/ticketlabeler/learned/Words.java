package io.ticketlabeler.learned;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The words of a text and its pairs of neighbouring words, each as a 64-bit hash, so that a model's file holds no words of tickets.
 * Words are runs of letters, marks and digits, in small letters; scripts that put no space between words count each character as a word.
 */
final class Words {

    private static final int MAX_CHARS = 20_000; // what a long log adds after that tells nothing about its topic
    private static final long FNV_START = 0xcbf29ce484222325L; // FNV-1a, 64 bits
    private static final long FNV_PRIME = 0x100000001b3L;
    private static final char BETWEEN = ' ';

    private Words() {}

    /** Hashes of all words and pairs in order; as often as they occur. */
    static long[] hashes(String text) {
        List<String> words = of(text);
        long[] hashes = new long[words.isEmpty() ? 0 : 2 * words.size() - 1];
        int next = 0;
        String before = null;
        for (String word : words) {
            hashes[next++] = hash(FNV_START, word);
            if (before != null) {
                hashes[next++] = hash(hash(hash(FNV_START, before), String.valueOf(BETWEEN)), word);
            }
            before = word;
        }
        return hashes;
    }

    static List<String> of(String text) {
        String start = text.length() > MAX_CHARS ? text.substring(0, MAX_CHARS) : text;
        String plain = Normalizer.normalize(start, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        plain.codePoints().forEach(c -> {
            boolean alone = Character.isIdeographic(c) || isUnspaced(c);
            if (alone || !isPartOfWord(c)) {
                end(word, words);
            }
            if (alone) {
                words.add(Character.toString(c));
            } else if (isPartOfWord(c)) {
                word.appendCodePoint(c);
            }
        });
        end(word, words);
        return words;
    }

    private static void end(StringBuilder word, List<String> words) {
        if (!word.isEmpty()) {
            words.add(word.toString());
            word.setLength(0);
        }
    }

    private static boolean isPartOfWord(int c) {
        return Character.isLetterOrDigit(c)
                || Character.getType(c) == Character.NON_SPACING_MARK
                || Character.getType(c) == Character.COMBINING_SPACING_MARK;
    }

    private static boolean isUnspaced(int c) {
        if (!Character.isLetter(c)) {
            return false;
        }
        return switch (Character.UnicodeScript.of(c)) {
            case HIRAGANA, KATAKANA, THAI, LAO, KHMER, MYANMAR -> true;
            default -> false;
        };
    }

    private static long hash(long start, String word) {
        long hash = start;
        for (int i = 0; i < word.length(); i++) {
            hash = (hash ^ word.charAt(i)) * FNV_PRIME;
        }
        return hash;
    }
}
