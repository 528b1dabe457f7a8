package io.ticketlabeler.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticketlabeler.ticket.Ticket;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BuiltInRulesTest {

    private static boolean fires(LabelingRule rule, String text) {
        return rule.vote(Ticket.of("ZD-1", text)).isPresent();
    }

    private static boolean fires(LabelingRule rule, Map<String, String> fields) {
        return rule.vote(new Ticket("ZD-1", "text", fields)).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "log in,       Log-in fails,                  true",
        "log in,       my blog info,                  false",
        "log in,       log and in,                    false",
        "refund,       Refunds please,                false",
        "refund*,      REFUNDS please,                true",
        "refund*,      prerefund,                     false",
        "money ba*,    I want my money back!,         true",
        "money ba*,    bad money,                     false",
        "größe,        Falsche GRÖSSE / Größe,        true",
        "error 500,    Error: 500,                    true",
        "error 500,    error 5000,                    false",
        "退款,          我要退款。,                       true",
        "ödeme,        İade ve Ödeme,                 true",
        "crashes,      It crashes 🙂,                 true",
    })
    void keywordsAreWholeWords(String keyword, String text, boolean expected) {
        assertThat(fires(LabelingRule.keywords("words", "Billing", keyword), text))
                .isEqualTo(expected);
    }

    @Test
    void decomposedLettersAreTheSameWord() {
        assertThat(fires(LabelingRule.keywords("words", "Billing", "u\u0308berweisung"), "Meine Überweisung"))
                .isTrue();
        assertThat(fires(LabelingRule.regex("words", "Billing", "\\bÜber"), "meine u\u0308berweisung"))
                .isTrue();
    }

    @Test
    void oneKeywordOfSeveralIsEnough() {
        LabelingRule rule = LabelingRule.keywords("words", "Billing", "invoice", "money back");

        assertThat(rule.vote(Ticket.of("1", "I want my money back"))).contains("Billing");
        assertThat(rule.vote(Ticket.of("1", "I want my bike back"))).isEmpty();
        assertThat(rule.vote(Ticket.of("1", ""))).isEmpty();
    }

    @Test
    void expressionsKnowLettersOfAllScriptsAndIgnoreCase() {
        assertThat(fires(LabelingRule.regex("change", "Account", "\\bändern\\b"), "Name ÄNDERN?"))
                .isTrue();
        assertThat(fires(LabelingRule.regex("change", "Account", "\\bndern\\b"), "Name ändern"))
                .isFalse();
        assertThat(fires(LabelingRule.regex("class", "Bug", "(?-i)Exception"), "an exception"))
                .isFalse();
        assertThat(fires(LabelingRule.regex("not", "Bug", "crash(?!ed before)"), "crashed before"))
                .isFalse();
    }

    @Test
    void fieldsAreComparedWithoutCaseAndBlanks() {
        LabelingRule phone = LabelingRule.field("phone", "Incident", "Channel", "phone", "Hotline");

        assertThat(fires(phone, Map.of("channel", " PHONE "))).isTrue();
        assertThat(fires(phone, Map.of("CHANNEL", "hotline"))).isTrue();
        assertThat(fires(phone, Map.of("channel", "phone call"))).isFalse();
        assertThat(fires(phone, Map.of("medium", "phone"))).isFalse();
        assertThat(phone.readsFields()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "from,              ann@partner.example,                 true",
        "From,              Ann Lee <ann@Mail.Partner.Example>,  true",
        "requester_email,   ann@partner.example,                 true",
        "Requester Email,   ann@partner.example.,                true",
        "email,             ann@notpartner.example,              false",
        "email,             partner.example@gmail.example,       false",
        "email,             ann@partner.example.org,             false",
        "cc,                ann@partner.example,                 false",
        "from,              \"partner.example\",                 false",
    })
    void aSenderBelongsToItsDomainAndThoseAbove(String field, String value, boolean expected) {
        assertThat(fires(LabelingRule.sender("partners", "Partner", "partner.example"), Map.of(field, value)))
                .isEqualTo(expected);
    }

    @Test
    void theFirstFieldWithAnAddressIsTheSender() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("requester", "Ann Lee");
        fields.put("email", "ann@a.example");
        fields.put("reporter", "bob@b.example");

        assertThat(fires(LabelingRule.sender("a", "A", "a.example"), fields)).isTrue();
        assertThat(fires(LabelingRule.sender("b", "B", "b.example"), fields)).isFalse();
    }

    @Test
    void aHostileExpressionEndsWithinItsSteps() {
        LabelingRule hostile = LabelingRule.regex("hostile", "Bug", "(a+)+$");

        for (int length : new int[] {30, 1_000, 20_000}) {
            String text = "a".repeat(length) + "!";
            try {
                assertThat(hostile.vote(Ticket.of("ZD-7", text))).isEmpty();
            } catch (RuleGaveUpException e) {
                assertThat(e.rule()).isEqualTo("hostile");
                assertThat(e).hasMessageContaining("rule \"hostile\" gives up on ticket ZD-7");
            }
        }
    }

    @Test
    void whatBacktracksWithoutEndGivesUpAndSaysWhich() {
        LabelingRule hostile = LabelingRule.regex("back reference", "Bug", "(a+)+\\1b$");

        assertThatThrownBy(() -> hostile.vote(Ticket.of("ZD-7", "a".repeat(40) + "!")))
                .isInstanceOf(RuleGaveUpException.class)
                .hasMessageContaining("rule \"back reference\" gives up on ticket ZD-7")
                .hasMessageContaining("has read 1000410 characters of a text of 41")
                .hasMessageNotContaining("aaaa");
    }

    @Test
    void aGuardCountsEachReadAndThenStops() {
        GuardedText text = new GuardedText("abc", 2);

        assertThat(text.charAt(0)).isEqualTo('a');
        assertThat(text.charAt(0)).isEqualTo('a');
        assertThatThrownBy(() -> text.charAt(1)).isInstanceOf(GuardedText.UsedUpException.class);
    }

    @Test
    void aGroupThatRepeatsTooDeeplyGivesUpInsteadOfEndingTheThread() throws InterruptedException {
        LabelingRule deep = LabelingRule.regex("deep", "Bug", "\\A(?:a|b|\\n)*c");
        Throwable[] thrown = new Throwable[1];
        Thread small = new Thread(
                null,
                () -> {
                    try {
                        deep.vote(Ticket.of("ZD-7", "ab".repeat(20_000)));
                    } catch (Throwable e) {
                        thrown[0] = e;
                    }
                },
                "small stack",
                256 * 1024);

        small.start();
        small.join();

        assertThat(thrown[0])
                .isInstanceOf(RuleGaveUpException.class)
                .hasMessageContaining("repeats a group too often in a text of 40000 characters");
    }

    @Test
    void anHonestExpressionReadsALongMailToItsEnd() {
        String mail = "Dear team,\n" + "the total of invoice 4711 is wrong. ".repeat(20_000) + "\nstack trace below";

        assertThat(fires(LabelingRule.regex("trace", "Bug", "\\bstack\\s+trace\\b"), mail))
                .isTrue();
        assertThat(fires(LabelingRule.regex("trace", "Bug", "^\\s*at\\s+[\\w.$]+\\("), mail))
                .isFalse();
    }

    @Test
    void theFingerprintChangesWithEveryParameter() {
        assertThat(new String[] {
                    LabelingRule.keywords("r", "A", "x").fingerprint(),
                    LabelingRule.keywords("r", "A", "x", "y").fingerprint(),
                    LabelingRule.keywords("r", "B", "x").fingerprint(),
                    LabelingRule.keywords("s", "A", "x").fingerprint(),
                    LabelingRule.keywords("r", "A", "x*").fingerprint(),
                    LabelingRule.regex("r", "A", "x").fingerprint(),
                    LabelingRule.field("r", "A", "x", "y").fingerprint(),
                    LabelingRule.sender("r", "A", "x").fingerprint()
                })
                .doesNotHaveDuplicates();
        assertThat(LabelingRule.field("r", "A", "F", "b", "a").fingerprint())
                .isEqualTo(LabelingRule.field("r", "A", "f", "A", "B").fingerprint());
    }

    @Test
    void whatCanNeverFireIsRefusedWithTheNameOfTheRule() {
        assertThatThrownBy(() -> LabelingRule.keywords("plus", "A", "c", "++"))
                .hasMessageContaining("rule \"plus\" has a keyword without a letter or digit");
        assertThatThrownBy(() -> LabelingRule.keywords("none", "A")).hasMessageContaining("at least one keyword");
        assertThatThrownBy(() -> LabelingRule.sender("at", "A", "ann@example.com"))
                .hasMessageContaining("rule \"at\" has \"ann@example.com\" for a domain");
        assertThatThrownBy(() -> LabelingRule.regex("empty", "A", "")).hasMessageContaining("rule \"empty\"");
        assertThatThrownBy(() -> LabelingRule.of(" ", "A", ticket -> true)).hasMessageContaining("needs a name");
    }
}
