package io.ticketlabeler.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticketlabeler.model.ModelReply;
import io.ticketlabeler.prompt.Answer;
import io.ticketlabeler.ticket.ConfidenceSource;
import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.ScoredLabel;
import io.ticketlabeler.ticket.Ticket;
import io.ticketlabeler.ticket.TicketText;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RulesTest {

    private static final LabelSet LABELS = LabelSet.of("Billing", "Bug", "Question");
    private static final Rules RULES = Rules.of(
            LabelingRule.keywords("money", "Billing", "refund", "invoice"),
            LabelingRule.keywords("wrong", "Billing", "wrong total"),
            LabelingRule.keywords("crash", "Bug", "crash*"),
            LabelingRule.keywords("how", "Question", "how"));

    private static RuleVotes vote(String text) {
        return RULES.vote(Ticket.of("ZD-1", text));
    }

    @Test
    void eachRuleHasOneVoteAndConfidenceIsTheShare() {
        RuleVotes votes = vote("refund: wrong total after the crash");

        assertThat(votes.votes())
                .containsExactly(
                        Map.entry("money", "Billing"), Map.entry("wrong", "Billing"), Map.entry("crash", "Bug"));
        assertThat(votes.winners(LABELS))
                .containsExactly(ScoredLabel.of("Billing", 2 / 3.0, ConfidenceSource.AGREEMENT));
    }

    @Test
    void noVoteAndATieAbstainWithTheirReason() {
        assertThat(vote("hello").winners(LABELS)).isEmpty();
        assertThat(vote("hello").reason(LABELS)).isEqualTo("no rule fires");
        assertThat(vote("crash how").winners(LABELS)).isEmpty();
        assertThat(vote("crash how").reason(LABELS)).isEqualTo("the rules are tied between Bug and Question");
    }

    @Test
    void multipleChoiceProposesEveryLabelWithAVote() {
        LabelSet several = LabelSet.builder()
                .add("Bug")
                .add("Billing")
                .add("Question")
                .multiple()
                .build();

        assertThat(vote("refund: wrong total after the crash").winners(several))
                .containsExactly(
                        ScoredLabel.of("Billing", 2 / 3.0, ConfidenceSource.AGREEMENT),
                        ScoredLabel.of("Bug", 1 / 3.0, ConfidenceSource.AGREEMENT));
        assertThat(vote("how crash").winners(several))
                .containsExactly(
                        ScoredLabel.of("Bug", 0.5, ConfidenceSource.AGREEMENT),
                        ScoredLabel.of("Question", 0.5, ConfidenceSource.AGREEMENT));
    }

    @Test
    void aLabelOutsideTheSetNamesTheRule() {
        assertThatThrownBy(() -> vote("refund").winners(LabelSet.of("Bug", "Question")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("rule \"money\" votes for \"Billing\", which is none of the 2 labels");
    }

    @Test
    void aliasesAreTheirLabels() {
        LabelSet aliased = LabelSet.builder()
                .add("Money")
                .add("Bug")
                .alias("Billing", "Money")
                .build();

        assertThat(vote("refund").winners(aliased))
                .containsExactly(ScoredLabel.of("Money", 1, ConfidenceSource.AGREEMENT));
    }

    @Test
    void aRuleThatGivesUpAbstainsAndIsNamed() {
        Rules rules = Rules.of(
                LabelingRule.regex("hostile", "Bug", "(a+)+\\1b$"),
                LabelingRule.keywords("money", "Billing", "refund"));

        RuleVotes votes = rules.vote(Ticket.of("ZD-1", "refund " + "a".repeat(40) + "!"));
        RuleVotes silent = rules.vote(Ticket.of("ZD-2", "a".repeat(40) + "!"));

        assertThat(votes.gaveUp()).containsExactly("hostile");
        assertThat(votes.winners(LABELS)).containsExactly(ScoredLabel.of("Billing", 1, ConfidenceSource.AGREEMENT));
        assertThat(silent.reason(LABELS)).isEqualTo("no rule fires, and rule \"hostile\" gave up");
    }

    @Test
    void asAModelTheyAnswerOrAbstainFromTexts() {
        ModelReply reply = RULES.label(
                LABELS,
                List.of(new TicketText("a", "refund"), new TicketText("b", "hello"), new TicketText("c", "how crash")));

        assertThat(reply.reply().answers())
                .containsExactly(Map.entry("a", Answer.of(ScoredLabel.of("Billing", 1, ConfidenceSource.AGREEMENT))));
        assertThat(reply.reply().problems()).isEmpty();
        assertThat(reply.reply().abstentions())
                .containsExactly(
                        Map.entry("b", "no rule fires"), Map.entry("c", "the rules are tied between Bug and Question"));
        assertThat(reply.model()).isEqualTo("rules");
    }

    @Test
    void ownRulesSeeTheTicketAndAreToldApartByName() {
        Rules rules = Rules.of(
                LabelingRule.of("long", "Question", ticket -> ticket.text().length() > 10),
                LabelingRule.keywords("x", "Bug", "x"));

        assertThat(rules.vote(Ticket.of("1", "a rather long text")).votes()).containsOnlyKeys("long");
        assertThat(rules.readsFields()).isTrue();
        assertThat(RULES.readsFields()).isFalse();
        assertThatThrownBy(
                        () -> Rules.of(LabelingRule.keywords("x", "Bug", "x"), LabelingRule.keywords("x", "Bug", "y")))
                .hasMessageContaining("two rules have the name \"x\"");
        assertThatThrownBy(() -> Rules.of(List.of())).hasMessageContaining("there is no rule");
    }

    @Test
    void theFingerprintIsThatOfTheRules() {
        Rules same = Rules.of(RULES.rules());
        Rules fewer = Rules.of(RULES.rules().subList(0, 3));

        assertThat(same.fingerprint()).isEqualTo(RULES.fingerprint());
        assertThat(fewer.fingerprint()).isNotEqualTo(RULES.fingerprint());
    }
}
