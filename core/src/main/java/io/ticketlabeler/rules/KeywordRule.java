package io.ticketlabeler.rules;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Some words occur. */
final class KeywordRule extends BuiltInRule {

    private static final Set<UnicodeScript> WITHOUT_BLANKS = EnumSet.of(
            UnicodeScript.HAN,
            UnicodeScript.HIRAGANA,
            UnicodeScript.KATAKANA,
            UnicodeScript.THAI,
            UnicodeScript.LAO,
            UnicodeScript.KHMER,
            UnicodeScript.MYANMAR);

    private final List<Phrase> phrases;
    private final List<String> keywords;

    /**
     * @param first  its first word, without which it need not be looked for; may be the beginning of a word
     * @param needle what must occur in the words of a text
     * @param whole  whether {@code first} is a whole word
     * @param single whether there is nothing to look for beyond {@code first}
     */
    private record Phrase(String first, String needle, boolean whole, boolean single) {

        boolean occurs(Reading reading) {
            if (first.isEmpty()) {
                return reading.words().contains(needle);
            }
            boolean begins = whole ? reading.hasWord(first) : reading.hasWordThatBegins(first);
            return begins && (single || reading.words().contains(needle));
        }
    }

    KeywordRule(String name, String label, List<String> keywords) {
        super(name, label, false);
        this.keywords = some(name, keywords, "keyword");
        List<Phrase> made = new ArrayList<>();
        for (String keyword : keywords) {
            made.add(phrase(name, keyword.strip()));
        }
        this.phrases = List.copyOf(made);
    }

    private static Phrase phrase(String rule, String keyword) {
        boolean beginning = keyword.endsWith("*");
        String spaced = Reading.wordsOf(Normalizer.normalize(keyword, Normalizer.Form.NFC));
        String words = spaced.strip();
        if (words.isEmpty()) {
            throw new IllegalArgumentException("rule \"" + rule
                    + "\" has a keyword without a letter or digit; write a word, or use a regular expression");
        }
        if (words.codePoints().anyMatch(c -> WITHOUT_BLANKS.contains(UnicodeScript.of(c)))) {
            return new Phrase("", words, false, true);
        }
        int end = words.indexOf(' ');
        boolean single = end < 0;
        String first = single ? words : words.substring(0, end);
        return new Phrase(first, beginning ? " " + words : spaced, !(single && beginning), single);
    }

    @Override
    boolean fires(Reading reading) {
        for (Phrase phrase : phrases) {
            if (phrase.occurs(reading)) {
                return true;
            }
        }
        return false;
    }

    @Override
    List<String> parameters() {
        List<String> all = new ArrayList<>(List.of("keywords"));
        all.addAll(keywords);
        return all;
    }
}
