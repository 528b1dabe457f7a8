package io.ticketlabeler.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketlabeler.ticket.Ticket;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NeededTest {

    private static String in(String expression) {
        List<Literal> needed = Needed.in(expression);
        return needed == null ? "" : needed.stream().map(Literal::toString).collect(Collectors.joining(" "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "\\brefund\\w* ~ refund",
                "refunds? ~ refund",
                "Refund(ed|s)?\\s+Please ~ refund",
                "\\b(refund|money)\\b ~ `refund money`",
                "(refund|mo) ~ ``",
                "refund|invoice ~ `refund invoice`",
                "refund|.* ~ ``",
                "(refund)? ~ ``",
                "(refund)* ~ ``",
                "(refund)+ ~ refund",
                "(refund){0,2} ~ ``",
                "(?:not|never).*refund ~ refund",
                "crash(?!ed|before) ~ crash",
                "(?<!not\\s)invoice ~ invoice",
                "(?=refund). ~ ``",
                "(?-i)Exception ~ exception",
                "(?x)refund ~ ``",
                "\\Qa.b\\Erefund ~ ``",
                "(a+)+\\1refund ~ ``",
                "[refund] ~ ``",
                "[^\\]a]refund ~ refund",
                "[a&&[^b]]refund ~ refund",
                "\\p{L}+refund ~ refund",
                "\\u0041bcd ~ ``",
                "\\x41bcd ~ ``",
                "(?<name>refund) ~ ``",
                "\\bat\\s[\\w.$]+ ~ ``",
            })
    void literalsAreThoseThatMustBeThere(String expression, String expected) {
        assertThat(Pattern.compile(expression)).isNotNull();

        assertThat(in(expression)).isEqualTo(expected == null ? "" : expected);
    }

    @Test
    void caseIsThatOfTheExpressions() {
        LabelingRule rule = LabelingRule.regex("case", "Bug", "kiss");

        for (String text : List.of("KISS", "\u212Aiss", "ki\u017F\u017F", "K\u0130SS", "k\u0131ss")) {
            RegexRule regex = (RegexRule) rule;
            Reading reading = new Reading(Ticket.of("1", text));
            assertThat(regex.fires(reading)).as(text).isEqualTo(regex.matches(reading));
        }
        assertThat(rule.vote(Ticket.of("1", "\u212Aiss"))).contains("Bug");
    }

    /** Random expressions and texts over a small alphabet, so that many match: the filter never changes what an expression finds. */
    @Test
    void theFilterNeverHidesAMatch() {
        SplittableRandom random = new SplittableRandom(20261124);
        int matched = 0;
        int filtered = 0;
        for (int i = 0; i < 20_000; i++) {
            RegexRule rule;
            try {
                rule = new RegexRule("r", "L", expression(random, 2));
            } catch (PatternSyntaxException e) {
                continue;
            }
            for (int j = 0; j < 5; j++) {
                Reading reading = new Reading(Ticket.of("1", text(random)));
                boolean whole;
                try {
                    whole = rule.matches(reading);
                } catch (RuleGaveUpException e) {
                    continue; // nobody knows what it would have found
                }
                assertThat(rule.fires(reading)).as("%s", rule.parameters()).isEqualTo(whole);
                matched += whole ? 1 : 0;
            }
            filtered += in(rule.parameters().get(1)).isEmpty() ? 0 : 1;
        }
        assertThat(matched).isGreaterThan(10_000);
        assertThat(filtered).isGreaterThan(2_000);
    }

    private static String expression(SplittableRandom random, int depth) {
        StringBuilder made = new StringBuilder();
        int parts = 1 + random.nextInt(4);
        for (int i = 0; i < parts; i++) {
            made.append(part(random, depth)).append(QUANTIFIERS[random.nextInt(QUANTIFIERS.length)]);
        }
        return made.toString();
    }

    private static final String[] QUANTIFIERS = {"", "", "", "", "", "?", "*", "+", "{0,2}", "{2}", "??", "*?", "++"};
    private static final String[] SINGLES = {"\\w", "\\b", ".", "[ab]", "[^b]", "\\s", "[\\]a]", "\\.", "^", "$"};

    private static String part(SplittableRandom random, int depth) {
        int kind = depth == 0 ? 0 : random.nextInt(6);
        if (kind < 3) {
            return word(random);
        }
        if (kind == 3) {
            return SINGLES[random.nextInt(SINGLES.length)];
        }
        String[] opens = {"(", "(?:", "(?=", "(?!", "(?<=", "(?<!", "(?-i)("};
        List<String> branches = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(3); i++) {
            branches.add(expression(random, depth - 1));
        }
        return opens[random.nextInt(opens.length)] + String.join("|", branches) + ")";
    }

    private static String word(SplittableRandom random) {
        return random.ints(1 + random.nextInt(4), 0, 3)
                .mapToObj(c -> "aBc".substring(c, c + 1))
                .collect(Collectors.joining());
    }

    private static String text(SplittableRandom random) {
        return random.ints(random.nextInt(20), 0, 8)
                .mapToObj(c -> "aAbBcC .".substring(c, c + 1))
                .collect(Collectors.joining());
    }
}
