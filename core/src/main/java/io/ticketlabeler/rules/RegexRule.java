package io.ticketlabeler.rules;

import io.ticketlabeler.rules.GuardedText.UsedUpException;
import java.text.Normalizer;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A regular expression occurs. RE2/J cannot backtrack at all, but knows letters and word boundaries of ASCII only ({@code \b} before an
 * umlaut) and no look-around; so the JDK's expressions are used, under a guard.
 */
final class RegexRule extends BuiltInRule {

    private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS;
    private static final long MOST_READS = 1_000_000; // some milliseconds
    private static final long READS_A_CHARACTER = 10; // an honest expression reads a character a few times

    private final Pattern pattern;
    private final @Nullable List<Literal> needed;

    RegexRule(String name, String label, String expression) {
        super(name, label, false);
        if (expression.isEmpty()) {
            throw new IllegalArgumentException("rule \"" + name + "\" has an empty regular expression");
        }
        this.pattern = Pattern.compile(Normalizer.normalize(expression, Normalizer.Form.NFC), FLAGS);
        this.needed = Needed.in(pattern.pattern());
    }

    @Override
    boolean fires(Reading reading) {
        if (needed != null && needed.stream().noneMatch(literal -> literal.isIn(reading))) {
            return false;
        }
        return matches(reading);
    }

    /** The whole search. */
    boolean matches(Reading reading) {
        String text = reading.text();
        long most = MOST_READS + READS_A_CHARACTER * text.length();
        try {
            return pattern.matcher(new GuardedText(text, most)).find();
        } catch (UsedUpException e) {
            throw gaveUp(reading, "has read " + most + " characters of a text of " + text.length());
        } catch (StackOverflowError e) { // java.util.regex goes one call deeper for each repetition of a group
            throw gaveUp(reading, "repeats a group too often in a text of " + text.length() + " characters");
        }
    }

    private RuleGaveUpException gaveUp(Reading reading, String what) {
        return new RuleGaveUpException(
                name(),
                "rule \"" + name() + "\" gives up on ticket " + reading.ticket.id() + ": its regular expression " + what
                        + "; do not repeat what is repeated already, e.g. write a+ for (a+)+, or make it possessive: (a+)++");
    }

    @Override
    List<String> parameters() {
        return List.of("regex", pattern.pattern());
    }
}
