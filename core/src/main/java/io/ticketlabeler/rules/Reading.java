package io.ticketlabeler.rules;

import io.ticketlabeler.ticket.Ticket;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A ticket as rules look at it; each view is made when the first rule asks for it. For one thread. */
final class Reading {

    final Ticket ticket;

    private @Nullable String text;
    private @Nullable String folded;
    private long @Nullable [] groups;
    private @Nullable String words;
    private @Nullable Set<String> wordSet;
    private @Nullable NavigableSet<String> sortedWords;
    private @Nullable Map<String, String> fields;
    private @Nullable String senderDomain;

    Reading(Ticket ticket) {
        this.ticket = ticket;
    }

    /** The text with composed characters. */
    String text() {
        String known = text;
        if (known == null) {
            text = known = Normalizer.normalize(ticket.text(), Normalizer.Form.NFC);
        }
        return known;
    }

    /** The text as {@link Literal}s are looked for in it. */
    String folded() {
        String known = folded;
        if (known == null) {
            folded = known = Literal.fold(text());
        }
        return known;
    }

    /** The {@linkplain Literal#filter filter} of the folded text. */
    long[] groups() {
        long[] known = groups;
        if (known == null) {
            groups = known = Literal.filter(folded());
        }
        return known;
    }

    /** The words of the text, each with a blank before and after it, e.g. {@code " log in fails "}. */
    String words() {
        String known = words;
        if (known == null) {
            words = known = wordsOf(text());
        }
        return known;
    }

    boolean hasWord(String word) {
        Set<String> known = wordSet;
        if (known == null) {
            wordSet = known = new HashSet<>(Arrays.asList(words().split(" ")));
        }
        return known.contains(word);
    }

    boolean hasWordThatBegins(String beginning) {
        NavigableSet<String> known = sortedWords;
        if (known == null) {
            sortedWords = known = new TreeSet<>(Arrays.asList(words().split(" ")));
        }
        String next = known.ceiling(beginning);
        return next != null && next.startsWith(beginning);
    }

    /** A field's value; empty if the ticket has no such field. Name and value {@linkplain #fold folded}. */
    Optional<String> field(String foldedName) {
        Map<String, String> known = fields;
        if (known == null) {
            Map<String, String> made = new HashMap<>();
            ticket.fields().forEach((name, value) -> made.putIfAbsent(fold(name), fold(value)));
            fields = known = made;
        }
        return Optional.ofNullable(known.get(foldedName));
    }

    /** The domain of the sender's mail address, in lower case; empty without one. */
    String senderDomain() {
        String known = senderDomain;
        if (known == null) {
            senderDomain = known = SenderRule.domainOf(ticket.fields()).orElse("");
        }
        return known;
    }

    /** Without case, and blanks around it. */
    static String fold(String value) {
        return Normalizer.normalize(value, Normalizer.Form.NFC).strip().toLowerCase(Locale.ROOT);
    }

    /** Letters, digits and their marks make words, everything else separates them. */
    static String wordsOf(String composed) {
        String lower = composed.toLowerCase(Locale.ROOT);
        StringBuilder out = new StringBuilder(lower.length() + 2).append(' ');
        int c;
        for (int i = 0; i < lower.length(); i += Character.charCount(c)) {
            c = lower.codePointAt(i);
            if (isPartOfWord(c)) {
                out.appendCodePoint(c);
            } else if (out.charAt(out.length() - 1) != ' ') {
                out.append(' ');
            }
        }
        return (out.charAt(out.length() - 1) == ' ' ? out : out.append(' ')).toString();
    }

    private static boolean isPartOfWord(int c) {
        if (c < 0x80) {
            return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        }
        return Character.isLetterOrDigit(c) || MARKS.contains(Character.getType(c));
    }

    private static final List<Integer> MARKS = List.of(
            (int) Character.NON_SPACING_MARK, (int) Character.COMBINING_SPACING_MARK, (int) Character.ENCLOSING_MARK);
}
