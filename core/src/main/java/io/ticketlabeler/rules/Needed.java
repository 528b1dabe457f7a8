package io.ticketlabeler.rules;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds characters without which a regular expression cannot match, so that most texts need not be searched: one of {@code refund} and
 * {@code money} for {@code \b(refund|money)\w*}. Where it does not understand an expression it finds nothing, and every text is searched.
 *
 * <p>Understood are sequences, alternatives, groups, classes, quantifiers and the common escapes. A literal is a run of letters and digits of
 * ASCII outside of look-around; what may be left out is none.
 */
final class Needed {

    private static final int LEAST = 3; // shorter ones are in nearly every text
    private static final String PLAIN_FLAGS =
            "imsuU-"; // that change how characters are compared, not how they are read
    private static final int NO_LITERAL = -1;

    private final String expression;
    private int at;

    private Needed(String expression) {
        this.expression = expression;
    }

    /** This reader does not know what stands there. */
    private static final class UnknownException extends RuntimeException {

        private static final long serialVersionUID = 1;

        private UnknownException() {
            super("not understood", null, false, false);
        }
    }

    /**
     * Literals of which one must be in a text.
     *
     * @param expression that compiles
     * @return null if there are none
     */
    static @Nullable List<Literal> in(String expression) {
        try {
            Needed reader = new Needed(expression);
            List<String> found = reader.alternatives();
            return found == null || reader.at < expression.length()
                    ? null
                    : found.stream().distinct().map(Literal::of).toList();
        } catch (UnknownException e) {
            return null;
        }
    }

    /** Up to the end of a group, or of all. */
    private @Nullable List<String> alternatives() {
        List<String> any = new ArrayList<>();
        boolean all = true;
        while (true) {
            List<String> branch = sequence();
            if (branch == null) {
                all = false;
            } else {
                any.addAll(branch);
            }
            if (!is('|')) {
                return all ? any : null;
            }
            at++;
        }
    }

    private @Nullable List<String> sequence() {
        List<String> best = null;
        StringBuilder run = new StringBuilder();
        while (at < expression.length() && !is('|') && !is(')')) {
            List<String> inner = null;
            int literal = NO_LITERAL;
            if (is('(')) {
                inner = group();
            } else {
                literal = single();
            }
            boolean optional = false;
            boolean quantified = false;
            if (at < expression.length() && "?*+{".indexOf(expression.charAt(at)) >= 0) {
                optional = !is('+');
                quantified = true;
                quantifier();
            }
            if (literal >= 0 && !quantified) {
                run.append((char) literal);
                continue;
            }
            if (literal >= 0 && !optional) {
                run.append((char) literal); // once at least, and maybe more
            }
            best = better(best, run);
            best = optional ? best : better(best, inner);
        }
        return better(best, run);
    }

    /** Keeps the longer one; the run begins anew. */
    private static @Nullable List<String> better(@Nullable List<String> best, StringBuilder run) {
        List<String> literal = run.length() < LEAST ? null : List.of(run.toString());
        run.setLength(0);
        return better(best, literal);
    }

    private static @Nullable List<String> better(@Nullable List<String> best, @Nullable List<String> other) {
        return best == null ? other : other == null || shortest(other) <= shortest(best) ? best : other;
    }

    private static int shortest(List<String> literals) {
        return literals.stream().mapToInt(String::length).min().orElse(0);
    }

    private @Nullable List<String> group() {
        at++;
        boolean counts = true;
        if (is('?')) {
            at++;
            if (is(':')) {
                at++;
            } else if (is('=') || is('!')) {
                at++;
                counts = false;
            } else if (is('<') && at + 1 < expression.length() && "=!".indexOf(expression.charAt(at + 1)) >= 0) {
                at += 2;
                counts = false;
            } else {
                return flags();
            }
        }
        List<String> inner = alternatives();
        expect(')');
        return counts ? inner : null;
    }

    /** {@code (?-i)}; anything else with a question mark is not understood. */
    private @Nullable List<String> flags() {
        while (at < expression.length() && PLAIN_FLAGS.indexOf(expression.charAt(at)) >= 0) {
            at++;
        }
        expect(')');
        return null;
    }

    /** One element that is no group: its character if it is a letter or digit that stands for itself. */
    private int single() {
        char c = expression.charAt(at++);
        if (c == '\\') {
            escape();
            return NO_LITERAL;
        }
        if (c == '[') {
            characterClass();
            return NO_LITERAL;
        }
        return isLetterOrDigit(c) ? c : NO_LITERAL;
    }

    private void escape() {
        if (at >= expression.length()) {
            throw new UnknownException();
        }
        char c = expression.charAt(at++);
        if ((c == 'p' || c == 'P') && is('{')) {
            skipTo('}');
        } else if (isLetterOrDigit(c) && "bBdDsSwWhHvVAZzGRXntrf".indexOf(c) < 0) {
            throw new UnknownException(); // \Q, \k, \x, back references …
        }
    }

    private void characterClass() {
        int depth = 0;
        char c = '[';
        do {
            if (c == '[') {
                depth++;
                beginClass();
            } else if (c == ']') {
                depth--;
            } else if (c == '\\') {
                escape();
            }
            if (depth > 0) {
                if (at >= expression.length()) {
                    throw new UnknownException();
                }
                c = expression.charAt(at++);
            }
        } while (depth > 0);
    }

    private void beginClass() {
        if (is('^')) {
            at++;
        }
        if (is(']')) { // not worth knowing what that means
            throw new UnknownException();
        }
    }

    /** With what makes it lazy or possessive. */
    private void quantifier() {
        if (is('{')) {
            skipTo('}');
        } else {
            at++;
        }
        if (is('?') || is('+')) {
            at++;
        }
    }

    private void skipTo(char end) {
        int found = expression.indexOf(end, at);
        if (found < 0) {
            throw new UnknownException();
        }
        at = found + 1;
    }

    private void expect(char c) {
        if (!is(c)) {
            throw new UnknownException();
        }
        at++;
    }

    private boolean is(char c) {
        return at < expression.length() && expression.charAt(at) == c;
    }

    private static boolean isLetterOrDigit(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }
}
