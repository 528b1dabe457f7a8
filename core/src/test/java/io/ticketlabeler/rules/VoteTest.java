package io.ticketlabeler.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticketlabeler.ticket.ConfidenceSource;
import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.ScoredLabel;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VoteTest {

    private static final LabelSet LABELS = LabelSet.builder()
            .add("Billing")
            .add("Bug")
            .add("Question")
            .alias("Invoice", "Billing")
            .build();

    private static Ballots ballots() {
        return Ballots.of(LABELS)
                .cast("1", "small", "Bug")
                .cast("1", "large", "Billing")
                .cast("1", "rule", "Invoice")
                .cast("2", "small", "Question")
                .cast("2", "large", "Bug")
                .ticket("3");
    }

    @Test
    void mostVotesWinAndATieHasNoWinner() {
        assertThat(Vote.majority(ballots()))
                .containsExactly(
                        new Consensus(
                                "1", Optional.of(ScoredLabel.of("Billing", 2 / 3.0, ConfidenceSource.AGREEMENT)), ""),
                        new Consensus("2", Optional.empty(), "tied between Bug and Question"),
                        new Consensus("3", Optional.empty(), "nobody voted"));
    }

    @Test
    void aTieGoesToTheBestVoterWhoTookPart() {
        List<Consensus> decided = Vote.majority(ballots(), List.of("nobody", "rule", "large", "small"));

        assertThat(decided.get(1))
                .isEqualTo(new Consensus("2", Optional.of(ScoredLabel.of("Bug", 0.5, ConfidenceSource.AGREEMENT)), ""));
        assertThat(decided.get(0).winner()).contains(ScoredLabel.of("Billing", 2 / 3.0, ConfidenceSource.AGREEMENT));
        assertThat(decided.get(2).winner()).isEmpty();
    }

    @Test
    void theBestVoterBreaksATieButDoesNotOverruleAMajority() {
        Ballots ballots = Ballots.of(LABELS)
                .cast("1", "best", "Question")
                .cast("1", "a", "Bug")
                .cast("1", "b", "Bug")
                .cast("1", "c", "Billing")
                .cast("1", "d", "Billing");

        assertThat(Vote.majority(ballots, List.of("best", "c")).get(0).winner())
                .contains(ScoredLabel.of("Billing", 0.4, ConfidenceSource.AGREEMENT));
        assertThat(Vote.majority(ballots, List.of("best")).get(0).winner()).isEmpty();
    }

    @Test
    void repeatedAnswersAreSeveralVotes() {
        Ballots ballots = Ballots.of(LABELS)
                .cast("1", "model", "Bug")
                .cast("1", "model", "Bug")
                .cast("1", "model", "Question")
                .cast("1", "rule", "Question")
                .cast("1", "rule", "Question");

        assertThat(Vote.majority(ballots).get(0).winner())
                .contains(ScoredLabel.of("Question", 0.6, ConfidenceSource.AGREEMENT));
        assertThat(ballots.voters()).containsExactly("model", "rule");
        assertThat(ballots.size()).isEqualTo(5);
    }

    @Test
    void votesOfRulesAreTaken() {
        Ballots ballots = Ballots.of(LABELS)
                .cast(new RuleVotes("1", Map.of("money", "Billing"), List.of()))
                .cast(new RuleVotes("2", Map.of(), List.of()));

        assertThat(ballots.tickets()).containsExactly("1", "2");
        assertThat(Vote.majority(ballots)).extracting(Consensus::reason).containsExactly("", "nobody voted");
    }

    @Test
    void aLabelOutsideTheSetNamesTicketAndVoter() {
        assertThatThrownBy(() -> ballots().cast("ZD-9", "gpt", "Refund"))
                .hasMessage(
                        "ticket ZD-9: gpt votes for \"Refund\", which is none of the 3 labels; add it to the set, or give a label that alias");
    }

    @Test
    void nothingIsLearntFromNothing() {
        assertThatThrownBy(() -> Vote.dawidSkene(Ballots.of(LABELS).ticket("1")))
                .hasMessageContaining("nobody voted");
    }
}
